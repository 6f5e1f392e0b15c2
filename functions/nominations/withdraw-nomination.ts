import { isOver, type Nomination } from '../domain/nomination.ts';
import { changeNomination, type NominationDeps, type NominationVerdict } from './change-nomination.ts';
import { isDecidable } from './decide-nomination.ts';

/** `enrolled`: the nominee is a participant already, and it is the participant who withdraws. */
export type NominationWithdrawn = 'withdrawn' | 'over' | 'enrolled' | 'unknown';

export interface NominationWithdrawal {
  readonly reason: string;
  /** An admin's id, or `nominator` where the school does it itself. */
  readonly by: string;
}

/** Whether a school may take its nomination back by itself: nothing is decided for good. */
export function isWithdrawable({ status }: Pick<Nomination, 'status'>): boolean {
  return isDecidable(status);
}

/**
 * Takes a nomination back, as its school asks or as an admin closes it with a reason, also one that is parked. A place
 * that it had, or its place on the waiting list, is free in the same transaction. Twice is once.
 */
export async function withdrawNomination(
  deps: NominationDeps,
  id: string,
  withdrawal: NominationWithdrawal,
): Promise<NominationWithdrawn> {
  return (await changeNomination(deps, id, ({ nomination }) => judge(nomination, withdrawal))) ?? 'unknown';
}

function judge(facts: Nomination, { reason, by }: NominationWithdrawal): NominationVerdict<NominationWithdrawn> {
  if (facts.participantId !== undefined) return { outcome: 'enrolled' };
  if (facts.status === 'withdrawn' && !facts.parked) return { outcome: 'withdrawn' };
  if (facts.status !== 'withdrawn' && isOver(facts.status)) return { outcome: 'over' };
  return {
    outcome: 'withdrawn',
    change: { to: 'withdrawn', set: { restarts: [] }, remove: ['parked'], what: 'withdrawn', why: reason, by },
  };
}
