import * as z from 'zod/mini';
import { whole } from './fields.ts';

/**
 * Who may receive a prompt. `partner` is the other member of a pair, `lead` the cohort's LLME; `next-head` and
 * `previous-head` are the headteachers of the school that a participant moves to, and of the one that they came from;
 * `second-nominator` nominated somebody who was nominated before.
 */
export const recipientRole = z.enum([
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
export type RecipientRole = z.infer<typeof recipientRole>;

/** Those who can turn reminders off: only they may be sent any. */
export const rolesWithPreferences = ['participant', 'subject-lead', 'head', 'lead'] as const satisfies RecipientRole[];
export type RoleWithPreferences = (typeof rolesWithPreferences)[number];

export function hasPreferences(role: RecipientRole): role is RoleWithPreferences {
  return (rolesWithPreferences as readonly RecipientRole[]).includes(role);
}

/** A person as they typed themselves; `linkEpoch` rises to make every link sent so far useless. */
export const contact = z.object({
  name: z.string(),
  email: z.string(),
  emailState: z._default(z.enum(['ok', 'bounced', 'complained']), 'ok'),
  linkEpoch: z._default(whole, 0),
  /** Nudges (never what is transactional) are not sent to them until then, at their own wish. */
  nudgesOffUntil: z.optional(z.iso.datetime()),
  nudgesOffSince: z.optional(z.iso.datetime()),
});
export type Contact = z.infer<typeof contact>;

/** The names and addresses around a nomination or participant: an item of its own, apart from the facts. */
export const people = z.partialRecord(recipientRole, contact);
export type People = z.infer<typeof people>;
