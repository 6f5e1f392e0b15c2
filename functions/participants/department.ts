import type { Participant } from '../domain/participant.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { changeParticipant, type ParticipantDeps } from './change-participant.ts';

export type DepartmentSaved = 'saved' | 'not-taking-part' | 'unknown-term' | 'not-begun';

/** Saves what a participant aims at with their department; it can be changed at any time. */
export async function saveDepartmentPlan(deps: ParticipantDeps, id: string, aims: string): Promise<DepartmentSaved> {
  const outcome = await changeParticipant<DepartmentSaved>(deps, id, ({ participant }, now) => {
    if (!isTakingPart(participant)) return { outcome: 'not-taking-part' };
    if (participant.departmentPlan?.aims === aims) return { outcome: 'saved' };
    return {
      outcome: 'saved',
      change: {
        set: { departmentPlan: { aims, at: now } },
        what: 'department plan',
        to: participant.departmentPlan ? 'changed' : 'written',
        why: '',
        by: 'participant',
      },
    };
  });
  return outcome ?? 'not-taking-part';
}

export interface DepartmentReview {
  readonly term: string;
  /** Colleagues reached, of how many there are: 0 of 0 where there is nobody else who teaches mathematics. */
  readonly reached: number;
  readonly of: number;
  readonly note: string;
}

/** Saves the review of a term that has begun; the same term again replaces it. */
export async function saveDepartmentReview(
  deps: ParticipantDeps,
  id: string,
  review: DepartmentReview,
): Promise<DepartmentSaved> {
  const outcome = await changeParticipant<DepartmentSaved>(deps, id, ({ participant, cohort }, now) => {
    if (!isTakingPart(participant)) return { outcome: 'not-taking-part' };
    const term = cohort.terms.find(({ key }) => key === review.term);
    if (!term) return { outcome: 'unknown-term' };
    if (term.startsOn > now.slice(0, 10)) return { outcome: 'not-begun' };
    if (isSame(participant.reviews[review.term], review)) return { outcome: 'saved' };
    const { reached, of, note } = review;
    return {
      outcome: 'saved',
      change: {
        set: { reviews: { ...participant.reviews, [review.term]: { reached, of, note, at: now } } },
        what: `department review of ${term.title}`,
        to: `${reached} of ${of} colleagues reached`,
        why: '',
        by: 'participant',
      },
    };
  });
  return outcome ?? 'not-taking-part';
}

function isSame(known: Participant['reviews'][string] | undefined, review: DepartmentReview): boolean {
  return known?.reached === review.reached && known.of === review.of && known.note === review.note;
}
