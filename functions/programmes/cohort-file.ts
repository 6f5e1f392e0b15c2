import * as v from 'valibot';
import { type Cohort, cohort, type Session, session, sessionMode } from '../domain/cohort.ts';
import { clockTime, oneOrMore, slug, someText, textLike, urlText, wholeBetween, wholeFrom1 } from '../domain/fields.ts';
import { cohortId, plainDate, programmeKey } from '../domain/ids.ts';
import { instantOf } from '../domain/local-time.ts';
import type { Programme } from '../domain/programme.ts';
import { readAs } from '../domain/read-as.ts';
import { sessionsOf } from './series-sessions.ts';

const timeOfDay = clockTime('must be a time such as "09:30"');
const localMoment = textLike(
  /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d$/,
  'must be a date and time such as "2026-03-03 09:00"',
);
const fileHoliday = v.strictObject({ title: someText, from: plainDate, to: plainDate });

/** A cohort as its file says it: dates and wall-clock times, in the zone of its programme. */
export const cohortFile = v.strictObject({
  id: cohortId,
  title: someText,
  sample: v.boolean(),
  programme: v.strictObject({ key: programmeKey, version: wholeFrom1 }),
  hub: v.strictObject({
    id: slug,
    name: someText,
    runBy: someText,
    replyTo: v.pipe(v.string(), v.email()),
  }),
  /** `schoolUrn` where the lead teaches at a school: a group that it is in is marked. */
  lead: v.strictObject({
    name: someText,
    email: v.pipe(v.string(), v.email()),
    schoolUrn: v.optional(textLike(/^[1-9]\d{5}$/)),
  }),
  /** Which of the programme's variants it is. */
  variant: v.optional(slug),
  capacity: wholeFrom1,
  nominations: v.strictObject({ opens: localMoment, closes: localMoment }),
  years: oneOrMore(v.strictObject({ number: wholeFrom1, startsOn: plainDate, endsOn: plainDate })),
  terms: v.array(
    v.strictObject({
      key: slug,
      title: someText,
      year: wholeFrom1,
      startsOn: plainDate,
      endsOn: plainDate,
    }),
  ),
  holidays: v.array(fileHoliday),
  /** Schools whose term dates are not the hub's, and schools' own INSET days: by URN. */
  schoolCalendars: v.optional(
    v.array(
      v.strictObject({
        title: someText,
        schools: oneOrMore(textLike(/^\d{6}$/, 'must be a URN of six digits, in quotes')),
        /** In place of the hub's holidays. */
        holidays: v.optional(v.array(fileHoliday)),
        /** Beside whichever holidays the school has. */
        insetDays: v.optional(v.array(plainDate), () => []),
      }),
    ),
    () => [],
  ),
  /** Lays out a year's sessions from a date on, every so many weeks, clear of holidays; `sessions` names the exceptions. */
  series: v.optional(
    v.array(
      v.strictObject({
        year: wholeFrom1,
        from: plainDate,
        everyWeeks: wholeBetween(1, 26),
        halfDay: v.strictObject({ starts: timeOfDay, ends: timeOfDay }),
        wholeDay: v.strictObject({ starts: timeOfDay, ends: timeOfDay }),
        venue: someText,
        joinUrl: v.optional(urlText),
        /** How many the room holds. */
        seats: v.optional(wholeFrom1),
      }),
    ),
    () => [],
  ),
  sessions: v.optional(
    v.array(
      v.strictObject({
        /** The programme's day that it delivers; also its id within the cohort. */
        day: slug,
        on: plainDate,
        starts: timeOfDay,
        ends: timeOfDay,
        venue: someText,
        joinUrl: v.optional(urlText),
        /** How many the room holds. */
        seats: v.optional(wholeFrom1),
        /** Where it differs from the programme's day. */
        mode: v.optional(sessionMode),
        title: v.optional(someText),
      }),
    ),
    () => [],
  ),
});
export type CohortFile = v.InferOutput<typeof cohortFile>;

/** Makes the code that is shown in the room. */
export type CheckInCodeFor = (sessionId: string, cohortId: string) => string;

/** The cohort and its sessions as the domain knows them, at their first revision. */
export function toCohort(
  file: CohortFile,
  programme: Programme,
  codeFor: CheckInCodeFor,
): { cohort: Cohort; sessions: Session[] } {
  const { nominations, lead, ...rest } = file;
  return {
    cohort: readAs(cohort, {
      ...rest,
      lead: { name: lead.name, email: lead.email },
      ...(lead.schoolUrn && { leadSchoolUrn: lead.schoolUrn }),
      opensAt: instantOf(nominations.opens, programme.zone),
      closesAt: instantOf(nominations.closes, programme.zone),
      calendarRevision: 1,
    }),
    sessions: sessionsOf(file, programme).flatMap((dated) => toSession(file, dated, programme, codeFor)),
  };
}

function toSession(
  file: CohortFile,
  { day, on, starts, ends, ...given }: CohortFile['sessions'][number],
  { days, zone }: Programme,
  codeFor: CheckInCodeFor,
): Session[] {
  const delivered = days.find(({ key }) => key === day);
  if (!delivered) return [];
  const { title, kind, mode, credit, year } = delivered;
  return [
    readAs(session, {
      id: day,
      cohortId: file.id,
      day,
      title,
      kind,
      mode,
      credit,
      year,
      ...given,
      startsAt: instantOf(`${on} ${starts}`, zone),
      endsAt: instantOf(`${on} ${ends}`, zone),
      checkInCode: codeFor(day, file.id),
      revision: 1,
      icsSequence: 0,
      state: 'planned',
    }),
  ];
}
