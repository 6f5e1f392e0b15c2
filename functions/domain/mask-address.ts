/**
 * “a… at e….org”: enough for somebody who knows the address to see which it is and what is wrong, too little to write to.
 */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = address.trim().split('@');
  const ending = domain.slice(domain.lastIndexOf('.'));
  return `${[...local][0] ?? ''}… at ${[...domain][0] ?? ''}…${ending.startsWith('.') ? ending : ''}`;
}
