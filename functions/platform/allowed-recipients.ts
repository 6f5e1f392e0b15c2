import type { Mailer } from './mail.ts';

/**
 * Lets mail through to an environment's allow-list alone: each entry is an address, or `*@` and a domain. IAM says the same
 * of the role; this one keeps the ledger honest about why nothing was sent.
 */
export function onlyTo(allowed: readonly string[], mailer: Mailer): Mailer {
  return {
    send: async (mail) =>
      allowed.some((entry) => covers(entry.toLowerCase(), mail.to.toLowerCase()))
        ? mailer.send(mail)
        : { taken: false, why: 'not-allowed' },
  };
}

function covers(entry: string, address: string): boolean {
  return entry.startsWith('*@') ? address.slice(address.lastIndexOf('@')) === entry.slice(1) : address === entry;
}
