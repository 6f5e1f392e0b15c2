import * as v from 'valibot';
import { sessionKind, sessionMode } from './cohort.ts';
import { digestRule } from './digest-rule.ts';
import { clockTime, oneOrMore, slug, someText, wholeBetween, wholeFrom1 } from './fields.ts';
import { halfDays, programmeKey } from './ids.ts';
import { nominationStatus } from './nomination.ts';
import { offset } from './offset.ts';
import { participantStatus } from './participant.ts';
import { promptRule } from './prompt-rule.ts';
import { workGroupStatus } from './work-group.ts';

const timeOfDay = clockTime('must be a time such as "19:00"');

const timeZone = v.pipe(v.string(), v.check(isTimeZone, 'must be an IANA time zone such as "Europe/London"'));

/** The buckets of the half-day ledger. */
export const bucket = v.picklist(['central', 'in-school']);
export type Bucket = v.InferOutput<typeof bucket>;

/** A day of the programme, before a cohort gives it a date. */
export const programmeDay = v.strictObject({
  key: slug,
  title: someText,
  kind: sessionKind,
  mode: sessionMode,
  credit: halfDays,
  year: wholeFrom1,
});

/** What a gate may ask for. `earlier-years` are the days of the years before, unless they were waived. */
export const requirement = v.picklist([
  'central',
  'in-school',
  'earlier-years',
  'department-plan',
  'termly-reviews',
  'department-reach',
]);
export type Requirement = v.InferOutput<typeof requirement>;

export const programmeYear = v.strictObject({
  number: wholeFrom1,
  title: someText,
  /** The status of those who are in this year. */
  status: participantStatus,
  /** Days needed in each bucket of the ledger, in steps of a half. */
  needs: v.optional(v.record(bucket, halfDays), () => ({})),
});

/** At the end of a year: who meets it, or for whom it is waived, moves on by themselves. */
export const gate = v.strictObject({
  key: slug,
  title: someText,
  year: wholeFrom1,
  /** Counted from the year's last day. */
  opens: offset,
  /** The status while the gate is looked at, and the one behind it. */
  status: participantStatus,
  passesTo: participantStatus,
  requires: oneOrMore(requirement),
});
export type Gate = v.InferOutput<typeof gate>;

const statuses = v.strictObject({
  participant: oneOrMore(v.strictObject({ key: participantStatus, label: someText })),
  nomination: oneOrMore(v.strictObject({ key: nominationStatus, label: someText })),
  workGroup: v.optional(v.array(v.strictObject({ key: workGroupStatus, label: someText })), () => []),
});

/** The programme's own numbers, in one place. */
const rules = v.strictObject({
  checkIn: v.strictObject({
    opensMinutesBefore: wholeBetween(0, 240),
    closesMinutesAfter: wholeBetween(0, 1440),
    /** Counted from the session's end. */
    evidenceUntil: offset,
  }),
  nomination: v.strictObject({
    /** Counted from the window's close, or from the submission where that was later. */
    expires: offset,
    /** Until then a refusal can be taken back, counted from it. */
    refusalStands: offset,
    /** How long the school may take over a question before the nomination comes back to the hub without an answer. */
    answerStands: offset,
    /** How long a place is kept for whoever it was offered to, counted from the offer. */
    offerStands: offset,
    /** By when an offer must be answered, counted from the first session: later ones are not made. */
    lastOffer: offset,
    /** How long the school may take to say whether the nomination goes on to another cohort. */
    carryStands: offset,
  }),
  /** What becomes of a session's changes, for those who had been told of it. */
  sessionChanges: v.optional(
    v.strictObject({
      /** So long after the last change the correction is sent: changes in quick succession make one. */
      settlesMinutes: wholeBetween(0, 240),
      /** Within so many hours of the session, old or new, every change is told at once. */
      atOnceHours: wholeBetween(0, 168),
    }),
    () => ({ settlesMinutes: 10, atOnceHours: 24 }),
  ),
  /** No routine e-mail is sent in these hours, nor at once on a day without school. Urgent ones are. */
  quietHours: v.optional(v.strictObject({ from: timeOfDay, until: timeOfDay }), () => ({
    from: '19:00',
    until: '07:00',
  })),
  /** How long a withdrawal can be taken back by link, counted from it. */
  undoWithdrawal: offset,
  workGroup: v.optional(
    v.strictObject({
      /** From when on visitors are found for the lessons that are offered, counted from the first session's end. */
      matchFrom: offset,
    }),
  ),
});

/**
 * A version of a programme: all that the planner knows of it. Published versions never change. Cross-references between
 * its parts are held by `checkProgramme`.
 */
export const programme = v.object({
  key: programmeKey,
  version: wholeFrom1,
  title: someText,
  kind: v.picklist(['lead-teacher', 'work-group']),
  zone: timeZone,
  /** Where the programme is run in several ways, each cohort is of one of them. */
  variants: v.optional(v.array(v.strictObject({ key: slug, title: someText, for: someText })), () => []),
  years: oneOrMore(programmeYear),
  days: oneOrMore(programmeDay),
  gates: v.array(gate),
  statuses,
  rules,
  prompts: oneOrMore(promptRule),
  /** What those who run a cohort are told of it, in one e-mail at a time. */
  digests: v.optional(v.array(digestRule), () => []),
});
export type Programme = v.InferOutput<typeof programme>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
