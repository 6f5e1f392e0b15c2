import * as v from 'valibot';
import { instant } from './ids.ts';
import { isSecondary, type School } from './school.ts';

/** Why a nomination is outside what the programme is for. Codes, so that they can be counted and overridden. */
export const ineligibility = v.picklist([
  'school-closed',
  'school-not-open-yet',
  'not-in-england',
  'not-state-funded',
  'not-secondary',
  'not-in-register',
  'early-career',
]);
export type Ineligibility = v.InferOutput<typeof ineligibility>;

/** What a nomination does not meet, and an admin's word that it may go ahead all the same. */
export const eligibility = v.object({
  reasons: v.array(ineligibility),
  override: v.optional(v.object({ reason: v.string(), at: instant })),
});
export type Eligibility = v.InferOutput<typeof eligibility>;

/** Whether nothing about eligibility stands in the way of accepting. */
export function mayTakePart({ reasons, override }: Eligibility): boolean {
  return reasons.length === 0 || override !== undefined;
}

/** What a school does not meet: an open, state-funded secondary school in England. */
export function ineligibilitiesOf(school: School): Ineligibility[] {
  const reasons: Ineligibility[] = [];
  if (school.status === 'closed') reasons.push('school-closed');
  if (school.status === 'proposed') reasons.push('school-not-open-yet');
  if (school.funding === 'welsh') reasons.push('not-in-england');
  else if (school.funding !== 'state') reasons.push('not-state-funded');
  if (!isSecondary(school)) reasons.push('not-secondary');
  return reasons;
}

/** A reason as a sentence, to whoever nominates. */
export function ineligibilityWords(reason: Ineligibility): string {
  switch (reason) {
    case 'school-closed':
      return 'The school has closed.';
    case 'school-not-open-yet':
      return 'The school has not opened yet.';
    case 'not-in-england':
      return 'The school is not in England.';
    case 'not-state-funded':
      return 'The school is not state-funded.';
    case 'not-secondary':
      return 'The register does not list the school as a secondary or all-through school.';
    case 'not-in-register':
      return 'We could not find the school in the register of schools.';
    case 'early-career':
      return 'The teacher is an early career teacher (ECT): the programme asks for time that their induction needs.';
  }
}
