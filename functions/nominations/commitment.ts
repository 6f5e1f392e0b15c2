import type { Session } from '../domain/cohort.ts';
import type { Programme } from '../domain/programme.ts';

/** Which words people agree to: raise it whenever what a promise page asks for changes. Kept with each answer. */
export const commitmentTextVersion = '2026-03';

/** What a school and a teacher commit themselves to, as the programme and the cohort's calendar say. */
export interface Commitment {
  readonly programmeTitle: string;
  readonly years: number;
  /** Days of central events and in school, over all years. */
  readonly centralDays: number;
  readonly inSchoolDays: number;
  /** The sessions that count, by date: catch-ups are for those who miss one. */
  readonly sessions: readonly Session[];
  /** Where the head, or another senior leader, takes part too. */
  readonly launch?: Session;
}

export function commitmentOf(programme: Programme, sessions: readonly Session[]): Commitment {
  const total = (bucket: 'central' | 'in-school') =>
    programme.years.reduce((sum, { needs }) => sum + (needs[bucket] ?? 0), 0);
  const counted = sessions
    .filter(({ kind, state }) => kind !== 'catch-up' && state === 'planned')
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  const launch = counted.find(({ kind }) => kind === 'launch');
  return {
    programmeTitle: programme.title,
    years: programme.years.length,
    centralDays: total('central'),
    inSchoolDays: total('in-school'),
    sessions: counted,
    ...(launch && { launch }),
  };
}
