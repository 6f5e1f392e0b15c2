import * as v from 'valibot';
import { someText, textLike, whole } from './fields.ts';
import { plainDate } from './ids.ts';

export const schoolPhase = v.picklist([
  'not-applicable',
  'nursery',
  'primary',
  'middle-deemed-primary',
  'secondary',
  'middle-deemed-secondary',
  'sixteen-plus',
  'all-through',
]);
export type SchoolPhase = v.InferOutput<typeof schoolPhase>;

/** Who pays for a kind of school: what the register's groups of types come to. */
export const schoolFunding = v.picklist(['state', 'independent', 'college', 'university', 'welsh', 'other']);
export type SchoolFunding = v.InferOutput<typeof schoolFunding>;

/** A school as the Department for Education's register (GIAS) has it: only what a nomination needs. */
export const school = v.object({
  /** The unique reference number, six digits without leading zeros. It is the school's for ever, also once it is closed. */
  urn: textLike(/^[1-9]\d{5}$/),
  name: someText,
  authority: v.object({ code: v.string(), name: v.string() }),
  /** The establishment number within its authority: a school that becomes an academy usually keeps it. */
  number: v.string(),
  phase: schoolPhase,
  type: v.string(),
  funding: schoolFunding,
  status: v.picklist(['open', 'closing', 'closed', 'proposed']),
  /** Pupils' ages, where the register has them. */
  highAge: v.optional(whole),
  town: v.string(),
  postcode: v.string(),
  trust: v.optional(v.object({ uid: v.string(), name: v.string() })),
  closedOn: v.optional(plainDate),
});
export type School = v.InferOutput<typeof school>;

/** Whether the register lists it as a secondary: special schools and pupil referral units have no phase there. */
export function isSecondary({ phase }: Pick<School, 'phase'>): boolean {
  return phase === 'secondary' || phase === 'middle-deemed-secondary' || phase === 'all-through';
}

/** Whether it may have pupils of secondary age, whatever the register calls it. */
export function hasSecondaryAge({ phase, highAge = 0 }: Pick<School, 'phase' | 'highAge'>): boolean {
  return isSecondary({ phase }) || (phase === 'not-applicable' && highAge >= 14);
}
