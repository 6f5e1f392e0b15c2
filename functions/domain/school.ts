import * as z from 'zod/mini';
import { someText, textLike, whole } from './fields.ts';
import { plainDate } from './ids.ts';

export const schoolPhase = z.enum([
  'not-applicable',
  'nursery',
  'primary',
  'middle-deemed-primary',
  'secondary',
  'middle-deemed-secondary',
  'sixteen-plus',
  'all-through',
]);
export type SchoolPhase = z.infer<typeof schoolPhase>;

/** Who pays for a kind of school: what the register's groups of types come to. */
export const schoolFunding = z.enum(['state', 'independent', 'college', 'university', 'welsh', 'other']);
export type SchoolFunding = z.infer<typeof schoolFunding>;

/** A school as the Department for Education's register (GIAS) has it: only what a nomination needs. */
export const school = z.object({
  /** The unique reference number, six digits without leading zeros. It is the school's for ever, also once it is closed. */
  urn: textLike(/^[1-9]\d{5}$/),
  name: someText,
  authority: z.object({ code: z.string(), name: z.string() }),
  /** The establishment number within its authority: a school that becomes an academy usually keeps it. */
  number: z.string(),
  phase: schoolPhase,
  type: z.string(),
  funding: schoolFunding,
  status: z.enum(['open', 'closing', 'closed', 'proposed']),
  /** Pupils' ages, where the register has them. */
  highAge: z.optional(whole),
  town: z.string(),
  postcode: z.string(),
  trust: z.optional(z.object({ uid: z.string(), name: z.string() })),
  closedOn: z.optional(plainDate),
});
export type School = z.infer<typeof school>;

/** Whether the register lists it as a secondary: special schools and pupil referral units have no phase there. */
export function isSecondary({ phase }: Pick<School, 'phase'>): boolean {
  return phase === 'secondary' || phase === 'middle-deemed-secondary' || phase === 'all-through';
}

/** Whether it may have pupils of secondary age, whatever the register calls it. */
export function hasSecondaryAge({ phase, highAge = 0 }: Pick<School, 'phase' | 'highAge'>): boolean {
  return isSecondary({ phase }) || (phase === 'not-applicable' && highAge >= 14);
}
