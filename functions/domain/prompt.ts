import * as v from 'valibot';
import { whole, wholeFrom0 } from './fields.ts';
import { instant, promptKey } from './ids.ts';
import { recipientRole } from './people.ts';

/**
 * An occasion: one prompt, about one thing, to one recipient. It is sent once.
 *
 * `anchor` is what it is about: `self`, `session:central-1` (with `@revision` for corrections only), `term:…`,
 * `year:1`. `ordinal` numbers chases from 0. Within a subject's partition the occasion is the row's key.
 */
export const occasion = v.object({
  prompt: promptKey,
  anchor: v.string(),
  ordinal: wholeFrom0,
  role: recipientRole,
});
export type Occasion = v.InferOutput<typeof occasion>;

/** `session-reminder#session:central-1#0#participant` */
export function occasionKey({ prompt, anchor, ordinal, role }: Occasion): string {
  return `${prompt}#${anchor}#${ordinal}#${role}`;
}

export const promptRowState = v.picklist([
  'queued',
  'sending',
  'accepted',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'held',
  'missed',
  'unknown',
]);
export type PromptRowState = v.InferOutput<typeof promptRowState>;

/** What happened to an occasion: a row of the prompt ledger. Holds no name and no address. */
export const promptRow = v.object({
  ...occasion.entries,
  state: promptRowState,
  /** The moment that it was planned for. */
  plannedFor: instant,
  /** In the admin's words: why it was planned. */
  because: v.string(),
  queuedAt: instant,
  /** The revision of the session that the message speaks of, from the moment at which it is claimed. */
  aboutRevision: v.optional(whole),
  /** The subject's version that asked for it last. */
  atVersion: whole,
  attempts: wholeFrom0,
  /** Until when a claim holds. `calledAt` is set just before the call to SES, which has no idempotency key. */
  leaseUntil: v.optional(instant),
  calledAt: v.optional(instant),
  messageId: v.optional(v.string()),
  acceptedAt: v.optional(instant),
  settledAt: v.optional(instant),
  reason: v.optional(v.string()),
  /** The same for all that fell due to one person at one moment and goes out as one e-mail: the first one's key. */
  digest: v.optional(v.string()),
});
export type PromptRow = v.InferOutput<typeof promptRow>;

/** What a plan asks to be sent. */
export const plannedPrompt = v.object({
  ...occasion.entries,
  plannedFor: instant,
  because: v.string(),
  lane: v.picklist(['urgent', 'routine']),
  /** Why it is too late to be sent: it gets a row `missed` with this reason, and nothing is queued. */
  missed: v.optional(v.string()),
  /** Why an admin has to decide whether it is sent: it gets a row `held` with this reason, and nothing is queued. */
  held: v.optional(v.string()),
  /** The e-mail that it shares with others: the key of the first of them. */
  digest: v.optional(v.string()),
});
export type PlannedPrompt = v.InferOutput<typeof plannedPrompt>;
