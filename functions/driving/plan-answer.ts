import * as z from 'zod';
import { type Driven, executionName, legLimits } from '../domain/driven.ts';
import type { HandOverStep, JourneyStep, NominationStep } from '../domain/step.ts';
import { type Clock, days } from '../platform/clock.ts';

/** What a state machine's PlanNextStep hands to the planner. */
export const planRequest = z.object({ id: z.string(), leg: z.int(), execution: z.string() });
export type PlanRequest = z.infer<typeof planRequest>;

type Facts = Driven & { readonly id: string };
type Step = JourneyStep | NominationStep;
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
  | { readonly do: 'Park'; readonly kind: ''; readonly parked: { readonly state: string; readonly reason: string } }
  | (Act & PlannedOn & { readonly kind: '' })
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
  const ends = handOverOf(facts, clock);
  if (facts.parked && !ends)
    return { do: 'Park', kind: '', parked: { state: facts.parked.state, reason: facts.parked.reason } };
  const step = ends ?? plan();
  const plannedOn = { seen: facts.version, leg: facts.leg, turn: facts.turn };
  if (step.do !== 'Wait') return { ...step, ...plannedOn, kind: '' };
  const until = Math.min(Date.parse(step.until), legEnd(facts));
  const timeoutSeconds = Math.max(1, Math.ceil((until - clock.nowMs()) / 1000));
  return { ...step, ...plannedOn, until: new Date(until).toISOString(), timeoutSeconds, basis };
}

/** The calendar that a plan was made against. */
export function basisOf(view: { programme: { version: number }; cohort: { calendarRevision: number } }): string {
  return `${view.programme.version}/${view.cohort.calendarRevision}`;
}

/** Also what is parked hands over in time: an execution that lived for a year would fail while an admin is away. */
function handOverOf(facts: Facts, clock: Clock): HandOverStep | undefined {
  if (clock.nowMs() >= legEnd(facts)) return handOver(`the execution is ${legLimits.days} days old`);
  if (facts.turn - facts.legBeganAtTurn >= legLimits.turns)
    return handOver(`the execution has turned ${legLimits.turns} times`);
  return undefined;
}

function handOver(because: string): HandOverStep {
  return { do: 'HandOver', because };
}

function legEnd(facts: Driven): number {
  return Date.parse(facts.legBeganAt) + days(legLimits.days);
}
