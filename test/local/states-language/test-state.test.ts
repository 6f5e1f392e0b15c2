import { describe, expect, it } from 'vitest';
import type { Json } from '../../../local/states-language/json.ts';
import { type TestStateRequest, testState } from '../../../local/states-language/test-state.ts';
import { invoke, start } from './play.ts';

function run(state: Record<string, Json>, request: Partial<TestStateRequest> = {}) {
  const definition = { QueryLanguage: 'JSONata', ...state };
  return testState(
    { definition, input: { n: 1 }, ...request },
    { now: start, random: () => 0.5, taskToken: () => 'token' },
  );
}

const task = { Type: 'Task', Resource: invoke, Arguments: { FunctionName: 'f' }, Next: 'After' };
const boom = { errorOutput: { error: 'Boom', cause: 'why' } };

describe('one state on its own', () => {
  it('tells its output and the next state', async () => {
    expect(await run({ Type: 'Pass', Output: '{% $states.input.n + 1 %}', Next: 'After' })).toEqual({
      status: 'SUCCEEDED',
      output: 2,
      nextState: 'After',
    });
  });

  it('sees the variables that are given', async () => {
    const result = await run({ Type: 'Pass', Output: '{% $v %}', End: true }, { variables: '{"v":[1]}' });
    expect(result.output).toEqual([1]);
  });

  it('sees the context that is given', async () => {
    const context = '{"Execution":{"Name":"p1-0-1"}}';
    const result = await run({ Type: 'Pass', Output: '{% $states.context.Execution.Name %}', End: true }, { context });
    expect(result.output).toBe('p1-0-1');
  });

  it('chooses', async () => {
    const choice = {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.n = 1 %}', Next: 'One' }],
      Default: 'Other',
    };
    expect((await run(choice)).nextState).toBe('One');
  });

  it('does not wait', async () => {
    expect(await run({ Type: 'Wait', Seconds: 60, Output: 'over', End: true })).toEqual({
      status: 'SUCCEEDED',
      output: 'over',
    });
  });

  it('fails', async () => {
    expect(await run({ Type: 'Fail', Error: 'E', Cause: '{% $string($states.input.n) %}' })).toEqual({
      status: 'FAILED',
      error: 'E',
      cause: '1',
    });
  });

  it('has its call mocked', async () => {
    const mock = { result: '{"StatusCode":200,"Payload":{"ok":true}}' };
    const result = await run({ ...task, Output: '{% $states.result.Payload %}' }, { mock, inspectionLevel: 'DEBUG' });
    expect(result).toEqual({
      status: 'SUCCEEDED',
      output: { ok: true },
      nextState: 'After',
      inspectionData: { input: { n: 1 }, afterArguments: { FunctionName: 'f' } },
    });
  });

  it('has its error mocked, and caught', async () => {
    const result = await run({ ...task, Catch: [{ ErrorEquals: ['Boom'], Next: 'Caught' }] }, { mock: boom });
    expect(result).toEqual({
      status: 'CAUGHT_ERROR',
      error: 'Boom',
      cause: 'why',
      output: { Error: 'Boom', Cause: 'why' },
      nextState: 'Caught',
    });
  });

  it('is found in a state machine by its name', async () => {
    const inner = { StartAt: 'In', States: { In: { Type: 'Pass', Output: 'inner', End: true } } };
    const machine = { StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [inner], End: true } } };
    expect((await run(machine, { stateName: 'In' })).output).toBe('inner');
  });

  it.each<[string, Partial<TestStateRequest>, string]>([
    [
      'both a result and an error',
      { mock: { result: '1', ...boom } },
      'only one of the following fields: [result, errorOutput]',
    ],
    ['a result that is no JSON', { mock: { result: '{' } }, 'Mocked result must be valid JSON'],
    ['a field of the wrong type', { mock: { result: '{"StatusCode":"200"}' } }, "Field 'StatusCode' must be a number"],
  ])('refuses a mock with %s', async (_what, request, message) => {
    await expect(run(task, request)).rejects.toThrow(message);
  });
});
