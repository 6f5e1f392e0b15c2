import { type BeginLegDeps, beginLeg } from '../driving/begin-leg.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { changeParticipant, type Decide, overruledBy } from './change-participant.ts';
import { pendingNominee } from './replace-participant.ts';
import { comingBack } from './undo-withdrawal.ts';

/** How long an admin may take a withdrawal back. The participant's own link works for a shorter time. */
export const reinstatableDays = 30;

export interface Reinstatement {
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Reinstated = 'back' | 'full' | 'promised-to-a-colleague' | 'too-late' | 'not-withdrawn' | 'unknown';

/** Until when (ISO) a withdrawal of that moment can be taken back by an admin. */
export function reinstatableUntil(withdrawnAt: string): string {
  return shiftInstant(withdrawnAt, days(reinstatableDays));
}

/**
 * An admin takes a withdrawal back: the participant is where they were, in their old place. What was sent before is not
 * sent again, future sessions are theirs again, and what they missed stays missed. Their journey has ended by then, so
 * the next leg is begun; if the process dies before it is, the sweep begins it. Twice is once.
 */
export async function reinstateParticipant(
  deps: BeginLegDeps,
  id: string,
  reinstatement: Reinstatement,
): Promise<Reinstated> {
  let ended: number | undefined;
  const decide: Decide<Reinstated> = async (view, now) => {
    ended = view.participant.dueBy === undefined ? view.participant.leg : undefined;
    return decideReinstatement(deps.table, reinstatement)(view, now);
  };
  const outcome = (await changeParticipant(deps, id, decide)) ?? 'unknown';
  if (outcome === 'back' && ended !== undefined)
    await beginLeg(deps, { kind: 'participant', id, after: ended, because: 'first' });
  return outcome;
}

export function decideReinstatement(table: Table, { note, by }: Reinstatement): Decide<Reinstated> {
  return async (view, now) => {
    const { participant } = view;
    if (participant.status !== 'withdrawn' || !participant.statusBefore) {
      if (participant.reinstatedAt) return { outcome: 'not-withdrawn' };
      return { outcome: 'not-withdrawn', overruled: overruledBy(participant, 'reinstatement', by) };
    }
    if (now >= reinstatableUntil(participant.statusSince)) return { outcome: 'too-late' };
    if (await pendingNominee(table, participant)) return { outcome: 'promised-to-a-colleague' };
    return comingBack(view, participant.statusBefore, { why: note, by }, now);
  };
}
