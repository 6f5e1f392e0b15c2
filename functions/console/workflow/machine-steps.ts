import * as v from 'valibot';
import journey from '../../../statemachines/journey.asl.json' with { type: 'json' };
import nomination from '../../../statemachines/nomination.asl.json' with { type: 'json' };
import workGroup from '../../../statemachines/work-group.asl.json' with { type: 'json' };
import type { DrivenKind } from '../../domain/driven.ts';
import { readAs } from '../../domain/read-as.ts';

/** A state of a machine, as far as a drawing of it shows. */
export interface MachineStep {
  readonly name: string;
  /** In the admin's words. */
  readonly label: string;
  readonly kind: 'waits' | 'works' | 'chooses' | 'ends' | 'fails';
  /** Where it goes on, but for the beginning. */
  readonly next: readonly string[];
  /** Goes back to the beginning of the loop. */
  readonly loops: boolean;
  /** Where it goes when it fails and trying again did not help. */
  readonly onFailure: string | undefined;
}

export interface MachineSteps {
  readonly first: string;
  readonly steps: readonly MachineStep[];
  /** Where nearly every state goes that fails: said once, not drawn from each. */
  readonly usualFailure: string | undefined;
}

const target = v.object({ Next: v.string() });
const stateSchema = v.object({
  Type: v.string(),
  Comment: v.string(),
  Resource: v.optional(v.string(), ''),
  Next: v.optional(v.string()),
  Default: v.optional(v.string()),
  Choices: v.optional(v.array(target), () => []),
  Catch: v.optional(v.array(v.object({ ...target.entries, ErrorEquals: v.array(v.string()) })), () => []),
});
type State = v.InferOutput<typeof stateSchema>;
const machineSchema = v.object({ StartAt: v.string(), States: v.record(v.string(), stateSchema) });

/** The machines' own definitions, so that a drawing can't differ from what runs. */
const definitions: Readonly<Record<DrivenKind, unknown>> = {
  participant: journey,
  nomination,
  'work-group': workGroup,
};

/** The states of the machine that drives a kind of subject, in the order of its definition. */
export function machineSteps(kind: DrivenKind): MachineSteps {
  return readSteps(definitions[kind]);
}

export function readSteps(definition: unknown): MachineSteps {
  const { StartAt, States } = readAs(machineSchema, definition);
  const steps = Object.entries(States).map(([name, state]) => stepOf(name, state, StartAt));
  return { first: StartAt, steps, usualFailure: mostFrequent(steps.flatMap(({ onFailure }) => onFailure ?? [])) };
}

function stepOf(name: string, state: State, first: string): MachineStep {
  const failure = state.Catch.find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
  const expected = state.Catch.filter((each) => each !== failure);
  const targets = [state.Next, ...[...state.Choices, ...expected].map(({ Next }) => Next), state.Default];
  const next = [...new Set(targets.filter((each) => each !== undefined))];
  return {
    name,
    label: labelOf(state.Comment),
    kind: kindOf(state),
    next: next.filter((each) => each !== first),
    loops: next.includes(first),
    onFailure: failure?.Next,
  };
}

/** A comment begins with the state's label, up to the first colon or full stop. */
function labelOf(comment: string): string {
  return comment.split(/[:.]/, 1)[0] ?? comment;
}

function kindOf({ Type, Resource }: State): MachineStep['kind'] {
  if (Resource.endsWith('.waitForTaskToken')) return 'waits';
  if (Type === 'Succeed') return 'ends';
  if (Type === 'Fail') return 'fails';
  return Type === 'Choice' ? 'chooses' : 'works';
}

function mostFrequent(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
