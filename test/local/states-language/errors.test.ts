import { describe, expect, it } from 'vitest';
import type { Json } from '../../../local/states-language/json.ts';
import { detailsOf, fail, invoke, machineOf, play, shortHistory, start, succeed } from './play.ts';

const failing = fail('Boom', 'it broke');

/** A task with handlers, and where its catchers go. */
function task(more: Record<string, Json>) {
  return machineOf({
    Call: { Type: 'Task', Resource: invoke, Arguments: { FunctionName: 'f' }, End: true, ...more },
    Caught: { Type: 'Pass', End: true },
  });
}

const caughtBy = (...errors: string[]) => [{ ErrorEquals: errors, Next: 'Caught' }];
const withCatch = (more: Record<string, Json>) => task({ Catch: caughtBy('States.ALL'), ...more });

describe('Retry', () => {
  it('schedules the task anew, three times, from one second on (reference lambda_service_invoke_with_retry_extended_input)', async () => {
    const { events, seconds, execution } = await play(withCatch({ Retry: [{ ErrorEquals: ['States.ALL'] }] }), {
      react: failing,
    });
    expect(seconds).toBe(1 + 2 + 4);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'Boom', Cause: 'it broke' } });
    expect(shortHistory(events)).toEqual([
      '1<-0 ExecutionStarted',
      '2<-0 TaskStateEntered',
      '3<-2 TaskScheduled',
      '4<-3 TaskStarted',
      '5<-4 TaskFailed',
      '6<-5 TaskScheduled',
      '7<-6 TaskStarted',
      '8<-7 TaskFailed',
      '9<-8 TaskScheduled',
      '10<-9 TaskStarted',
      '11<-10 TaskFailed',
      '12<-11 TaskScheduled',
      '13<-12 TaskStarted',
      '14<-13 TaskFailed',
      '15<-14 TaskStateExited',
      '16<-15 PassStateEntered',
      '17<-16 PassStateExited',
      '18<-17 ExecutionSucceeded',
    ]);
  });

  it('never waits longer than MaxDelaySeconds (reference retry_interval_features)', async () => {
    const retry = { ErrorEquals: ['Boom'], IntervalSeconds: 3, MaxAttempts: 3, BackoffRate: 2, MaxDelaySeconds: 5 };
    expect((await play(withCatch({ Retry: [retry] }), { react: failing })).seconds).toBe(3 + 5 + 5);
  });

  it('draws its delays from the dice with full jitter, the same for the same seed', async () => {
    const retry = { ErrorEquals: ['Boom'], IntervalSeconds: 100, MaxAttempts: 2, JitterStrategy: 'FULL' };
    const times = async (seed: number) => (await play(withCatch({ Retry: [retry] }), { react: failing, seed })).seconds;
    expect(await times(1)).toBe(await times(1));
    expect(await times(1)).not.toBe(await times(2));
    expect(await times(1)).toBeLessThan(300);
  });

  it('does not happen with no attempts (reference retry_interval_features_max_attempts_zero)', async () => {
    const { calls } = await play(withCatch({ Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 0 }] }), { react: failing });
    expect(calls).toHaveLength(1);
  });

  it('counts each retrier for itself, and tells the state how often it was tried', async () => {
    const { calls } = await play(
      withCatch({
        Arguments: { retries: '{% $states.context.State.RetryCount %}' },
        Retry: [
          { ErrorEquals: ['Odd'], MaxAttempts: 2 },
          { ErrorEquals: ['Even'], MaxAttempts: 2 },
        ],
      }),
      { react: (command, attempt) => fail(attempt % 2 === 0 ? 'Even' : 'Odd')(command) },
    );
    expect(calls.map(({ parameters }) => parameters)).toEqual([0, 1, 2, 3, 4].map((retries) => ({ retries })));
  });

  it('begins anew when the state is entered anew', async () => {
    const { calls } = await play(
      machineOf({
        Call: {
          Type: 'Task',
          Resource: invoke,
          Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }],
          Catch: [
            { ErrorEquals: ['Boom'], Assign: { rounds: '{% $exists($rounds) ? $rounds + 1 : 1 %}' }, Next: 'Again' },
          ],
          End: true,
        },
        Again: { Type: 'Choice', Choices: [{ Condition: '{% $rounds < 2 %}', Next: 'Call' }], Default: 'Enough' },
        Enough: { Type: 'Succeed' },
      }),
      { react: failing },
    );
    expect(calls).toHaveLength(4);
  });
});

