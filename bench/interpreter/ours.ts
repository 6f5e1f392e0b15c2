import { isDeepStrictEqual } from 'node:util';
import { advance } from '../../local/states-language/advance.ts';
import { createMachine } from '../../local/states-language/create-machine.ts';
import { type Execution, newExecution, type Stimulus } from '../../local/states-language/execution.ts';
import type { HistoryEvent } from '../../local/states-language/history.ts';
import type { Json } from '../../local/states-language/json.ts';
import type { Machine } from '../../local/states-language/machine.ts';
import type { DoRound } from '../contestants.ts';
import { executionsPerRound, type LoopName, loops } from './loops.ts';

const account = 'arn:aws:states:eu-west-2:000000000000';
const world = { now: Date.UTC(2026, 2, 2, 9), random: () => 0.5, taskToken: (id: number) => `token-${id}` };

/** Rounds of executions on our interpreter, one after the other. */
export function rounds(name: LoopName, executions = executionsPerRound): DoRound {
  const { jsonata, input, output, transitions } = loops[name];
  const machine = createMachine(jsonata);
  return async () => {
    for (let count = 0; count < executions; count += 1) {
      const done = await run(machine, input);
      if (!isDeepStrictEqual(done.execution.output, output) || transitionsOf(done.events) !== transitions)
        throw new Error(`Not what was expected: ${JSON.stringify(done.execution)}`);
    }
    return { transitions: executions * transitions };
  };
}

/** One execution to its end, its history kept; every Task echoes its arguments. */
async function run(machine: Machine, input: Json): Promise<{ execution: Execution; events: HistoryEvent[] }> {
  const events: HistoryEvent[] = [];
  let execution = newExecution({
    arn: `${account}:execution:bench:one`,
    name: 'one',
    stateMachineArn: `${account}:stateMachine:bench`,
    stateMachineName: 'bench',
    roleArn: 'arn:aws:iam::000000000000:role/bench',
    input,
    startedAt: world.now,
  });
  const due: Stimulus[] = [{ type: 'start' }];
  for (let stimulus = due.shift(); stimulus; stimulus = due.shift()) {
    const advanced = await advance(machine, execution, stimulus, world);
    execution = advanced.execution;
    events.push(...advanced.events);
    for (const command of advanced.commands)
      if (command.type === 'callTask') due.push({ type: 'taskSucceeded', id: command.id, output: command.parameters });
  }
  return { execution, events };
}

function transitionsOf(events: readonly HistoryEvent[]): number {
  return events.filter(({ type }) => type.endsWith('StateEntered')).length;
}
