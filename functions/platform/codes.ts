import { createHmac } from 'node:crypto';
import { sameCode } from '../domain/check-in.ts';
import { type Instant, referenceAlphabet } from '../domain/ids.ts';
import type { LinkKeys } from './links.ts';

/** Whose code it is, and which: a new one each time that one is asked for. */
export interface CodeAbout {
  /** The cohort whose lead it is for. */
  readonly subject: string;
  /** The lead's `linkEpoch`: a correction or a replacement makes codes useless, as it does links. */
  readonly epoch: number;
  readonly askedAt: Instant;
}

const length = 8;

/**
 * The code of eight characters that is e-mailed to who asks for one: an HMAC-SHA256 over whose it is and when it was
 * asked for, so that nothing has to keep it. About 39 bits.
 */
export function signInCode({ current, keys }: LinkKeys, about: CodeAbout): string {
  const key = keys[current];
  if (!key) throw new TypeError(`There is no link key "${current}"`);
  return derive(key, about);
}

/** Whether it is what was typed, whichever key made it: the keys may be rotated between sending and typing. */
export function isSignInCode({ keys }: LinkKeys, about: CodeAbout, typed: string): boolean {
  return Object.values(keys).some((key) => sameCode(typed, derive(key, about)));
}

function derive(key: string, { subject, epoch, askedAt }: CodeAbout): string {
  const mac = createHmac('sha256', key).update(`throughline-code\n${JSON.stringify([subject, epoch, askedAt])}`);
  let rest = BigInt(`0x${mac.digest('hex')}`);
  const base = BigInt(referenceAlphabet.length);
  let code = '';
  while (code.length < length) {
    code += referenceAlphabet[Number(rest % base)];
    rest /= base;
  }
  return code;
}
