import * as v from 'valibot';
import { whole } from './fields.ts';
import { instant } from './ids.ts';

/**
 * Who may receive a prompt. `partner` is the other member of a pair, `lead` the cohort's LLME; `next-head` and
 * `previous-head` are the headteachers of the school that a participant moves to, and of the one that they came from;
 * `second-nominator` nominated somebody who was nominated before.
 */
export const recipientRole = v.picklist([
  'participant',
  'nominee',
  'partner',
  'nominator',
  'second-nominator',
  'head',
  'subject-lead',
  'lead',
  'admins',
  'next-head',
  'previous-head',
]);
export type RecipientRole = v.InferOutput<typeof recipientRole>;

/** Those who can turn reminders off: only they may be sent any. */
export const rolesWithPreferences = ['participant', 'subject-lead', 'head', 'lead'] as const satisfies RecipientRole[];
export type RoleWithPreferences = (typeof rolesWithPreferences)[number];

export function hasPreferences(role: RecipientRole): role is RoleWithPreferences {
  return (rolesWithPreferences as readonly RecipientRole[]).includes(role);
}

/** A person as they typed themselves; `linkEpoch` rises to make every link sent so far useless. */
export const contact = v.object({
  name: v.string(),
  email: v.string(),
  emailState: v.optional(v.picklist(['ok', 'bounced', 'complained']), 'ok'),
  linkEpoch: v.optional(whole, 0),
  /** Nudges (never what is transactional) are not sent to them until then, at their own wish. */
  nudgesOffUntil: v.optional(instant),
  nudgesOffSince: v.optional(instant),
});
export type Contact = v.InferOutput<typeof contact>;

/** The names and addresses around a nomination or participant: an item of its own, apart from the facts. */
export const people = v.record(recipientRole, contact);
export type People = v.InferOutput<typeof people>;
