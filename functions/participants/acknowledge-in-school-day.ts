import { addCreditEntry } from '../domain/credit-entries.ts';
import type { CreditEntry } from '../domain/participant.ts';
import type { JourneyView } from '../domain/views.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from './change-participant.ts';

export type DayAcknowledged = 'acknowledged' | 'unknown';

/** The lead takes note of a logged in-school day, which earns its credit. Twice is once. */
export async function acknowledgeInSchoolDay(
  deps: ParticipantDeps,
  participantId: string,
  dayId: string,
): Promise<DayAcknowledged> {
  return (await changeParticipant(deps, participantId, (view, now) => decide(view, dayId, now))) ?? 'unknown';
}

function decide(view: JourneyView, dayId: string, now: string): Decided<DayAcknowledged> {
  const day = view.inSchoolDays.find(({ id }) => id === dayId);
  if (!day) return { outcome: 'unknown' };
  if (day.acknowledgedAt !== undefined) return { outcome: 'acknowledged' };
  const { id } = view.participant;
  const entry: CreditEntry = {
    id: `in-school:${day.id}`,
    bucket: 'in-school',
    amount: day.amount,
    inSchoolDayId: day.id,
    reason: `in-school day on ${day.date}`,
    by: 'lead',
    at: now,
  };
  const earned: Write[] = addCreditEntry(view.credits, entry).ok
    ? [{ kind: 'put', item: { ...key.credit(id, entry.id), ...entry } }]
    : [];
  return {
    outcome: 'acknowledged',
    change: {
      writes: [
        {
          kind: 'update',
          key: key.inSchoolDay(id, day.id),
          set: { acknowledgedAt: now },
          where: { id: day.id },
        },
        ...earned,
      ],
      what: 'in-school day',
      to: `${day.amount} acknowledged`,
      why: `for ${day.date}`,
      by: 'lead',
    },
  };
}