describe('Catch', () => {
  it.each([
    ['States.ALL', 'Boom', true],
    ['States.TaskFailed', 'Boom', true],
    ['Boom', 'Boom', true],
    ['Other', 'Boom', false],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.HeartbeatTimeout', 'States.Timeout', false],
  ])('of %s takes %s: %s', async (name, error, taken) => {
    const { execution } = await play(task({ Catch: caughtBy(name) }), { react: fail(error) });
    expect(execution.status).toBe(taken ? 'SUCCEEDED' : 'FAILED');
  });

  it('assigns and puts out from the error (case map_catch_error.MAP_CATCH_ERROR_VARIABLE_SAMPLING)', async () => {
    const { events } = await play(
      task({
        Catch: [
          {
            ErrorEquals: ['Boom'],
            Assign: { seen: '{% $states.errorOutput.Error %}' },
            Output: { input: '{% $states.input %}', error: '{% $states.errorOutput %}' },
            Next: 'Caught',
          },
        ],
      }),
      { input: { id: 'p1' }, react: failing },
    );
    expect(detailsOf(events, 'TaskStateExited')).toEqual([
      {
        name: 'Call',
        output: { input: { id: 'p1' }, error: { Error: 'Boom', Cause: 'it broke' } },
        assignedVariables: { seen: 'Boom' },
      },
    ]);
  });

  it('takes a result above 256 KiB (reference task_lambda_catch_state_all_data_limit_exceeded_on_large_utf8_response)', async () => {
    const { execution } = await play(withCatch({}), { react: succeed('a'.repeat(263_168)) });
    expect(execution.output).toEqual({
      Error: 'States.DataLimitExceeded',
      Cause: `The state/task '${invoke}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  });

  it('does not take an output above 256 KiB, which is terminal', async () => {
    const { execution } = await play(withCatch({ Output: '{% $pad("", 263168, "é") %}' }), { react: succeed({}) });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('takes an expression that fails after the task, and the event follows the task', async () => {
    const { execution, events } = await play(withCatch({ Output: '{% $states.result.missing %}' }), {
      react: succeed({}),
    });
    expect(execution.status).toBe('SUCCEEDED');
    expect(shortHistory(events).slice(4, 7)).toEqual([
      '5<-4 TaskSucceeded',
      '6<-5 EvaluationFailed',
      '7<-6 TaskStateExited',
    ]);
  });

  it('fails the state when the catcher itself does', async () => {
    const { execution } = await play(
      task({ Catch: [{ ErrorEquals: ['Boom'], Output: '{% $nothing %}', Next: 'Caught' }] }),
      { react: failing },
    );
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(execution.cause).toContain("'Catch[0]/Output' returned nothing (undefined).");
  });
});

describe('the causes of evaluation errors', () => {
  it.each([
    ['Output', { Type: 'Pass', Output: { values: [1, '{% $no %}'] }, End: true }, 'Output/values[1]'],
    ['Assign', { Type: 'Pass', Assign: { a: { b: '{% $no %}' } }, End: true }, 'Assign/a/b'],
    ['Arguments', { Type: 'Task', Resource: invoke, Arguments: { f: '{% $no %}' }, End: true }, 'Arguments/f'],
    [
      'Condition',
      { Type: 'Choice', Choices: [{ Condition: '{% $no %}', Next: 'End' }], Default: 'End' },
      'Choices[0]/Condition',
    ],
  ])('name the place in %s', async (_field, state, location) => {
    const { events } = await play({ QueryLanguage: 'JSONata', StartAt: 'S', States: { S: state, ...endFor(state) } });
    expect(detailsOf(events, 'EvaluationFailed')).toMatchObject([{ location, state: 'S' }]);
  });

  const endFor = (state: { Type: string }) => (state.Type === 'Choice' ? { End: { Type: 'Succeed' } } : {});

  it('name the place within the state, also in a branch', async () => {
    const branch = { StartAt: 'S', States: { S: { Type: 'Pass', Output: '{% $no %}', End: true } } };
    const { events } = await play(machineOf({ Both: { Type: 'Parallel', Branches: [branch], End: true } }));
    expect(detailsOf(events, 'EvaluationFailed')).toMatchObject([{ location: 'Output', state: 'S' }]);
  });

  it('tell of a choice without a match, which nothing catches', async () => {
    const { execution } = await play(
      machineOf({
        S: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }] },
        Done: { Type: 'Succeed' },
      }),
    );
    expect(execution).toMatchObject({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'S' (entered at the event id #2). Failed to transition out of the " +
        'state. The state does not point to a next state.',
    });
  });

  it('name the type that a condition has', async () => {
    const { execution } = await play(
      machineOf({
        S: { Type: 'Choice', Choices: [{ Condition: '{% "yes" %}', Next: 'Done' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      }),
    );
    expect(execution.cause).toBe(
      "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '\"yes\"' " +
        "specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was " +
        '\'string\' for value: "yes"',
    );
  });
});

describe('the limits', () => {
  const endless = machineOf({
    Loop: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Loop' }], Default: 'Never' },
    Never: { Type: 'Succeed' },
  });

  it('end an execution with its 25,000th event', async () => {
    const { execution, events } = await play(endless);
    expect(events).toHaveLength(25_000);
    expect(events.at(-1)).toMatchObject({ id: 25_000, previousEventId: 24_999, type: 'ExecutionFailed' });
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
  });

  it('end an execution after a year', async () => {
    const { execution, events } = await play(machineOf({ Wait: { Type: 'Wait', Seconds: 99_999_999, End: true } }));
    expect(execution).toMatchObject({ status: 'TIMED_OUT', stoppedAt: start + 365 * 24 * 3600 * 1000 });
    expect(events.at(-1)).toMatchObject({ previousEventId: 0, details: { error: 'States.Timeout' } });
  });

  it("end an execution after the machine's own TimeoutSeconds, without error or cause", async () => {
    const machine = machineOf({ Wait: { Type: 'Wait', Seconds: 25, End: true } }, { TimeoutSeconds: 3 });
    const { execution, seconds, events } = await play(machine);
    expect(seconds).toBe(3);
    expect(execution.status).toBe('TIMED_OUT');
    expect(execution).not.toHaveProperty('error');
    expect(shortHistory(events)).toEqual(['1<-0 ExecutionStarted', '2<-0 WaitStateEntered', '3<-0 ExecutionTimedOut']);
  });
});
