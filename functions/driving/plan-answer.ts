import * as v from 'valibot';
import { type Driven, executionName } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import { handOverAt, handOverNow } from '../domain/legs.ts';
import type { JourneyStep, NominationStep, WorkGroupStep } from '../domain/step.ts';
import type { Clock } from '../platform/clock.ts';

/** What a state machine's PlanNextStep hands to the planner. */
export const planRequest = v.object({ id: v.string(), leg: whole, execution: v.string() });
export type PlanRequest = v.InferOutput<typeof planRequest>;

type Facts = Driven & { readonly id: string; readonly cohortId: string };
type Step = JourneyStep | NominationStep | WorkGroupStep;
type Wait = Extract<Step, { do: 'Wait' }>;
type Act = Exclude<Step, { do: 'Wait' }>;

/** The version, leg and turn that a step was planned on: everything done for it is done on that condition. */
export interface PlannedOn {
  readonly seen: number;
  readonly leg: number;
  readonly turn: number;
}

/** `kind` is the wait's state, and empty for everything else, so that a machine can route on it. */
export type PlanAnswer =
  | { readonly do: 'Superseded'; readonly kind: '' }
  | { readonly do: 'Park'; readonly kind: ''; readonly parked: NonNullable<Driven['parked']> }
  /** `cohortId`: in whose record it stands. */
  | (Act & PlannedOn & { readonly kind: ''; readonly cohortId?: string })
  | (Wait & PlannedOn & { readonly timeoutSeconds: number; readonly basis: string });

/**
 * Puts a plan into the words of the state machine.
 *
 * A leg that no longer drives is told so and ends. A wait's `timeoutSeconds` is the whole seconds until its moment,
 * rounded up, at least 1 (Step Functions refuses 0, fractions and negative numbers), and never past the leg's own end,
 * when the plan is to hand over.
 */
export function answerPlan(
  request: PlanRequest,
  facts: Facts,
  basis: string,
  clock: Clock,
  plan: () => Step,
): PlanAnswer {
  if (facts.leg !== request.leg || executionName(facts.id, facts) !== request.execution)
    return { do: 'Superseded', kind: '' };
  // Also what is parked hands over in time: an execution that lived for a year would fail while an admin is away.
  const ends = handOverNow(facts, [], clock.nowMs());
  if (facts.parked && !ends) return { do: 'Park', kind: '', parked: facts.parked };
  const step = ends ?? plan();
  const plannedOn = { seen: facts.version, leg: facts.leg, turn: facts.turn };
  if (step.do === 'RecordProgress') return { ...step, ...plannedOn, kind: '', cohortId: facts.cohortId };
  if (step.do !== 'Wait') return { ...step, ...plannedOn, kind: '' };
  const until = Math.min(Date.parse(step.until), handOverAt(facts, []));
  const timeoutSeconds = Math.max(1, Math.ceil((until - clock.nowMs()) / 1000));
  return { ...step, ...plannedOn, until: new Date(until).toISOString(), timeoutSeconds, basis };
}

/** The calendar that a plan was made against. */
export function basisOf(view: { programme: { version: number }; cohort: { calendarRevision: number } }): string {
  return `${view.programme.version}/${view.cohort.calendarRevision}`;
}
