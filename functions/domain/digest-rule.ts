import * as v from 'valibot';
import { slug, someText, textLike } from './fields.ts';
import { promptKey } from './ids.ts';

/** How often a digest may come; on which day and hour is the schedule's, in the deployed stack. */
export const digestRhythm = v.picklist(['week', 'day']);
export type DigestRhythm = v.InferOutput<typeof digestRhythm>;

/**
 * An e-mail about a whole cohort to one of those who run it, sent only when there is something to say: no journey plans
 * it. Its occasion is `key # week:2026-10-05 # 0 # role`, in the cohort's own partition of the table.
 */
export const digestRule = v.strictObject({
  key: promptKey,
  /** The catalogue's code, `P1`. */
  code: textLike(/^[A-Z]\d{1,2}$/, 'must be a code such as "P1"'),
  /** What it is called where people read of it. */
  title: v.optional(someText),
  template: slug,
  /** Completes "planned to …". No personal data. */
  purpose: someText,
  every: digestRhythm,
  to: v.picklist(['lead', 'admins']),
  /** A digest helps with work: nobody opts out of their own programme's. */
  class: v.optional(v.literal('transactional'), 'transactional'),
  lane: v.optional(v.literal('routine'), 'routine'),
  unsure: v.optional(v.literal('ask'), 'ask'),
});
export type DigestRule = v.InferOutput<typeof digestRule>;
