import * as z from 'zod/mini';
import { sessionKind } from './cohort.ts';
import { oneOrMore, slug, someText, textLike, wholeFrom1 } from './fields.ts';
import { promptKey } from './ids.ts';
import { nominationStatus } from './nomination.ts';
import { offset } from './offset.ts';
import { participantStatus } from './participant.ts';
import { recipientRole } from './people.ts';
import { journeyWaits, nominationWaits, workGroupWaits } from './step.ts';
import { workGroupStatus } from './work-group.ts';

/** What may be known of a participant when a prompt about something is due. */
export const participantFact = z.enum([
  'details-unconfirmed',
  'checked-in',
  'apologies',
  'absent',
  'answered',
  'attended-since',
  'cancelled',
  'online',
  'face-to-face',
  'in-school-short',
  'unacknowledged',
  'plan-missing',
  'review-missing',
  'gate-open',
  'new-head-awaited',
]);
export type ParticipantFact = z.infer<typeof participantFact>;

/** What may be known of a nomination; `recipient-awaited` asks whether the recipient's own promise is outstanding. */
export const nominationFact = z.enum(['recipient-awaited', 'someone-awaited', 'offer-open', 'carry-open']);
export type NominationFact = z.infer<typeof nominationFact>;

/**
 * What a participant's prompt is about, and so which moments it is counted from. A `session-change` is one that whoever
 * was told of the session before has to hear of. A `link-request` is somebody's wish for
 * a fresh link, which only they get.
 */
export const participantAbout = z.enum([
  'enrolment',
  'status',
  'resumption',
  'reinstatement',
  'return',
  'school-promise',
  'school-refusal',
  'school-change',
  'address',
  'address-failure',
  'session',
  'session-change',
  'absence',
  'escalation',
  'year',
  'term',
  'in-school-log',
  'link-request',
]);
export type ParticipantAbout = z.infer<typeof participantAbout>;

/**
 * What a nomination's prompt is about. A `promise` is the head's or the nominee's and only its own person is asked, again
 * for each person newly named; `wrong-person` is the answer "that is not me"; a `duplicate` is the same teacher nominated again
 * by the same school, and `carry` the question whether to go on to another cohort.
 */
export const nominationAbout = z.enum([
  'submission',
  'promise',
  'wrong-person',
  'close',
  'status',
  'duplicate',
  'carry',
  'link-request',
]);

/**
 * What a Work Group's prompt is about. `pair`, `no-specialist`, `gap` and `missing` are of one pair and come when it is so;
 * a `task` lies between two sessions and is counted from its midpoint, `task-summary` from the session that it
 * leads to; a `visit` is a lesson observation, `visit-change` each revision of it; `support` is a request as it is now,
 * `support-held` one that waits for whoever it lies with.
 */
export const workGroupAbout = z.enum([
  'pair',
  'no-specialist',
  'gap',
  'missing',
  'task',
  'task-summary',
  'slots',
  'visit-change',
  'visit',
  'support-asked',
  'support-assigned',
  'support-delivered',
  'support-held',
  'lead-change',
  'link-request',
]);
export type WorkGroupAbout = z.infer<typeof workGroupAbout>;

/** What may be known when a Work Group's prompt is due. */
export const workGroupFact = z.enum(['answered', 'slot-offered', 'notes-given', 'replacement-asked']);
export type WorkGroupFact = z.infer<typeof workGroupFact>;

/** After this a prompt helps nobody, and becomes `missed`: an event, or an ISO duration after its own moment. */
export const usefulness = z.union([
  z.enum(['session-start', 'session-end', 'evidence-deadline', 'term-end', 'year-end', 'window-close', 'always']),
  textLike(/^(P\d{1,3}D|PT\d{1,3}[HM])$/, 'must be an event such as "session-start" or a duration such as "P3D"'),
]);
export type Usefulness = z.infer<typeof usefulness>;

/** Each send of a prompt is an ordinal of its occasion, from 0: the first, then its chases. */
const send = z.strictObject({ offset, to: oneOrMore(recipientRole) });

const common = {
  key: promptKey,
  /** The catalogue's code, `S3`. */
  code: textLike(/^[A-Z]\d{1,2}$/, 'must be a code such as "S3"'),
  template: slug,
  /** Completes "Waiting until … to …"; `{about}` is the session, term or year. No personal data. */
  purpose: someText,
  sends: oneOrMore(send),
  /** A `transactional` prompt cannot be opted out of, a `nudge` can. */
  class: z.enum(['transactional', 'nudge']),
  lane: z.enum(['urgent', 'routine']),
  /** When a lease expired after the call to SES began: send again, or ask an admin. */
  unsure: z.enum(['resend', 'ask']),
  until: usefulness,
  /** Where a `+0 wd` or a month's offset goes when that day has no school. */
  shift: z._default(z.enum(['earlier', 'later', 'none']), 'later'),
  /** Whether it is one e-mail with whatever else of this kind falls due to the same person at the same moment. */
  digest: z._default(z.boolean(), false),
};

const filters = {
  sessions: z.optional(oneOrMore(sessionKind)),
  /** Days of the programme, by key. */
  days: z.optional(oneOrMore(slug)),
  years: z.optional(oneOrMore(wholeFrom1)),
  /** Terms by their position within the year, from 1. */
  terms: z.optional(oneOrMore(wholeFrom1)),
};

export const participantPrompt = z.strictObject({
  ...common,
  ...filters,
  subject: z.literal('participant'),
  about: participantAbout,
  /** Which end of the session, year or term it is counted from. */
  from: z._default(z.enum(['start', 'end']), 'start'),
  statuses: oneOrMore(participantStatus),
  /** Sent again for a session's new time, where it was sent for an older one and its moment is still to come. */
  repeats: z._default(z.boolean(), false),
  onlyIf: z._default(z.array(participantFact), []),
  unless: z._default(z.array(participantFact), []),
  /** Where the wait before it is for a person: the state to wait in, and "the participant to check in". */
  awaits: z.optional(z.strictObject({ kind: z.enum(journeyWaits), who: someText })),
});
export type ParticipantPrompt = z.infer<typeof participantPrompt>;

export const nominationPrompt = z.strictObject({
  ...common,
  subject: z.literal('nomination'),
  about: nominationAbout,
  statuses: oneOrMore(nominationStatus),
  onlyIf: z._default(z.array(nominationFact), []),
  unless: z._default(z.array(nominationFact), []),
  awaits: z.optional(z.strictObject({ kind: z.enum(nominationWaits), who: someText })),
});
export type NominationPrompt = z.infer<typeof nominationPrompt>;

export const workGroupPrompt = z.strictObject({
  ...common,
  subject: z.literal('work-group'),
  about: workGroupAbout,
  /** Which end of the observation it is counted from. */
  from: z._default(z.enum(['start', 'end']), 'start'),
  statuses: oneOrMore(workGroupStatus),
  onlyIf: z._default(z.array(workGroupFact), []),
  unless: z._default(z.array(workGroupFact), []),
  awaits: z.optional(z.strictObject({ kind: z.enum(workGroupWaits), who: someText })),
});
export type WorkGroupPrompt = z.infer<typeof workGroupPrompt>;

/** One line of the programme's catalogue of e-mails: when, about what, to whom, on which conditions, by which policy. */
export const promptRule = z.discriminatedUnion('subject', [nominationPrompt, participantPrompt, workGroupPrompt]);
export type PromptRule = z.infer<typeof promptRule>;
