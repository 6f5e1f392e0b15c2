import * as v from 'valibot';
import { driven } from './driven.ts';
import { wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, halfDays, instant, nominationId, participantId, plainDate, programmeKey, sessionId } from './ids.ts';
import { masteryExperience } from './nomination.ts';

export const participantStatus = v.picklist([
  'onboarding',
  'year-1',
  'year-1-review',
  'year-2',
  'completion-review',
  'completed',
  'deferred',
  'withdrawn',
  'replaced',
  'merged',
]);
export type ParticipantStatus = v.InferOutput<typeof participantStatus>;

/** A school at which somebody was while in the programme, from a day until the day before the next one begins. */
export const schoolSpell = v.object({
  /** Empty where the school has none: independent, abroad. */
  urn: v.string(),
  name: v.string(),
  from: plainDate,
  /** `successor`: the same school under another number, as when it becomes an academy. */
  because: v.picklist(['enrolled', 'moved', 'successor']),
});
export type SchoolSpell = v.InferOutput<typeof schoolSpell>;

/**
 * A change of school that is on its way: from which day, and what becomes of the participant then. Who stays needs the
 * new headteacher's promise first; a successor of the same school, and whoever leaves or pauses, needs none.
 */
export const schoolMove = v.object({
  urn: v.string(),
  name: v.string(),
  from: plainDate,
  because: v.picklist(['moved', 'successor']),
  becomes: v.picklist(['stay', 'withdraw', 'pause']),
  askedAt: instant,
  promise: v.object({
    state: v.picklist(['not-needed', 'awaited', 'given', 'refused', 'not-me']),
    at: v.optional(instant),
    reason: v.optional(v.string()),
    textVersion: v.optional(v.string()),
  }),
});
export type SchoolMove = v.InferOutput<typeof schoolMove>;

/** The facts of a participant that a plan is made of. No name, no address: those are in the people item. */
export const participant = v.object({
  ...driven.entries,
  kind: v.literal('participant'),
  id: participantId,
  nominationId,
  programme: v.object({ key: programmeKey, version: wholeFrom1 }),
  cohortId,
  schoolUrn: v.string(),
  schoolName: v.string(),
  status: participantStatus,
  statusSince: instant,
  /** What an admin or the participant gave as the reason of the present status, as a coded label. */
  statusReason: v.optional(v.string()),
  /** To take back a withdrawal: the status before it, and the reason that that had. */
  statusBefore: v.optional(participantStatus),
  reasonBefore: v.optional(v.string()),
  /** To return to from `deferred`. */
  pausedFrom: v.optional(participantStatus),
  enrolledAt: instant,
  /** When they last came back from a deferral: what fell due before it was not for them. */
  resumedAt: v.optional(instant),
  /** When a withdrawal was last taken back. */
  reinstatedAt: v.optional(instant),
  /** Which cohort this is for them, from 1: what the calendar brings is new with each. */
  stint: v.optional(wholeFrom1, 1),
  /** Every school that they were at, the present one last; none while it is the one that they enrolled from. */
  schoolSpells: v.optional(v.array(schoolSpell), () => []),
  schoolMove: v.optional(schoolMove),
  schoolMovedAt: v.optional(instant),
  /** A colleague was asked to take the place over: by this nomination, which enrols them when they agree. */
  replacement: v.optional(v.object({ nominationId, since: instant })),
  replacedBy: v.optional(participantId),
  replaces: v.optional(participantId),
  /** The nomination that their pair came from, where whom they replaced is erased and can't say it any more. */
  pairOf: v.optional(nominationId),
  /** Earlier enrolments of the same person, the oldest first. */
  earlier: v.optional(v.array(participantId), () => []),
  /** The record that this one became part of. */
  mergedInto: v.optional(participantId),
  addressCorrectedAt: v.optional(instant),
  /** When somebody deferred is expected back. */
  returnsOn: v.optional(plainDate),
  detailsConfirmedAt: v.optional(instant),
  departmentPlan: v.optional(v.object({ aims: v.string(), at: instant })),
  /** Term key → the department review given for it: colleagues reached of how many. */
  reviews: v.record(v.string(), v.object({ reached: wholeFrom0, of: wholeFrom0, note: v.string(), at: instant })),
  /** Gate key → an admin's (or the lead's) decision where a gate needs one. */
  decisions: v.record(
    v.string(),
    v.object({ outcome: v.picklist(['pass', 'waive', 'extend']), reason: v.string(), at: instant }),
  ),
  /** Set when an address of theirs failed; stops nothing but mail to that address. */
  addressFailed: v.optional(v.boolean(), false),
  addressFailedAt: v.optional(instant),
  /** Since when what the programme needs can't be reached with the sessions that are left, while that is so. */
  outOfReachSince: v.optional(instant),
  /** The other member of their school's pair, where the programme is for pairs, and what this one brings. */
  pair: v.optional(
    v.object({
      partnerId: participantId,
      experience: masteryExperience,
      /** Where they completed a programme with us before, nobody has to say so. */
      recognised: v.optional(v.boolean()),
      /** The standing that their Work Group was told of last. */
      told: v.optional(v.picklist(['in', 'unreachable', 'paused', 'out'])),
    }),
  ),
});
export type Participant = v.InferOutput<typeof participant>;

/**
 * A participant's place in a session. Without a row the place is `expected`. A `substitute` is somebody else who came for
 * them: it earns nothing.
 */
export const place = v.object({
  sessionId,
  state: v.picklist(['expected', 'apologies', 'attended', 'partial', 'absent', 'excused', 'substitute']),
  source: v.picklist(['participant', 'lead', 'admin', 'programme']),
  at: instant,
  /** How the participant says that they took part, for the lead to confirm: while it waits, nobody is marked absent. */
  evidence: v.optional(v.object({ text: v.string(), at: instant })),
});
export type Place = v.InferOutput<typeof place>;

const signedHalfDays = v.pipe(v.number(), v.multipleOf(0.5));
const atMostADay = v.pipe(halfDays, v.maxValue(1));

/**
 * An entry of the append-only half-day ledger. A reversal is an entry of its own with the opposite amount. An
 * `adjustment` is an admin's correction, a `waiver` days that need not be made up.
 */
export const creditEntry = v.object({
  id: v.string(),
  kind: v.optional(v.picklist(['adjustment', 'waiver'])),
  bucket: v.picklist(['central', 'in-school']),
  /** Days, in steps of 0.5; negative for a reversal. */
  amount: signedHalfDays,
  sessionId: v.optional(sessionId),
  inSchoolDayId: v.optional(v.string()),
  reverses: v.optional(v.string()),
  reason: v.string(),
  by: v.picklist(['participant', 'lead', 'admin', 'programme']),
  at: instant,
});
export type CreditEntry = v.InferOutput<typeof creditEntry>;

/** A day or half day of development in school that the participant logged; it earns credit when the lead acknowledges it. */
export const inSchoolDay = v.object({
  id: v.string(),
  date: plainDate,
  amount: atMostADay,
  activity: v.string(),
  reflection: v.string(),
  loggedAt: instant,
  acknowledgedAt: v.optional(instant),
});
export type InSchoolDay = v.InferOutput<typeof inSchoolDay>;
