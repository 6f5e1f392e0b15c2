import * as z from 'zod';
import { driven } from './driven.ts';
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
    at: instant.optional(),
    reason: z.string().optional(),
    textVersion: z.string().optional(),
  }),
});
export type SchoolMove = z.infer<typeof schoolMove>;

/** The facts of a participant that a plan is made of. No name, no address: those are in the people item. */
export const participant = driven.extend({
  kind: z.literal('participant'),
  id: participantId,
  nominationId,
  programme: z.object({ key: programmeKey, version: z.int().min(1) }),
  cohortId,
  schoolUrn: z.string(),
  schoolName: z.string(),
  status: participantStatus,
  statusSince: instant,
  /** What an admin or the participant gave as the reason of the present status, as a coded label. */
  statusReason: z.string().optional(),
  /** To take back a withdrawal: the status before it, and the reason that that had. */
  statusBefore: participantStatus.optional(),
  reasonBefore: z.string().optional(),
  /** To return to from `deferred`. */
  pausedFrom: participantStatus.optional(),
  enrolledAt: instant,
  /** When they last came back from a deferral: what fell due before it was not for them. */
  resumedAt: instant.optional(),
  /** When a withdrawal was last taken back. */
  reinstatedAt: instant.optional(),
  /** Which cohort this is for them, from 1: what the calendar brings is new with each. */
  stint: z.int().min(1).default(1),
  /** Every school that they were at, the present one last; none while it is the one that they enrolled from. */
  schoolSpells: z.array(schoolSpell).default([]),
  schoolMove: schoolMove.optional(),
  schoolMovedAt: instant.optional(),
  /** A colleague was asked to take the place over: by this nomination, which enrols them when they agree. */
  replacement: z.object({ nominationId, since: instant }).optional(),
  replacedBy: participantId.optional(),
  replaces: participantId.optional(),
  /** Earlier enrolments of the same person, the oldest first. */
  earlier: z.array(participantId).default([]),
  /** The record that this one became part of. */
  mergedInto: participantId.optional(),
  addressCorrectedAt: instant.optional(),
  /** When somebody deferred is expected back. */
  returnsOn: plainDate.optional(),
  detailsConfirmedAt: instant.optional(),
  departmentPlan: z.object({ aims: z.string(), at: instant }).optional(),
  /** Term key → the department review given for it: colleagues reached of how many. */
  reviews: z.record(
    z.string(),
    z.object({ reached: z.int().min(0), of: z.int().min(0), note: z.string(), at: instant }),
  ),
  /** Gate key → an admin's (or the lead's) decision where a gate needs one. */
  decisions: z.record(
    z.string(),
    z.object({ outcome: z.enum(['pass', 'waive', 'extend']), reason: z.string(), at: instant }),
  ),
  /** Set when an address of theirs failed; stops nothing but mail to that address. */
  addressFailed: z.boolean().default(false),
  addressFailedAt: instant.optional(),
  /** Since when what the programme needs can't be reached with the sessions that are left, while that is so. */
  outOfReachSince: instant.optional(),
  /** The other member of their school's pair, where the programme is for pairs, and what this one brings. */
  pair: z
    .object({
      partnerId: participantId,
      experience: masteryExperience,
      /** Where they completed a programme with us before, nobody has to say so. */
      recognised: z.boolean().optional(),
      /** The standing that their Work Group was told of last. */
      told: z.enum(['in', 'unreachable', 'paused', 'out']).optional(),
    })
    .optional(),
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
  evidence: z.object({ text: z.string(), at: instant }).optional(),
});
export type Place = z.infer<typeof place>;

/**
 * An entry of the append-only half-day ledger. A reversal is an entry of its own with the opposite amount. An
 * `adjustment` is an admin's correction, a `waiver` days that need not be made up.
 */
export const creditEntry = z.object({
  id: z.string(),
  kind: z.enum(['adjustment', 'waiver']).optional(),
  bucket: z.enum(['central', 'in-school']),
  /** Days, in steps of 0.5; negative for a reversal. */
  amount: z.number().multipleOf(0.5),
  sessionId: sessionId.optional(),
  inSchoolDayId: z.string().optional(),
  reverses: z.string().optional(),
  reason: z.string(),
  by: z.enum(['participant', 'lead', 'admin', 'programme']),
  at: instant,
});
export type CreditEntry = z.infer<typeof creditEntry>;

/** A day or half day of development in school that the participant logged; it earns credit when the lead acknowledges it. */
export const inSchoolDay = z.object({
  id: z.string(),
  date: plainDate,
  amount: halfDays.max(1),
  activity: z.string(),
  reflection: z.string(),
  loggedAt: instant,
  acknowledgedAt: instant.optional(),
});
export type InSchoolDay = z.infer<typeof inSchoolDay>;
