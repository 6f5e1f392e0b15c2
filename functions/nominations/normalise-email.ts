import { createHash } from 'node:crypto';

/**
 * The address by which two ways of typing it are known to be one mailbox: no space around it, lower case, no `+tag`, an
 * international domain in its ASCII form. For comparing only; mail goes to the address as typed.
 */
export function normaliseEmail(typed: string): string {
  const [local = '', domain = ''] = typed.trim().toLowerCase().split('@');
  const untagged = local.split('+')[0] || local;
  return `${untagged}@${asciiDomain(domain)}`;
}

/** Stands for an address in keys of the table, where no address may be read. */
export function emailHash(typed: string): string {
  return createHash('sha256').update(normaliseEmail(typed)).digest('base64url').slice(0, 22);
}

function asciiDomain(domain: string): string {
  return URL.canParse(`https://${domain}`) ? new URL(`https://${domain}`).hostname : domain;
}
