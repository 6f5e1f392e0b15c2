import { describe, expect, it } from 'vitest';
import type { TaskCommand } from '../../../local/states-language/execution.ts';
import type { Json } from '../../../local/states-language/json.ts';
import { detailsOf, machineOf, play, type Reaction, shortHistory, succeed, waiting } from './play.ts';

/** A task that waits for its token, and what it says when it times out. */
function awaiting(more: Record<string, Json> = {}) {
  return machineOf({
    Await: {
      Type: 'Task',
      Resource: waiting,
      Arguments: { TableName: 'Table', Token: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: 60,
      Catch: [{ ErrorEquals: ['States.Timeout'], Output: '{% $states.errorOutput %}', Next: 'Late' }],
      End: true,
      ...more,
    },
    Late: { Type: 'Pass', End: true },
  });
}

/** A catcher that takes nothing of what happens here. */
const uncaught = [{ ErrorEquals: ['Other'], Next: 'Late' }];

const submit = ({ id }: TaskCommand): Reaction => ({ after: 0, stimulus: { type: 'taskSubmitted', id, output: {} } });

describe('a task that waits for its token', () => {
  it('goes on with what the token brings (reference callback.sqs_wait_for_task_token)', async () => {
    const react = (command: TaskCommand) => [submit(command), ...succeed({ woken: true }, 30)(command)];
    const { execution, events } = await play(awaiting(), { react });
    expect(shortHistory(events)).toEqual([
      '1<-0 ExecutionStarted',
      '2<-0 TaskStateEntered',
      '3<-2 TaskScheduled',
      '4<-3 TaskStarted',
      '5<-4 TaskSubmitted',
      '6<-5 TaskSucceeded',
      '7<-6 TaskStateExited',
      '8<-7 ExecutionSucceeded',
    ]);
    expect(execution.output).toEqual({ woken: true });
    expect(detailsOf(events, 'TaskScheduled')).toEqual([
      {
        parameters: { TableName: 'Table', Token: 'token-3' },
        region: 'eu-west-2',
        resource: 'updateItem.waitForTaskToken',
        resourceType: 'aws-sdk:dynamodb',
        timeoutInSeconds: 60,
      },
    ]);
  });

  it('times out without a cause (reference callback.sqs_wait_for_task_token_timeout)', async () => {
    const { execution, events, seconds } = await play(awaiting({ Catch: uncaught }), {
      react: (command) => [submit(command)],
    });
    expect(seconds).toBe(60);
    expect(detailsOf(events, 'TaskTimedOut')).toEqual([
      { error: 'States.Timeout', resource: 'updateItem.waitForTaskToken', resourceType: 'aws-sdk:dynamodb' },
    ]);
    expect(detailsOf(events, 'ExecutionFailed')).toEqual([{ error: 'States.Timeout' }]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('has its timeout caught, with a null cause', async () => {
    const { execution } = await play(awaiting(), { react: (command) => [submit(command)] });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.Timeout', Cause: null } });
  });

  it('fails without a name when the token brings none (reference callback.sqs_failure_in_wait_for_task_tok_no_error_field)', async () => {
    const react = ({ id }: TaskCommand): Reaction[] => [{ after: 1, stimulus: { type: 'taskFailed', id } }];
    const { execution, events } = await play(awaiting({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Late' }] }), {
      react,
    });
    expect(detailsOf(events, 'TaskFailed')).toEqual([
      { resource: 'updateItem.waitForTaskToken', resourceType: 'aws-sdk:dynamodb' },
    ]);
    expect(execution.output).toEqual({ Error: null, Cause: null });
  });

  it('takes a token that comes back before its own call has answered, and ignores the answer then', async () => {
    const react = (command: TaskCommand) => [
      ...succeed({ woken: true }, 1)(command),
      { after: 2, stimulus: { type: 'taskSubmitted' as const, id: command.id, output: {} } },
    ];
    const { execution, events } = await play(awaiting(), { react });
    expect(execution.output).toEqual({ woken: true });
    expect(events.some(({ type }) => type === 'TaskSubmitted')).toBe(false);
  });

  it('ignores a token that comes back after the timeout', async () => {
    const { execution } = await play(awaiting(), { react: succeed({ woken: true }, 61) });
    expect(execution.output).toEqual({ Error: 'States.Timeout', Cause: null });
  });

  it('gets another token for each attempt', async () => {
    const retry = [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }];
    const { calls } = await play(awaiting({ Retry: retry }), {
      react: ({ id }) => [{ after: 1, stimulus: { type: 'taskFailed', id, error: 'Busy' } }],
    });
    const tokens = calls.map(({ parameters }) => (parameters as { Token: string }).Token);
    expect(new Set(tokens).size).toBe(2);
  });

  it.each([0, -1, 1.5, '"soon"'])('fails when its timeout evaluates to %s', async (value) => {
    const { execution, calls } = await play(awaiting({ TimeoutSeconds: `{% ${value} %}`, Catch: uncaught }));
    expect(execution.error).toBe('States.QueryEvaluationError');
    expect(calls).toEqual([]);
  });
});

describe('heartbeats', () => {
  const beating = () =>
    awaiting({ HeartbeatSeconds: 10, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Late' }] });
  const beat = (id: number, after: number): Reaction => ({ after, stimulus: { type: 'heartbeat', id } });

  it('are told of when the task is scheduled (case base_task_from_input.HEARTBEAT_SECONDS)', async () => {
    const { events } = await play(beating());
    expect(detailsOf(events, 'TaskScheduled')).toMatchObject([{ heartbeatInSeconds: 10, timeoutInSeconds: 60 }]);
  });

  it('keep a task alive, each for its seconds', async () => {
    const react = ({ id }: TaskCommand) => [beat(id, 9), beat(id, 18)];
    const { seconds, execution } = await play(beating(), { react });
    expect(seconds).toBe(28);
    expect(execution.status).toBe('SUCCEEDED');
  });

  it('that are missed are reported as States.Timeout, and caught by States.HeartbeatTimeout or States.Timeout', async () => {
    const { events, seconds } = await play(beating());
    expect(seconds).toBe(10);
    expect(detailsOf(events, 'TaskTimedOut')).toMatchObject([{ error: 'States.Timeout' }]);
    expect((await play(awaiting({ HeartbeatSeconds: 10 }))).execution.status).toBe('SUCCEEDED');
  });

  it('do not put off the timeout', async () => {
    const react = ({ id }: TaskCommand) => [9, 18, 27, 36, 45, 54].map((after) => beat(id, after));
    const { seconds } = await play(awaiting({ HeartbeatSeconds: 10 }), { react });
    expect(seconds).toBe(60);
  });
});

describe('Wait', () => {
  const wait = (how: Record<string, Json>) => machineOf({ Wait: { Type: 'Wait', ...how, End: true } });

  it('waits for seconds, and sixty days as well', async () => {
    expect((await play(wait({ Seconds: '{% 60 * 24 * 3600 %}' }))).seconds).toBe(5_184_000);
  });

  it('waits until a moment, whatever its offset', async () => {
    expect((await play(wait({ Timestamp: '2026-03-02T10:30:00+01:00' }))).seconds).toBe(1800);
  });

  it('goes on at once when the moment is past', async () => {
    expect((await play(wait({ Timestamp: '{% "2016-03-05T21:29:29.243167252Z" %}' }))).seconds).toBe(0);
  });

  it('evaluates what it assigns and puts out when it is over', async () => {
    const { execution, events } = await play(
      wait({ Seconds: 5, Output: '{% $millis() %}', Assign: { at: '{% $now() %}' } }),
    );
    expect(execution.output).toBe(Date.UTC(2026, 2, 2, 9, 0, 5));
    expect(detailsOf(events, 'WaitStateExited')).toMatchObject([
      { assignedVariables: { at: '2026-03-02T09:00:05.000Z' } },
    ]);
  });
});
