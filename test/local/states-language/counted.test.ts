import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planningLoop } from '../../../bench/interpreter/planning-loop.ts';
import { advance } from '../../../local/states-language/advance.ts';
import { createMachine } from '../../../local/states-language/create-machine.ts';
import { type Execution, newExecution, type Stimulus } from '../../../local/states-language/execution.ts';
import type { Json } from '../../../local/states-language/json.ts';

const journey = readFileSync(join(import.meta.dirname, '..', '..', '..', 'statemachines', 'journey.asl.json'), 'utf8');

/** An execution in which every task answers with what it was asked, or fails, by turns of `failEvery`. */
async function run(definition: Json, input: Json, history: { readonly history?: 'counted' }, failEvery = 0) {
  const machine = createMachine(definition);
  const start = { arn: 'a:a:a:eu-west-2', name: 'one', stateMachineArn: 'm', stateMachineName: 'm', roleArn: 'r' };
  let execution: Execution = newExecution({ ...start, input, startedAt: 0 });
  const due: Stimulus[] = [{ type: 'start' }];
  let [events, transitions, calls, entered] = [0, 0, 0, 0];
  for (let stimulus = due.shift(); stimulus && calls < 5000; stimulus = due.shift()) {
    const world = { now: 0, random: () => 0.5, taskToken: (id: number) => `t${id}`, ...history };
    const advanced = await advance(machine, execution, stimulus, world);
    execution = advanced.execution;
    events += advanced.events.length;
    entered += advanced.events.filter(({ type }) => type.endsWith('StateEntered')).length;
    transitions += advanced.transitions;
    for (const command of advanced.commands) {
      if (command.type !== 'callTask') continue;
      calls += 1;
      const fails = failEvery > 0 && calls % failEvery === 0;
      due.push(
        fails
          ? { type: 'taskFailed', id: command.id, error: 'Sample' }
          : { type: 'taskSucceeded', id: command.id, output: command.parameters },
      );
    }
  }
  return { execution, events, entered, transitions };
}

test.each([
  ['the planning loop', planningLoop.jsonata, planningLoop.input, 0],
  ['the planning loop, a task failing', planningLoop.jsonata, planningLoop.input, 7],
  [
    'a loop that fills its history',
    { ...(planningLoop.jsonata as object) },
    { ...(planningLoop.input as object), turns: 3000 },
    0,
  ],
  ['the journey, whose answers are no steps', JSON.parse(journey), { id: 'p', leg: 1 }, 0],
  ['the journey, a task failing', JSON.parse(journey), { id: 'p', leg: 1 }, 3],
])('%s comes to the same whether events are made or only counted', async (_, definition, input, failEvery) => {
  const made = await run(definition, input as Json, {}, failEvery);
  const counted = await run(definition, input as Json, { history: 'counted' }, failEvery);
  expect(counted.execution).toEqual(made.execution);
  expect(counted.transitions).toBe(made.entered);
  expect(made.events).toBe(made.execution.lastEventId);
  expect(counted.events).toBe(0);
});
