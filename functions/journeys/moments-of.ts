import type { Cohort, Session } from '../domain/cohort.ts';
import { computeMoments, type Moments } from '../domain/moments.ts';
import type { Programme } from '../domain/programme.ts';

/** Few calendars live in one instance at a time; the oldest is dropped. */
const kept = 50;
const known = new Map<string, Moments>();

/** The moments of a programme version on a cohort's calendar, computed once for each revision. */
export function momentsOf(view: { programme: Programme; cohort: Cohort; sessions: readonly Session[] }): Moments {
  const { programme, cohort } = view;
  const name = `${programme.key}#${programme.version}#${cohort.id}#${cohort.calendarRevision}`;
  const found = known.get(name);
  if (found) return found;
  const moments = computeMoments(programme, cohort, [...view.sessions]);
  known.set(name, moments);
  const oldest = known.keys().next().value;
  if (known.size > kept && oldest !== undefined) known.delete(oldest);
  return moments;
}
