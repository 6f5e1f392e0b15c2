import type { Cohort } from './cohort.ts';

const bySchool = new WeakMap<Cohort, Map<string, Cohort>>();

/**
 * The cohort as one of its schools has it: with the holidays of that school's own term dates, where it has any, and its
 * INSET days. Everything that counts working days for somebody of the school counts them by it, so that two schools of
 * a cohort with different half-terms get different moments. The same cohort and school give the same object.
 */
export function cohortOfSchool(cohort: Cohort, urn: string): Cohort {
  const calendars = cohort.schoolCalendars.filter(({ schools }) => schools.includes(urn));
  if (calendars.length === 0) return cohort;
  const known = bySchool.get(cohort) ?? new Map<string, Cohort>();
  const there = known.get(urn);
  if (there) return there;
  const ownTerms = calendars.flatMap(({ holidays }) => (holidays ? [holidays] : []));
  const insetDays = calendars.flatMap(({ insetDays: days }) =>
    days.map((day) => ({ from: day, to: day, title: 'INSET day' })),
  );
  const holidays = [...(ownTerms.length > 0 ? ownTerms.flat() : cohort.holidays), ...insetDays];
  const made = { ...cohort, holidays };
  bySchool.set(cohort, known.set(urn, made));
  return made;
}
