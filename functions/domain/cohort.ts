import * as z from 'zod';
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
  joinUrl: z.url().optional(),
  state: z.enum(['planned', 'cancelled']),
});
export type SessionFacts = z.infer<typeof sessionFacts>;

/** What was true of a session while it had a revision. */
export const sessionRevision = sessionFacts.extend({
  revision: z.int().min(1),
  /** Since when; the first has been true since the cohort opened. */
  from: instant.optional(),
  /** Why it was made, in the admin's words: participants read it. */
  reason: z.string().optional(),
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
  year: z.int().min(1),
  ...sessionFacts.shape,
  /** How many its room holds, where somebody said so: another venue is another room. */
  seats: z.int().min(1).optional(),
  checkInCode: z.string(),
  revision: z.int().min(1),
  icsSequence: z.int().min(0),
  /** Since when the present revision is true, and why; neither on the first. */
  revisedAt: instant.optional(),
  revisedBecause: z.string().optional(),
  /** The revisions before the present one, oldest first. */
  history: z.array(sessionRevision).default([]),
  /** The session that it was split off from: for those who go to this sitting, it is the same entry of their calendar. */
  sittingOf: sessionId.optional(),
  /** Where a day has several sittings: who goes to this one, or who goes to another. */
  onlyFor: z.array(participantId).optional(),
  notFor: z.array(participantId).optional(),
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
  year: z.int(),
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
  schools: z.array(z.string()).min(1),
  /** In place of the hub's holidays. */
  holidays: z.array(holiday).optional(),
  /** Beside whichever holidays the school has. */
  insetDays: z.array(plainDate).default([]),
});

/** A run of a programme for one hub. `calendarRevision` rises with every change of its sessions or terms. */
export const cohort = z.object({
  id: cohortId,
  programme: z.object({ key: programmeKey, version: z.int().min(1) }),
  hub: z.object({ id: z.string(), name: z.string(), runBy: z.string(), replyTo: z.string() }),
  title: z.string(),
  sample: z.boolean(),
  lead: contact,
  /** The lead's own school, where they teach at one: a group that it takes part in is marked. */
  leadSchoolUrn: z.string().optional(),
  /** Which of the programme's variants it is. */
  variant: z.string().optional(),
  capacity: z.int().min(1),
  opensAt: instant,
  closesAt: instant,
  years: z.array(z.object({ number: z.int(), startsOn: plainDate, endsOn: plainDate })).min(1),
  terms: z.array(term),
  /** Days on which the hub's schools are closed, beside weekends and English bank holidays. */
  holidays: z.array(holiday),
  /** Schools whose days are not those of the hub's other schools. */
  schoolCalendars: z.array(schoolCalendar).default([]),
  calendarRevision: z.int().min(1),
});
export type Cohort = z.infer<typeof cohort>;
