import type { Cohort } from './cohort.ts';
import type { PlainDate } from './ids.ts';

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

/** The INSET days that are a school's own alone, beside those of the calendars that it shares with others. */
export function ownInsetDays({ schoolCalendars }: Pick<Cohort, 'schoolCalendars'>, urn: string): readonly PlainDate[] {
  return schoolCalendars.filter((calendar) => isOwn(calendar, urn)).flatMap(({ insetDays }) => insetDays);
}

/** The cohort's calendars with a day of one school closed as an INSET day of its own, or open again. */
export function withInsetDay(
  { schoolCalendars }: Pick<Cohort, 'schoolCalendars'>,
  school: { readonly urn: string; readonly name: string },
  { day, closed }: { readonly day: PlainDate; readonly closed: boolean },
): Cohort['schoolCalendars'] {
  const others = schoolCalendars.filter((calendar) => !isOwn(calendar, school.urn));
  const kept = ownInsetDays({ schoolCalendars }, school.urn).filter((each) => each !== day);
  const insetDays = [...kept, ...(closed ? [day] : [])].sort();
  if (insetDays.length === 0) return others;
  return [...others, { title: `${school.name}: INSET days`, schools: [school.urn], insetDays }];
}

function isOwn({ schools, holidays }: Cohort['schoolCalendars'][number], urn: string): boolean {
  return holidays === undefined && schools.length === 1 && schools[0] === urn;
}
