import * as v from 'valibot';
import { oneOrMore, urlText, whole, wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, halfDays, instant, participantId, plainDate, programmeKey, sessionId } from './ids.ts';
import { contact } from './people.ts';

export const sessionKind = v.picklist(['launch', 'central', 'catch-up', 'meeting', 'observation']);
export const sessionMode = v.picklist(['online', 'face-to-face', 'hybrid']);

/** What a participant has to know of a session: when, where, how, and whether it takes place. */
export const sessionFacts = v.object({
  startsAt: instant,
  endsAt: instant,
  mode: sessionMode,
  venue: v.string(),
  joinUrl: v.optional(urlText),
  state: v.picklist(['planned', 'cancelled']),
});
export type SessionFacts = v.InferOutput<typeof sessionFacts>;

/** What was true of a session while it had a revision. */
export const sessionRevision = v.object({
  ...sessionFacts.entries,
  revision: wholeFrom1,
  /** Since when; the first has been true since the cohort opened. */
  from: v.optional(instant),
  /** Why it was made, in the admin's words: participants read it. */
  reason: v.optional(v.string()),
});
export type SessionRevision = v.InferOutput<typeof sessionRevision>;

/** A dated session of a cohort. `revision` rises with every change that participants must hear of. */
export const session = v.object({
  id: sessionId,
  cohortId,
  /** The programme's day that it delivers (`central-1`). */
  day: v.string(),
  title: v.string(),
  kind: sessionKind,
  credit: halfDays,
  year: wholeFrom1,
  ...sessionFacts.entries,
  /** How many its room holds, where somebody said so: another venue is another room. */
  seats: v.optional(wholeFrom1),
  checkInCode: v.string(),
  revision: wholeFrom1,
  icsSequence: wholeFrom0,
  /** Since when the present revision is true, and why; neither on the first. */
  revisedAt: v.optional(instant),
  revisedBecause: v.optional(v.string()),
  /** The revisions before the present one, oldest first. */
  history: v.optional(v.array(sessionRevision), () => []),
  /** The session that it was split off from: for those who go to this sitting, it is the same entry of their calendar. */
  sittingOf: v.optional(sessionId),
  /** Where a day has several sittings: who goes to this one, or who goes to another. */
  onlyFor: v.optional(v.array(participantId)),
  notFor: v.optional(v.array(participantId)),
});
export type Session = v.InferOutput<typeof session>;

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

export const term = v.object({
  key: v.string(),
  title: v.string(),
  year: whole,
  startsOn: plainDate,
  endsOn: plainDate,
});
export type Term = v.InferOutput<typeof term>;

/** Days on which schools are closed, both ends included. */
export const holiday = v.object({ from: plainDate, to: plainDate, title: v.string() });

/**
 * When one school is closed, beside weekends and English bank holidays: its authority's (or trust's) term dates where
 * they are not the hub's, and its own INSET days.
 */
export const schoolCalendar = v.object({
  /** Whose dates they are: "Example West council". */
  title: v.string(),
  /** URNs. A school may be in several: the term dates of one, the INSET days of another. */
  schools: oneOrMore(v.string()),
  /** In place of the hub's holidays. */
  holidays: v.optional(v.array(holiday)),
  /** Beside whichever holidays the school has. */
  insetDays: v.optional(v.array(plainDate), () => []),
});

/** A run of a programme for one hub. `calendarRevision` rises with every change of its sessions or terms. */
export const cohort = v.object({
  id: cohortId,
  programme: v.object({ key: programmeKey, version: wholeFrom1 }),
  hub: v.object({ id: v.string(), name: v.string(), runBy: v.string(), replyTo: v.string() }),
  title: v.string(),
  sample: v.boolean(),
  lead: contact,
  /** The lead's own school, where they teach at one: a group that it takes part in is marked. */
  leadSchoolUrn: v.optional(v.string()),
  /** Which of the programme's variants it is. */
  variant: v.optional(v.string()),
  capacity: wholeFrom1,
  opensAt: instant,
  closesAt: instant,
  years: oneOrMore(v.object({ number: whole, startsOn: plainDate, endsOn: plainDate })),
  terms: v.array(term),
  /** Days on which the hub's schools are closed, beside weekends and English bank holidays. */
  holidays: v.array(holiday),
  /** Schools whose days are not those of the hub's other schools. */
  schoolCalendars: v.optional(v.array(schoolCalendar), () => []),
  calendarRevision: wholeFrom1,
});
export type Cohort = v.InferOutput<typeof cohort>;
