import { randomBytes, randomInt } from 'node:crypto';
import { referenceAlphabet } from '../domain/ids.ts';

/** Text of so many characters of an alphabet, each as likely as the next. */
export function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A reference of eight characters that can be read out, about 39 bits. */
export function newReference(): string {
  return randomText(8, referenceAlphabet);
}

/** An id that nobody guesses: 160 bits as base64url. */
export function newSecretId(): string {
  return randomBytes(20).toString('base64url');
}
