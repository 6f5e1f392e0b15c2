import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { someText, wholeFrom0 } from '../domain/fields.ts';
import type { Instant } from '../domain/ids.ts';
import type { RecipientRole } from '../domain/people.ts';

/** What a link is for; it is useless for anything else. */
export const linkPurposes = [
  'head-promise',
  'nominee-promise',
  'partner-promise',
  'nomination-progress',
  'place-offer',
  'partner-offer',
  'participant',
  'lead',
  'undo-withdrawal',
  'preferences',
  'subject-lead-preferences',
  'head-preferences',
  'lead-preferences',
  'head-certificate',
  'school-promise',
  'partner-rescue',
  'subject-lead-rescue',
  'group-head',
  'group-subject-lead',
  'group-partner',
  'group-nominator',
] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** Whose a link of a purpose is: the address that it is sent to, and the contact whose epoch it must have. */
export const roleOfPurpose: Readonly<Record<LinkPurpose, RecipientRole>> = {
  'head-promise': 'head',
  'nominee-promise': 'nominee',
  'partner-promise': 'partner',
  'nomination-progress': 'nominator',
  'place-offer': 'nominee',
  'partner-offer': 'partner',
  participant: 'participant',
  lead: 'lead',
  'undo-withdrawal': 'participant',
  preferences: 'participant',
  'subject-lead-preferences': 'subject-lead',
  'head-preferences': 'head',
  'lead-preferences': 'lead',
  'head-certificate': 'head',
  'school-promise': 'next-head',
  'partner-rescue': 'partner',
  'subject-lead-rescue': 'subject-lead',
  'group-head': 'head',
  'group-subject-lead': 'subject-lead',
  'group-partner': 'partner',
  'group-nominator': 'nominator',
};

export interface Link {
  readonly purpose: LinkPurpose;
  /** The nomination, participant or cohort that it is about. */
  readonly subject: string;
  /** The recipient's `linkEpoch` when it was made: a link of an earlier epoch is refused. */
  readonly epoch: number;
  readonly expiresAt: Instant;
}

export type LinkRead =
  | { readonly ok: true; readonly link: Link }
  /** `link` is genuine but too old: a fresh one may be offered to the address on file. */
  | { readonly ok: false; readonly why: 'expired'; readonly link: Link }
  | { readonly ok: false; readonly why: 'forged' };

/** Keys by id; new links are made with `current`, older ones are still read. */
export interface LinkKeys {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** Links live at most 60 days; each e-mail carries fresh ones. */
export const longestLinkDays = 60;

const fields = v.strictTuple([v.picklist(linkPurposes), someText, wholeFrom0, wholeFrom0, someText]);

/**
 * Makes the token of a link: base64url of `[purpose, subject, epoch, expiry in seconds, key id]`, a dot, and its
 * HMAC-SHA256. Only characters that survive in an address; under 250 of them; no personal data.
 */
export function signLink(keys: LinkKeys, link: Link): string {
  const expiry = Math.floor(Date.parse(link.expiresAt) / 1000);
  const payload = Buffer.from(JSON.stringify([link.purpose, link.subject, link.epoch, expiry, keys.current]));
  const body = payload.toString('base64url');
  return `${body}.${mac(keyOf(keys, keys.current), body).toString('base64url')}`;
}

/** Reads a token for one of the purposes; whatever is wrong with it but its age is "forged". */
export function readLink(keys: LinkKeys, token: string, purposes: readonly LinkPurpose[], now: Instant): LinkRead {
  const [body, given, more] = token.split('.');
  if (!body || !given || more !== undefined || token.length > 600) return { ok: false, why: 'forged' };
  const parsed = parseBody(body);
  if (!parsed) return { ok: false, why: 'forged' };
  const [purpose, subject, epoch, expiry, keyId] = parsed;
  const key = keys.keys[keyId];
  if (!key || !sameBytes(mac(key, body), Buffer.from(given, 'base64url'))) return { ok: false, why: 'forged' };
  if (!purposes.includes(purpose)) return { ok: false, why: 'forged' };
  const link: Link = { purpose, subject, epoch, expiresAt: new Date(expiry * 1000).toISOString() };
  return Date.parse(now) > expiry * 1000 ? { ok: false, why: 'expired', link } : { ok: true, link };
}

export class MissingLinkKey extends Error {
  override readonly name = 'MissingLinkKey';
}

function keyOf(keys: LinkKeys, id: string): string {
  const key = keys.keys[id];
  if (!key) throw new MissingLinkKey(`There is no link key "${id}"`);
  return key;
}

function mac(key: string, body: string): Buffer {
  return createHmac('sha256', key).update(`throughline-link\n${body}`).digest();
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseBody(body: string): v.InferOutput<typeof fields> | undefined {
  try {
    const parsed = v.safeParse(fields, JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch (error) {
    // Not JSON: somebody's guess, which is an answer and not a fault.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
