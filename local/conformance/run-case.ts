import { advance } from '../states-language/advance.ts';
import { createMachine } from '../states-language/create-machine.ts';
import { type Execution, newExecution, type Stimulus, type World } from '../states-language/execution.ts';
import { InvalidDefinition } from '../states-language/failures.ts';
import { seededRandom } from '../states-language/functions.ts';
import { type HistoryEvent, wireEvent } from '../states-language/history.ts';
import type { Machine } from '../states-language/machine.ts';
import { testState } from '../states-language/test-state.ts';
import { InvalidTestState } from '../states-language/test-state-mock.ts';
import type { ExecutionCase, RecordedCase, SingleStateCase } from './case.ts';
import { RecordedWorld } from './recorded-world.ts';

/** What came of a case: its result as AWS's API would tell it, or that the definition was refused, and why. */
export type Outcome =
  | { readonly kind: 'ran'; readonly result: Record<string, unknown> }
  | { readonly kind: 'refused'; readonly unsupported: boolean; readonly why: string };

const start = Date.UTC(2026, 2, 2, 9);

export async function runCase(recorded: RecordedCase): Promise<Outcome> {
  try {
    const run = recorded.kind === 'execution' ? runExecution(recorded) : runSingleState(recorded);
    return { kind: 'ran', result: await run };
  } catch (thrown) {
    if (!(thrown instanceof InvalidDefinition)) throw thrown;
    const why = thrown.problems.map(({ message, location }) => `${message} at ${location}`).join('; ');
    return { kind: 'refused', unsupported: thrown.onlyUnsupported, why };
  }
}

async function runExecution(recorded: ExecutionCase): Promise<Record<string, unknown>> {
  const machine = createMachine(recorded.definition);
  const { execution, events } = await runToTheEnd(machine, recorded);
  const { status, output, error, cause } = execution;
  return {
    status,
    ...(output === undefined ? {} : { output: JSON.stringify(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    events: events.map((event) => withoutTime(event)),
  };
}

function withoutTime(event: HistoryEvent): Record<string, unknown> {
  const { timestamp: _timestamp, ...rest } = wireEvent(event);
  return rest;
}

interface Due {
  readonly at: number;
  readonly stimulus: Stimulus;
}

/** Plays the case in a world of its own, whose time goes on to whatever is due next. */
async function runToTheEnd(machine: Machine, recorded: ExecutionCase) {
  const world = new RecordedWorld(recorded);
  const random = seededRandom(1);
  let execution: Execution = newExecution({
    arn: recorded.run.executionArn,
    name: recorded.run.executionArn.split(':').at(-1) ?? '',
    stateMachineArn: recorded.run.stateMachineArn,
    stateMachineName: recorded.run.stateMachineName,
    roleArn: recorded.run.roleArn,
    input: recorded.input,
    startedAt: start,
  });
  const events: HistoryEvent[] = [];
  let due: Due[] = [{ at: start, stimulus: { type: 'start' } }];
  for (let next = due.shift(); next && isOpen(execution, next.stimulus); next = due.shift()) {
    const surroundings: World = { now: next.at, random, taskToken: (id) => `task-token-${id}` };
    const { at } = next;
    const advanced = await advance(machine, execution, next.stimulus, surroundings);
    execution = advanced.execution;
    events.push(...advanced.events);
    for (const command of advanced.commands) {
      if (command.type === 'armTimer') due.push({ at: command.at, stimulus: { type: 'timer', id: command.id } });
      if (command.type === 'callTask')
        due.push(...world.react(command).map(({ after, stimulus }) => ({ at: at + after * 1000, stimulus })));
    }
    due = due.toSorted((a, b) => a.at - b.at);
  }
  return { execution, events };
}

function isOpen({ status }: Execution, stimulus: Stimulus): boolean {
  return status === 'RUNNING' || stimulus.type === 'start';
}

async function runSingleState({
  definition,
  input,
  testState: options,
}: SingleStateCase): Promise<Record<string, unknown>> {
  const request = JSON.parse(JSON.stringify({ ...options, definition, input }));
  try {
    const result = await testState(request, {
      now: start,
      random: seededRandom(1),
      taskToken: (id) => `task-token-${id}`,
    });
    return { ...result, ...(result.output === undefined ? {} : { output: JSON.stringify(result.output) }) };
  } catch (thrown) {
    if (!(thrown instanceof InvalidTestState)) throw thrown;
    return { exception: { name: 'ValidationException', message: thrown.message } };
  }
}
