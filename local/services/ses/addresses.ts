import { ServiceError } from '../service.ts';

/** A mailbox as it stands in a header: `Jo Smith <jo@example.org>`, `"Smith, Jo" <jo@example.org>` or `jo@example.org`. */
export interface Mailbox {
  /** The address alone, as written. */
  readonly address: string;
  readonly displayName?: string;
}

/** Takes a mailbox apart; whether the address is one is for `checkAddress`. */
export function parseAddress(text: string): Mailbox {
  const match = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<>"]*?))\s*<([^<>]*)>\s*$/.exec(text);
  if (!match) return { address: text.trim() };
  const [, quoted, plain, address = ''] = match;
  const displayName = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
  return { address: address.trim(), ...(displayName && { displayName }) };
}

/** Throws BadRequestException, in SES's words, for what SES would not take as an address. */
export function checkAddress(address: string): void {
  const problem = problemOf(address);
  if (problem) throw new ServiceError('BadRequestException', problem);
}

function problemOf(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (at === -1) return "Missing final '@domain'";
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (address.length > 320) return 'Email address is too long.';
  return localProblem(local, address) ?? domainProblem(domain, address);
}

function localProblem(local: string, address: string): string | undefined {
  if (local === '') return `User name is missing: '${address}'.`;
  if (/[\s\p{Cc}]/u.test(local)) return 'Local address contains control or whitespace';
  if (/[^\p{ASCII}]/u.test(local)) return 'Local address contains non-ASCII characters';
  if (local.length > 64) return 'Local address is too long.';
  const legal = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local);
  return legal || /^"[^"\\]*"$/.test(local) ? undefined : `Illegal address: '${address}'.`;
}

function domainProblem(domain: string, address: string): string | undefined {
  if (domain === '') return `Missing domain in '${address}'.`;
  if (domain.startsWith('.')) return 'Domain starts with dot';
  if (domain.endsWith('.')) return 'Domain ends with dot';
  if (domain.includes('..')) return 'Domain contains dot-dot';
  if (/[\s\p{Cc}]/u.test(domain)) return 'Domain contains control or whitespace';
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'Domain contains illegal character';
  const labels = domain.split('.');
  const legal =
    labels.length > 1 && labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
  return legal ? undefined : `Illegal domain in '${address}'.`;
}
