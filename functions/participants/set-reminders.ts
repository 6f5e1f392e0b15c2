import { momentsFor } from '../domain/moments-memo.ts';
import type { JourneyView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import { retryChange } from '../web/retry-change.ts';
import type { ParticipantDeps } from './change-participant.ts';

/** Where no term lies ahead. */
const withoutTermDays = 90;

/** Until when (ISO) reminders rest that are turned off now: the end of this term, or of the next one in the holidays. */
export function reminderRest(view: JourneyView, now: string): string {
  const { terms } = momentsFor(view.programme, view.cohort, view.sessions);
  const ends = terms.map(({ endsAt }) => endsAt).filter((end) => end > Date.parse(now));
  return ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : shiftInstant(now, days(withoutTermDays));
}

/**
 * Turns a participant's reminders off until the end of term, or on again. What concerns their place (a moved or
 * cancelled session, a decision) is sent all the same. Twice is once.
 */
export async function setReminders(
  deps: ParticipantDeps,
  id: string,
  wanted: 'on' | 'off',
): Promise<'set' | 'unknown'> {
  return retryChange<'set' | 'unknown'>(async () => {
    const view = await readJourney(deps.table, id);
    const contact = (await readPeople(deps.table, 'participant', id)).participant;
    if (!view || !contact) return 'unknown';
    const now = deps.clock.now();
    const until = wanted === 'off' ? reminderRest(view, now) : undefined;
    if (contact.nudgesOffUntil === until) return 'set';
    const { ok } = await deps.table.write({
      kind: 'update',
      key: key.people('participant', id),
      ...(until ? { set: { 'people.participant.nudgesOffUntil': until } } : remove),
      where: { 'people.participant.linkEpoch': contact.linkEpoch },
    });
    deps.log.info('reminders set', { id, wanted, written: ok });
    return ok ? 'set' : undefined;
  });
}

const remove = { remove: ['people.participant.nudgesOffUntil'] } as const;
