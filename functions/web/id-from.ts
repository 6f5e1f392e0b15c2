import { newReference } from '../platform/random.ts';

/** The id that a form carries, so that the same post again is the same thing; a new one where it was tampered with. */
export function idFrom(typed: string): string {
  return /^[2-9A-HJKMNP-Z]{8}$/.test(typed) ? typed : newReference();
}
