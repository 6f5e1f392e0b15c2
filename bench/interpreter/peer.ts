import { isDeepStrictEqual } from 'node:util';
import { StateMachine } from 'aws-local-stepfunctions';
import type { DoRound } from '../contestants.ts';
import { executionsPerRound, type LoopName, loops } from './loops.ts';

type JsonValue = Parameters<StateMachine['run']>[0];

const echo = (input: JsonValue): JsonValue => input;

/** Rounds of executions on aws-local-stepfunctions, one after the other. */
export async function rounds(name: LoopName, executions = executionsPerRound): Promise<DoRound> {
  const { jsonPath, input, output, transitions } = loops[name];
  const machine = new StateMachine(jsonPath);
  await checkTransitions(machine, name);
  return async () => {
    for (let count = 0; count < executions; count += 1) {
      const result = await run(machine, input).result;
      if (!isDeepStrictEqual(result, output)) throw new Error(`Not what was expected: ${JSON.stringify(result)}`);
    }
    return { transitions: executions * transitions };
  };
}

function run(machine: StateMachine, input: JsonValue): ReturnType<StateMachine['run']> {
  return machine.run(input, { overrides: { taskResourceLocalHandlers: { Plan: echo, Act: echo } } });
}

/** Once, before anything is measured: reading the log costs time. */
async function checkTransitions(machine: StateMachine, name: LoopName): Promise<void> {
  let transitions = 0;
  for await (const { type } of run(machine, loops[name].input).eventLogs) if (type === 'StateEntered') transitions += 1;
  if (transitions !== loops[name].transitions) throw new Error(`${transitions} transitions are not as many as in ours`);
}
