import { advance } from '../../local/states-language/advance.ts';
import { createMachine } from '../../local/states-language/create-machine.ts';
import { type Execution, newExecution, type Stimulus } from '../../local/states-language/execution.ts';
import type { HistoryEvent } from '../../local/states-language/history.ts';
import type { Json } from '../../local/states-language/json.ts';
import type { Machine } from '../../local/states-language/machine.ts';
import { jsonataWorkflow, workflowInput } from './workflow.ts';

const machine = createMachine(jsonataWorkflow);
const account = 'arn:aws:states:eu-west-2:000000000000';
const world = { now: Date.UTC(2026, 2, 2, 9), random: () => 0.5, taskToken: (id: number) => `token-${id}` };

/** One execution from start to end, its history kept; every Task echoes its arguments. */
export async function runWorkflow(): Promise<{ output: Json | undefined; transitions: number }> {
  const { output, events } = await play(machine);
  return { output, transitions: events.filter(({ type }) => type.endsWith('StateEntered')).length };
}

async function play(machine: Machine): Promise<{ output: Json | undefined; events: HistoryEvent[] }> {
  const events: HistoryEvent[] = [];
  let execution: Execution = newExecution({
    arn: `${account}:execution:bench:one`,
    name: 'one',
    stateMachineArn: `${account}:stateMachine:bench`,
    stateMachineName: 'bench',
    roleArn: 'arn:aws:iam::000000000000:role/bench',
    input: workflowInput,
    startedAt: world.now,
  });
  const due: Stimulus[] = [{ type: 'start' }];
  for (let stimulus = due.shift(); stimulus; stimulus = due.shift()) {
    const advanced = await advance(machine, execution, stimulus, world);
    execution = advanced.execution;
    events.push(...advanced.events);
    for (const command of advanced.commands)
      if (command.type === 'callTask')
        due.push({ type: 'taskSucceeded', id: command.id, output: command.parameters });
  }
  return { output: execution.output, events };
}
