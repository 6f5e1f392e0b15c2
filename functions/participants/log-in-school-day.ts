import type { InSchoolDay } from '../domain/participant.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { JourneyView } from '../domain/views.ts';
import { key } from '../platform/keys.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from './change-participant.ts';

export interface LoggedDay {
  /** Made when the form was shown: the same form sent twice logs one day. */
  readonly id: string;
  readonly date: string;
  readonly amount: 0.5 | 1;
  readonly activity: string;
  readonly reflection: string;
}

export type DayLogged = 'logged' | 'not-taking-part' | 'too-much-that-day';

/**
 * Logs a day or half a day of development in school. It earns when the lead acknowledges it. No date holds more than
 * one day.
 */
export async function logInSchoolDay(deps: ParticipantDeps, participantId: string, day: LoggedDay): Promise<DayLogged> {
  const outcome = await changeParticipant(deps, participantId, (view, now) => decide(view, day, now));
  return outcome ?? 'not-taking-part';
}

function decide(view: JourneyView, day: LoggedDay, now: string): Decided<DayLogged> {
  if (!isTakingPart(view.participant)) return { outcome: 'not-taking-part' };
  if (view.inSchoolDays.some(({ id }) => id === day.id)) return { outcome: 'logged' };
  const thatDay = view.inSchoolDays.filter(({ date }) => date === day.date);
  if (thatDay.reduce<number>((sum, { amount }) => sum + amount, day.amount) > 1)
    return { outcome: 'too-much-that-day' };
  const row: InSchoolDay = { ...day, loggedAt: now };
  return {
    outcome: 'logged',
    change: {
      writes: [{ kind: 'put', item: { ...key.inSchoolDay(view.participant.id, day.id), ...row } }],
      what: 'in-school day',
      to: `${day.amount} logged`,
      why: `for ${day.date}`,
      by: 'participant',
    },
  };
}
