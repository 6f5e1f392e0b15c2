import type { Nomination, PromisingRole } from '../domain/nomination.ts';
import type { Commitment } from '../nominations/commitment.ts';

/** What somebody is asked to promise, and for whom. */
export interface PromiseView {
  readonly role: PromisingRole;
  readonly nomination: Nomination;
  readonly commitment: Commitment;
  readonly hubName: string;
  /** Whom the link was sent to, masked. */
  readonly askedOf: string;
  readonly nomineeName: string;
  readonly nominatorName: string;
}

export function promiseTitle({ role, nomination, nomineeName }: PromiseView): string {
  return role === 'head'
    ? `Can ${nomination.schoolName} release ${nomineeName}?`
    : `Will you take part for ${nomination.schoolName}?`;
}
