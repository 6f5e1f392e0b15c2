import * as v from 'valibot';
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
export const participantFact = v.picklist([
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
export type ParticipantFact = v.InferOutput<typeof participantFact>;

/** What may be known of a nomination; `recipient-awaited` asks whether the recipient's own promise is outstanding. */
export const nominationFact = v.picklist(['recipient-awaited', 'someone-awaited', 'offer-open', 'carry-open']);
export type NominationFact = v.InferOutput<typeof nominationFact>;

/**
 * What a participant's prompt is about, and so which moments it is counted from. A `session-change` is one that whoever
 * was told of the session before has to hear of. A `link-request` is somebody's wish for
 * a fresh link, which only they get.
 */
export const participantAbout = v.picklist([
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
export type ParticipantAbout = v.InferOutput<typeof participantAbout>;

/**
 * What a nomination's prompt is about. A `promise` is the head's or the nominee's and only its own person is asked, again
 * for each person newly named; `wrong-person` is the answer "that is not me"; a `duplicate` is the same teacher nominated again
 * by the same school, and `carry` the question whether to go on to another cohort.
 */
export const nominationAbout = v.picklist([
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
export const workGroupAbout = v.picklist([
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
export type WorkGroupAbout = v.InferOutput<typeof workGroupAbout>;

/** What may be known when a Work Group's prompt is due. */
export const workGroupFact = v.picklist(['answered', 'slot-offered', 'notes-given', 'replacement-asked']);
export type WorkGroupFact = v.InferOutput<typeof workGroupFact>;

/** After this a prompt helps nobody, and becomes `missed`: an event, or an ISO duration after its own moment. */
export const usefulness = v.union([
  v.picklist(['session-start', 'session-end', 'evidence-deadline', 'term-end', 'year-end', 'window-close', 'always']),
  textLike(/^(P\d{1,3}D|PT\d{1,3}[HM])$/, 'must be an event such as "session-start" or a duration such as "P3D"'),
]);
export type Usefulness = v.InferOutput<typeof usefulness>;

/** Each send of a prompt is an ordinal of its occasion, from 0: the first, then its chases. */
const send = v.strictObject({ offset, to: oneOrMore(recipientRole) });

const common = {
  key: promptKey,
  /** The catalogue's code, `S3`. */
  code: textLike(/^[A-Z]\d{1,2}$/, 'must be a code such as "S3"'),
  /** What it is called where people read of it, as in “Session reminder”: a few words, no other e-mail's. */
  title: v.optional(someText),
  template: slug,
  /** Completes "Waiting until … to …"; `{about}` is the session, term or year. No personal data. */
  purpose: someText,
  sends: oneOrMore(send),
  /** A `transactional` prompt cannot be opted out of, a `nudge` can. */
  class: v.picklist(['transactional', 'nudge']),
  lane: v.picklist(['urgent', 'routine']),
  /** When a lease expired after the call to SES began: send again, or ask an admin. */
  unsure: v.picklist(['resend', 'ask']),
  until: usefulness,
  /** Where a `+0 wd` or a month's offset goes when that day has no school. */
  shift: v.optional(v.picklist(['earlier', 'later', 'none']), 'later'),
  /** Whether it is one e-mail with whatever else of this kind falls due to the same person at the same moment. */
  digest: v.optional(v.boolean(), false),
};

const filters = {
  sessions: v.optional(oneOrMore(sessionKind)),
  /** Days of the programme, by key. */
  days: v.optional(oneOrMore(slug)),
  years: v.optional(oneOrMore(wholeFrom1)),
  /** Terms by their position within the year, from 1. */
  terms: v.optional(oneOrMore(wholeFrom1)),
};

export const participantPrompt = v.strictObject({
  ...common,
  ...filters,
  subject: v.literal('participant'),
  about: participantAbout,
  /** Which end of the session, year or term it is counted from. */
  from: v.optional(v.picklist(['start', 'end']), 'start'),
  statuses: oneOrMore(participantStatus),
  /** Sent again for a session's new time, where it was sent for an older one and its moment is still to come. */
  repeats: v.optional(v.boolean(), false),
  onlyIf: v.optional(v.array(participantFact), () => []),
  unless: v.optional(v.array(participantFact), () => []),
  /** Where the wait before it is for a person: the state to wait in, and "the participant to check in". */
  awaits: v.optional(v.strictObject({ kind: v.picklist(journeyWaits), who: someText })),
});
export type ParticipantPrompt = v.InferOutput<typeof participantPrompt>;

export const nominationPrompt = v.strictObject({
  ...common,
  subject: v.literal('nomination'),
  about: nominationAbout,
  statuses: oneOrMore(nominationStatus),
  onlyIf: v.optional(v.array(nominationFact), () => []),
  unless: v.optional(v.array(nominationFact), () => []),
  awaits: v.optional(v.strictObject({ kind: v.picklist(nominationWaits), who: someText })),
});
export type NominationPrompt = v.InferOutput<typeof nominationPrompt>;

export const workGroupPrompt = v.strictObject({
  ...common,
  subject: v.literal('work-group'),
  about: workGroupAbout,
  /** Which end of the observation it is counted from. */
  from: v.optional(v.picklist(['start', 'end']), 'start'),
  statuses: oneOrMore(workGroupStatus),
  onlyIf: v.optional(v.array(workGroupFact), () => []),
  unless: v.optional(v.array(workGroupFact), () => []),
  awaits: v.optional(v.strictObject({ kind: v.picklist(workGroupWaits), who: someText })),
});
export type WorkGroupPrompt = v.InferOutput<typeof workGroupPrompt>;

/** One line of the programme's catalogue of e-mails: when, about what, to whom, on which conditions, by which policy. */
export const promptRule = v.variant('subject', [nominationPrompt, participantPrompt, workGroupPrompt]);
export type PromptRule = v.InferOutput<typeof promptRule>;
