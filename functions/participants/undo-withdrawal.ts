import { momentsFor } from '../domain/moments-memo.ts';
import { parseOffset } from '../domain/offset.ts';
import { momentOf } from '../domain/timetable.ts';
import type { JourneyView } from '../domain/views.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from './change-participant.ts';

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
  return (await changeParticipant(deps, id, decide)) ?? 'unknown';
}

function decide(view: JourneyView, now: string): Decided<WithdrawalUndone> {
  const { participant, cohort } = view;
  if (participant.status !== 'withdrawn' || !participant.statusBefore) return { outcome: 'not-withdrawn' };
  if (now >= undoUntil(view)) return { outcome: 'too-late' };
  return {
    outcome: 'back',
    otherwise: 'full',
    change: {
      set: { status: participant.statusBefore, statusSince: now },
      remove: ['statusBefore', 'statusReason'],
      writes: [
        {
          kind: 'update',
          key: key.cohortPlaces(cohort.id),
          increase: { taken: 1 },
          where: { taken: below(cohort.capacity) },
        },
      ],
      what: 'withdrawal taken back',
      to: participant.statusBefore,
      why: '',
      by: 'participant',
    },
  };
}
