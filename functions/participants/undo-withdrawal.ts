import { momentsFor } from '../domain/moments-memo.ts';
import { parseOffset } from '../domain/offset.ts';
import type { ParticipantStatus } from '../domain/participant.ts';
import { momentOf } from '../domain/timetable.ts';
import type { JourneyView } from '../domain/views.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from './change-participant.ts';
import { pendingNominee } from './replace-participant.ts';

export type WithdrawalUndone = 'back' | 'not-withdrawn' | 'too-late' | 'full' | 'unknown';

/** Until when (ISO) a withdrawal can be taken back, counted from it by the programme's own rule. */
export function undoUntil(view: JourneyView): string {
  const { calendar, programme } = momentsFor(view.programme, view.cohort, view.sessions);
  const since = Date.parse(view.participant.statusSince);
  return new Date(momentOf(calendar, since, parseOffset(programme.rules.undoWithdrawal), 'later')).toISOString();
}

/**
 * Takes a withdrawal back: the participant is where they were, in their old place, unless somebody has it by now. What
 * they missed meanwhile stays missed. Twice is once.
 */
export async function undoWithdrawal(deps: ParticipantDeps, id: string): Promise<WithdrawalUndone> {
  return (await changeParticipant(deps, id, (view, now) => decide(deps.table, view, now))) ?? 'unknown';
}

async function decide(table: Table, view: JourneyView, now: string): Promise<Decided<WithdrawalUndone>> {
  const { participant } = view;
  if (participant.status !== 'withdrawn' || !participant.statusBefore) return { outcome: 'not-withdrawn' };
  if (now >= undoUntil(view)) return { outcome: 'too-late' };
  if (await pendingNominee(table, participant)) return { outcome: 'full' };
  return comingBack(view, participant.statusBefore, { why: '', by: 'participant' }, now);
}

/**
 * What taking a withdrawal back is made of, whoever does it: they are where they were, in their old place, unless the
 * cohort is full by now. A journey that had ended is to be driven again.
 */
export function comingBack(
  { participant, cohort }: JourneyView,
  status: ParticipantStatus,
  { why, by }: { readonly why: string; readonly by: string },
  now: string,
): Decided<'back' | 'full'> {
  const { reasonBefore, dueBy } = participant;
  return {
    outcome: 'back',
    otherwise: 'full',
    change: {
      set: {
        status,
        statusSince: now,
        reinstatedAt: now,
        ...(reasonBefore && { statusReason: reasonBefore }),
        ...(dueBy === undefined && { dueBy: now }),
      },
      remove: reasonBefore ? ['statusBefore', 'reasonBefore'] : ['statusBefore', 'statusReason'],
      writes: [
        {
          kind: 'update',
          key: key.cohortPlaces(cohort.id),
          increase: { taken: 1 },
          where: { taken: below(cohort.capacity) },
        },
      ],
      what: 'withdrawal taken back',
      to: status,
      why,
      by,
    },
  };
}
