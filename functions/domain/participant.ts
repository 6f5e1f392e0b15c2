import * as z from 'zod/mini';
import { driven } from './driven.ts';
import { wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, halfDays, instant, nominationId, participantId, plainDate, programmeKey, sessionId } from './ids.ts';
import { masteryExperience } from './nomination.ts';

export const participantStatus = z.enum([
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
export type ParticipantStatus = z.infer<typeof participantStatus>;

/** A school at which somebody was while in the programme, from a day until the day before the next one begins. */
export const schoolSpell = z.object({
  /** Empty where the school has none: independent, abroad. */
  urn: z.string(),
  name: z.string(),
  from: plainDate,
  /** `successor`: the same school under another number, as when it becomes an academy. */
  because: z.enum(['enrolled', 'moved', 'successor']),
});
export type SchoolSpell = z.infer<typeof schoolSpell>;

/**
 * A change of school that is on its way: from which day, and what becomes of the participant then. Who stays needs the
 * new headteacher's promise first; a successor of the same school, and whoever leaves or pauses, needs none.
 */
export const schoolMove = z.object({
  urn: z.string(),
  name: z.string(),
  from: plainDate,
  because: z.enum(['moved', 'successor']),
  becomes: z.enum(['stay', 'withdraw', 'pause']),
  askedAt: instant,
  promise: z.object({
    state: z.enum(['not-needed', 'awaited', 'given', 'refused', 'not-me']),
    at: z.optional(instant),
    reason: z.optional(z.string()),
    textVersion: z.optional(z.string()),
  }),
});
export type SchoolMove = z.infer<typeof schoolMove>;

/** The facts of a participant that a plan is made of. No name, no address: those are in the people item. */
export const participant = z.extend(driven, {
  kind: z.literal('participant'),
  id: participantId,
  nominationId,
  programme: z.object({ key: programmeKey, version: wholeFrom1 }),
  cohortId,
  schoolUrn: z.string(),
  schoolName: z.string(),
  status: participantStatus,
  statusSince: instant,
  /** What an admin or the participant gave as the reason of the present status, as a coded label. */
  statusReason: z.optional(z.string()),
  /** To take back a withdrawal: the status before it, and the reason that that had. */
  statusBefore: z.optional(participantStatus),
  reasonBefore: z.optional(z.string()),
  /** To return to from `deferred`. */
  pausedFrom: z.optional(participantStatus),
  enrolledAt: instant,
  /** When they last came back from a deferral: what fell due before it was not for them. */
  resumedAt: z.optional(instant),
  /** When a withdrawal was last taken back. */
  reinstatedAt: z.optional(instant),
  /** Which cohort this is for them, from 1: what the calendar brings is new with each. */
  stint: z._default(wholeFrom1, 1),
  /** Every school that they were at, the present one last; none while it is the one that they enrolled from. */
  schoolSpells: z._default(z.array(schoolSpell), []),
  schoolMove: z.optional(schoolMove),
  schoolMovedAt: z.optional(instant),
  /** A colleague was asked to take the place over: by this nomination, which enrols them when they agree. */
  replacement: z.optional(z.object({ nominationId, since: instant })),
  replacedBy: z.optional(participantId),
  replaces: z.optional(participantId),
  /** The nomination that their pair came from, where whom they replaced is erased and can't say it any more. */
  pairOf: z.optional(nominationId),
  /** Earlier enrolments of the same person, the oldest first. */
  earlier: z._default(z.array(participantId), []),
  /** The record that this one became part of. */
  mergedInto: z.optional(participantId),
  addressCorrectedAt: z.optional(instant),
  /** When somebody deferred is expected back. */
  returnsOn: z.optional(plainDate),
  detailsConfirmedAt: z.optional(instant),
  departmentPlan: z.optional(z.object({ aims: z.string(), at: instant })),
  /** Term key → the department review given for it: colleagues reached of how many. */
  reviews: z.record(z.string(), z.object({ reached: wholeFrom0, of: wholeFrom0, note: z.string(), at: instant })),
  /** Gate key → an admin's (or the lead's) decision where a gate needs one. */
  decisions: z.record(
    z.string(),
    z.object({ outcome: z.enum(['pass', 'waive', 'extend']), reason: z.string(), at: instant }),
  ),
  /** Set when an address of theirs failed; stops nothing but mail to that address. */
  addressFailed: z._default(z.boolean(), false),
  addressFailedAt: z.optional(instant),
  /** Since when what the programme needs can't be reached with the sessions that are left, while that is so. */
  outOfReachSince: z.optional(instant),
  /** The other member of their school's pair, where the programme is for pairs, and what this one brings. */
  pair: z.optional(
    z.object({
      partnerId: participantId,
      experience: masteryExperience,
      /** Where they completed a programme with us before, nobody has to say so. */
      recognised: z.optional(z.boolean()),
      /** The standing that their Work Group was told of last. */
      told: z.optional(z.enum(['in', 'unreachable', 'paused', 'out'])),
    }),
  ),
});
export type Participant = z.infer<typeof participant>;

/**
 * A participant's place in a session. Without a row the place is `expected`. A `substitute` is somebody else who came for
 * them: it earns nothing.
 */
export const place = z.object({
  sessionId,
  state: z.enum(['expected', 'apologies', 'attended', 'partial', 'absent', 'excused', 'substitute']),
  source: z.enum(['participant', 'lead', 'admin', 'programme']),
  at: instant,
  /** How the participant says that they took part, for the lead to confirm: while it waits, nobody is marked absent. */
  evidence: z.optional(z.object({ text: z.string(), at: instant })),
});
export type Place = z.infer<typeof place>;

const signedHalfDays = /* @__PURE__ */ z.number().check(z.multipleOf(0.5));
const atMostADay = /* @__PURE__ */ halfDays.check(z.lte(1));

/**
 * An entry of the append-only half-day ledger. A reversal is an entry of its own with the opposite amount. An
 * `adjustment` is an admin's correction, a `waiver` days that need not be made up.
 */
export const creditEntry = z.object({
  id: z.string(),
  kind: z.optional(z.enum(['adjustment', 'waiver'])),
  bucket: z.enum(['central', 'in-school']),
  /** Days, in steps of 0.5; negative for a reversal. */
  amount: signedHalfDays,
  sessionId: z.optional(sessionId),
  inSchoolDayId: z.optional(z.string()),
  reverses: z.optional(z.string()),
  reason: z.string(),
  by: z.enum(['participant', 'lead', 'admin', 'programme']),
  at: instant,
});
export type CreditEntry = z.infer<typeof creditEntry>;

/** A day or half day of development in school that the participant logged; it earns credit when the lead acknowledges it. */
export const inSchoolDay = z.object({
  id: z.string(),
  date: plainDate,
  amount: atMostADay,
  activity: z.string(),
  reflection: z.string(),
  loggedAt: instant,
  acknowledgedAt: z.optional(instant),
});
export type InSchoolDay = z.infer<typeof inSchoolDay>;
