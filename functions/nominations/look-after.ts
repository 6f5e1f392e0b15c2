import type { PromisingRole } from '../domain/nomination.ts';
import { isUndecided } from './answer-promise.ts';
import { changeNomination, type NominationDeps } from './change-nomination.ts';
import { commitmentTextVersion } from './commitment.ts';

export type Recorded = 'recorded' | 'not-now' | 'unknown';

/**
 * Records a promise for whoever made it in another way (a signed letter, a telephone call), as an admin with evidence
 * says. It counts as any other, and says of itself whose word it is.
 */
export async function promiseOnBehalf(
  deps: NominationDeps,
  id: string,
  { role, evidence, by }: { readonly role: PromisingRole; readonly evidence: string; readonly by: string },
): Promise<Recorded> {
  const recorded = await changeNomination<Recorded>(deps, id, ({ nomination }, now) => {
    const promised = nomination.promises[role];
    if (promised?.state === 'given') return { outcome: 'recorded' };
    if (!promised || !isUndecided(nomination)) return { outcome: 'not-now' };
    const { askFrom, round } = promised;
    const given = {
      state: 'given' as const,
      at: now,
      textVersion: commitmentTextVersion,
      askFrom,
      round,
      onBehalf: { evidence, by },
    };
    const set = { promises: { ...nomination.promises, [role]: given } };
    const what = `promise of the ${role} recorded on their behalf`;
    return { outcome: 'recorded', change: { set, what, why: evidence, by } };
  });
  return recorded ?? 'unknown';
}

/** An admin looked at nominations at one address and found that they may stand side by side, and why. */
export async function checkAlike(
  deps: NominationDeps,
  id: string,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<Recorded> {
  const recorded = await changeNomination<Recorded>(deps, id, ({ nomination }, now) => {
    if (nomination.alikeChecked?.reason === reason) return { outcome: 'recorded' };
    const set = { alikeChecked: { reason, at: now } };
    return { outcome: 'recorded', change: { set, what: 'nominations at one address looked at', why: reason, by } };
  });
  return recorded ?? 'unknown';
}
