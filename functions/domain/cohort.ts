import * as z from 'zod/mini';
import { oneOrMore, whole, wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, halfDays, instant, participantId, plainDate, programmeKey, sessionId } from './ids.ts';
import { contact } from './people.ts';

export const sessionKind = z.enum(['launch', 'central', 'catch-up', 'meeting', 'observation']);
export const sessionMode = z.enum(['online', 'face-to-face', 'hybrid']);

/** What a participant has to know of a session: when, where, how, and whether it takes place. */
export const sessionFacts = z.object({
  startsAt: instant,
  endsAt: instant,
  mode: sessionMode,
  venue: z.string(),
  joinUrl: z.optional(z.url()),
  state: z.enum(['planned', 'cancelled']),
});
export type SessionFacts = z.infer<typeof sessionFacts>;

/** What was true of a session while it had a revision. */
export const sessionRevision = z.extend(sessionFacts, {
  revision: wholeFrom1,
  /** Since when; the first has been true since the cohort opened. */
  from: z.optional(instant),
  /** Why it was made, in the admin's words: participants read it. */
  reason: z.optional(z.string()),
});
export type SessionRevision = z.infer<typeof sessionRevision>;

/** A dated session of a cohort. `revision` rises with every change that participants must hear of. */
export const session = z.object({
  id: sessionId,
  cohortId,
  /** The programme's day that it delivers (`central-1`). */
  day: z.string(),
  title: z.string(),
  kind: sessionKind,
  credit: halfDays,
  year: wholeFrom1,
  ...sessionFacts.shape,
  /** How many its room holds, where somebody said so: another venue is another room. */
  seats: z.optional(wholeFrom1),
  checkInCode: z.string(),
  revision: wholeFrom1,
  icsSequence: wholeFrom0,
  /** Since when the present revision is true, and why; neither on the first. */
  revisedAt: z.optional(instant),
  revisedBecause: z.optional(z.string()),
  /** The revisions before the present one, oldest first. */
  history: z._default(z.array(sessionRevision), []),
  /** The session that it was split off from: for those who go to this sitting, it is the same entry of their calendar. */
  sittingOf: z.optional(sessionId),
  /** Where a day has several sittings: who goes to this one, or who goes to another. */
  onlyFor: z.optional(z.array(participantId)),
  notFor: z.optional(z.array(participantId)),
});
export type Session = z.infer<typeof session>;

/** Whether a session is one that this participant is to go to, and not another sitting of theirs. */
export function isFor({ onlyFor, notFor }: Session, participant: string): boolean {
  const among = (ids: readonly string[] | undefined) => ids?.includes(participant) === true;
  return onlyFor ? among(onlyFor) : !among(notFor);
}

/** The sessions that a participant is to go to; the very list where that is all of them. */
export function sessionsFor(sessions: readonly Session[], participant: string): readonly Session[] {
  const theirs = sessions.filter((each) => isFor(each, participant));
  return theirs.length === sessions.length ? sessions : theirs;
}

export const term = z.object({
  key: z.string(),
  title: z.string(),
  year: whole,
  startsOn: plainDate,
  endsOn: plainDate,
});
export type Term = z.infer<typeof term>;

/** Days on which schools are closed, both ends included. */
export const holiday = z.object({ from: plainDate, to: plainDate, title: z.string() });

/**
 * When one school is closed, beside weekends and English bank holidays: its authority's (or trust's) term dates where
 * they are not the hub's, and its own INSET days.
 */
export const schoolCalendar = z.object({
  /** Whose dates they are: "Example West council". */
  title: z.string(),
  /** URNs. A school may be in several: the term dates of one, the INSET days of another. */
  schools: oneOrMore(z.string()),
  /** In place of the hub's holidays. */
  holidays: z.optional(z.array(holiday)),
  /** Beside whichever holidays the school has. */
  insetDays: z._default(z.array(plainDate), []),
});

/** A run of a programme for one hub. `calendarRevision` rises with every change of its sessions or terms. */
export const cohort = z.object({
  id: cohortId,
  programme: z.object({ key: programmeKey, version: wholeFrom1 }),
  hub: z.object({ id: z.string(), name: z.string(), runBy: z.string(), replyTo: z.string() }),
  title: z.string(),
  sample: z.boolean(),
  lead: contact,
  /** The lead's own school, where they teach at one: a group that it takes part in is marked. */
  leadSchoolUrn: z.optional(z.string()),
  /** Which of the programme's variants it is. */
  variant: z.optional(z.string()),
  capacity: wholeFrom1,
  opensAt: instant,
  closesAt: instant,
  years: oneOrMore(z.object({ number: whole, startsOn: plainDate, endsOn: plainDate })),
  terms: z.array(term),
  /** Days on which the hub's schools are closed, beside weekends and English bank holidays. */
  holidays: z.array(holiday),
  /** Schools whose days are not those of the hub's other schools. */
  schoolCalendars: z._default(z.array(schoolCalendar), []),
  calendarRevision: wholeFrom1,
});
export type Cohort = z.infer<typeof cohort>;
