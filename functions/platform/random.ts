import { randomBytes, randomInt } from 'node:crypto';
import { referenceAlphabet } from '../domain/ids.ts';

/** A reference of eight characters that can be read out, about 39 bits. */
export function newReference(): string {
  return Array.from({ length: 8 }, () => referenceAlphabet[randomInt(referenceAlphabet.length)]).join('');
}

/** An id that nobody guesses: 160 bits as base64url. */
export function newSecretId(): string {
  return randomBytes(20).toString('base64url');
}
