import { advance } from '../../../local/states-language/advance.ts';
import { createMachine } from '../../../local/states-language/create-machine.ts';
import {
  type Execution,
  newExecution,
  type Stimulus,
  type TaskCommand,
} from '../../../local/states-language/execution.ts';
import { seededRandom } from '../../../local/states-language/functions.ts';
import type { HistoryEvent } from '../../../local/states-language/history.ts';
import type { Json } from '../../../local/states-language/json.ts';

/** What happens to a task, and how many seconds after its call. */
export interface Reaction {
  readonly after: number;
  readonly stimulus: Stimulus;
}

export interface Played {
  readonly execution: Execution;
  readonly events: HistoryEvent[];
  readonly calls: TaskCommand[];
  /** Seconds since the start. */
  readonly seconds: number;
}

export interface Play {
  readonly input?: Json;
  /** By default nothing ever answers. `attempt` counts from 1, over all tasks. */
  readonly react?: (command: TaskCommand, attempt: number) => readonly Reaction[];
  /** What happens from outside, in seconds since the start. */
  readonly outside?: readonly Reaction[];
  readonly seed?: number;
  /** Puts the execution through JSON between any two stimuli, as a restart would. */
  readonly restarting?: boolean;
}

export const start = Date.UTC(2026, 2, 2, 9);

const names = {
  arn: 'arn:aws:states:eu-west-2:000000000000:execution:machine:run',
  name: 'run',
  stateMachineArn: 'arn:aws:states:eu-west-2:000000000000:stateMachine:machine',
  stateMachineName: 'machine',
  roleArn: 'arn:aws:iam::000000000000:role/machine',
};

/** A JSONata machine of the states, the first of which it begins with. */
export function machineOf(states: Record<string, Json>, more: Record<string, Json> = {}): Record<string, Json> {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0] ?? '', States: states, ...more };
}

/** Plays an execution in a world whose time goes on to whatever is due next, until nothing is. */
export async function play(definition: unknown, options: Play = {}): Promise<Played> {
  const machine = createMachine(definition);
  const random = seededRandom(options.seed ?? 7);
  let execution: Execution = newExecution({ ...names, input: options.input ?? {}, startedAt: start });
  const events: HistoryEvent[] = [];
  const calls: TaskCommand[] = [];
  const outside = (options.outside ?? []).map(({ after, stimulus }) => ({ at: start + after * 1000, stimulus }));
  let due = [{ at: start, stimulus: { type: 'start' } as Stimulus }, ...outside];
  let now = start;
  for (let next = due.shift(); next; next = due.shift()) {
    if (next.stimulus.type === 'timer' && execution.status !== 'RUNNING') continue;
    now = next.at;
    const advanced = await advance(machine, execution, next.stimulus, {
      now,
      random,
      taskToken: (id) => `token-${id}`,
    });
    execution = options.restarting ? JSON.parse(JSON.stringify(advanced.execution)) : advanced.execution;
    events.push(...advanced.events);
    for (const command of advanced.commands) {
      if (command.type === 'armTimer') due.push({ at: command.at, stimulus: { type: 'timer', id: command.id } });
      if (command.type !== 'callTask') continue;
      calls.push(command);
      const reactions = options.react?.(command, calls.length) ?? [];
      due.push(...reactions.map(({ after, stimulus }) => ({ at: now + after * 1000, stimulus })));
    }
    due = due.toSorted((a, b) => a.at - b.at);
  }
  return { execution, events, calls, seconds: ((execution.stoppedAt ?? now) - start) / 1000 };
}

/** The history in short: `3<-2 TaskScheduled`. */
export function shortHistory(events: readonly HistoryEvent[]): string[] {
  return events.map(({ id, previousEventId, type }) => `${id}<-${previousEventId} ${type}`);
}

/** The details of the events of a type. */
export function detailsOf(events: readonly HistoryEvent[], type: string): Json[] {
  return events.filter((event) => event.type === type).map(({ details }) => details ?? null);
}

export const succeed =
  (output: Json, after = 0) =>
  ({ id }: TaskCommand): Reaction[] => [{ after, stimulus: { type: 'taskSucceeded', id, output } }];

export const fail =
  (error: string, cause = 'why') =>
  ({ id }: TaskCommand): Reaction[] => [{ after: 0, stimulus: { type: 'taskFailed', id, error, cause } }];

export const invoke = 'arn:aws:states:::lambda:invoke';
export const waiting = 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken';
