import { createHash } from 'node:crypto';
import { normaliseEmail } from './normalise-email.ts';

/**
 * By what two nominations are known to be one: the cohort, the school, and the address and name of each teacher. A
 * shared mailbox may be read by two people, so that another name at the same address is another nomination, for an admin
 * to look at. Names alone are never compared.
 */
export function sameness(
  cohortId: string,
  urn: string,
  nominees: readonly { readonly name: string; readonly email: string }[],
): string {
  const each = nominees.map(({ name, email }) => `${normaliseEmail(email)} ${normaliseName(name)}`).toSorted();
  return createHash('sha256')
    .update([cohortId, urn, ...each].join('\n'))
    .digest('base64url');
}

/** "Siân O’Neil-Smith" as "sianoneilsmith": as people type a name on one day and on another. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
