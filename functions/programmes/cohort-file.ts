import * as z from 'zod';
import { type Cohort, cohort, type Session, session, sessionMode } from '../domain/cohort.ts';
import { cohortId, plainDate, programmeKey } from '../domain/ids.ts';
import { instantOf } from '../domain/local-time.ts';
import type { Programme } from '../domain/programme.ts';
import { sessionsOf } from './series-sessions.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:30"');
const localMoment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d$/, 'must be a date and time such as "2026-03-03 09:00"');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

const fileHoliday = z.strictObject({ title: z.string().min(1), from: plainDate, to: plainDate });

/** A cohort as its file says it: dates and wall-clock times, in the zone of its programme. */
export const cohortFile = z.strictObject({
  id: cohortId,
  title: z.string().min(1),
  sample: z.boolean(),
  programme: z.strictObject({ key: programmeKey, version: z.int().min(1) }),
  hub: z.strictObject({ id: slug, name: z.string().min(1), runBy: z.string().min(1), replyTo: z.email() }),
  /** `schoolUrn` where the lead teaches at a school: a group that it is in is marked. */
  lead: z.strictObject({
    name: z.string().min(1),
    email: z.email(),
    schoolUrn: z
      .string()
      .regex(/^[1-9]\d{5}$/)
      .optional(),
  }),
  /** Which of the programme's variants it is. */
  variant: slug.optional(),
  capacity: z.int().min(1),
  nominations: z.strictObject({ opens: localMoment, closes: localMoment }),
  years: z.array(z.strictObject({ number: z.int().min(1), startsOn: plainDate, endsOn: plainDate })).min(1),
  terms: z.array(
    z.strictObject({
      key: slug,
      title: z.string().min(1),
      year: z.int().min(1),
      startsOn: plainDate,
      endsOn: plainDate,
    }),
  ),
  holidays: z.array(fileHoliday),
  /** Schools whose term dates are not the hub's, and schools' own INSET days: by URN. */
  schoolCalendars: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        schools: z.array(z.string().regex(/^\d{6}$/, 'must be a URN of six digits, in quotes')).min(1),
        /** In place of the hub's holidays. */
        holidays: z.array(fileHoliday).optional(),
        /** Beside whichever holidays the school has. */
        insetDays: z.array(plainDate).default([]),
      }),
    )
    .default([]),
  /** Lays out a year's sessions from a date on, every so many weeks, clear of holidays; `sessions` names the exceptions. */
  series: z
    .array(
      z.strictObject({
        year: z.int().min(1),
        from: plainDate,
        everyWeeks: z.int().min(1).max(26),
        halfDay: z.strictObject({ starts: timeOfDay, ends: timeOfDay }),
        wholeDay: z.strictObject({ starts: timeOfDay, ends: timeOfDay }),
        venue: z.string().min(1),
        joinUrl: z.url().optional(),
        /** How many the room holds. */
        seats: z.int().min(1).optional(),
      }),
    )
    .default([]),
  sessions: z
    .array(
      z.strictObject({
        /** The programme's day that it delivers; also its id within the cohort. */
        day: slug,
        on: plainDate,
        starts: timeOfDay,
        ends: timeOfDay,
        venue: z.string().min(1),
        joinUrl: z.url().optional(),
        /** How many the room holds. */
        seats: z.int().min(1).optional(),
        /** Where it differs from the programme's day. */
        mode: sessionMode.optional(),
        title: z.string().min(1).optional(),
      }),
    )
    .default([]),
});
export type CohortFile = z.infer<typeof cohortFile>;

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
    cohort: cohort.parse({
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
    session.parse({
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
