/** What becomes of a mail to an address. */
export type Fate = 'delivered' | 'bounced' | 'complained' | 'suppressed';

const simulator = 'simulator.amazonses.com';

const simulated: Readonly<Record<string, Fate>> = {
  success: 'delivered',
  bounce: 'bounced',
  complaint: 'complained',
  suppressionlist: 'suppressed',
  ooto: 'delivered',
};

/**
 * What becomes of a mail: an address on the account's suppression list bounces, those of SES's mailbox simulator do as their
 * names say (a label after `+` apart), all others are delivered. (SES developer guide, "Using the mailbox simulator".)
 */
export function fateOf(address: string, isSuppressed: (address: string) => boolean): Fate {
  if (isSuppressed(address)) return 'suppressed';
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  return domain === simulator ? (simulated[local.split('+')[0] ?? ''] ?? 'bounced') : 'delivered';
}
