import { describe, expect, it } from 'vitest';
import type { TaskCommand } from '../../../local/states-language/execution.ts';
import type { Json } from '../../../local/states-language/json.ts';
import { detailsOf, fail, invoke, machineOf, play, type Reaction, shortHistory, succeed } from './play.ts';

const pass = (more: Record<string, Json> = {}) => ({ Type: 'Pass', End: true, ...more });
const call = (more: Record<string, Json> = {}) => ({ Type: 'Task', Resource: invoke, End: true, ...more });
const block = (states: Record<string, Json>) => ({ StartAt: Object.keys(states)[0] ?? '', States: states });
const parallel = (branches: Json[], more: Record<string, Json> = {}) =>
  machineOf({ Both: { Type: 'Parallel', Branches: branches, End: true, ...more }, ...caught(more) });
const each = (state: Json, more: Record<string, Json> = {}) =>
  machineOf({
    Each: {
      Type: 'Map',
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...block({ Do: state }) },
      End: true,
      ...more,
    },
    ...caught(more),
  });
const caught = (more: Record<string, Json>): Record<string, Json> => (more.Catch ? { Caught: pass() } : {});

describe('Parallel', () => {
  it('puts out the branches in their order (reference parallel_state_order)', async () => {
    const branches = [block({ A: call({ Output: 'a' }) }), block({ B: pass({ Output: 'b' }) })];
    const { execution, events } = await play(parallel(branches), { react: succeed({}, 5) });
    expect(execution.output).toEqual(['a', 'b']);
    expect(shortHistory(events).slice(-3)).toEqual([
      '11<-10 ParallelStateSucceeded',
      '12<-10 ParallelStateExited',
      '13<-12 ExecutionSucceeded',
    ]);
  });

  it('gives its arguments to every branch (reference PARALLEL_STATE_PARAMETERS)', async () => {
    const { execution } = await play(parallel([block({ A: pass() }), block({ B: pass() })], { Arguments: { n: 1 } }));
    expect(execution.output).toEqual([{ n: 1 }, { n: 1 }]);
  });

  it('begins its branches anew with each retry, and tells of the failure once (reference parallel_state_retry)', async () => {
    const branch = block({ Branch1: { Type: 'Fail', Error: 'FailureType', Cause: 'Cause description' } });
    const { events, execution } = await play(
      parallel([branch], { Retry: [{ ErrorEquals: ['FailureType'], MaxAttempts: 2 }] }),
    );
    expect(shortHistory(events)).toEqual([
      '1<-0 ExecutionStarted',
      '2<-0 ParallelStateEntered',
      '3<-2 ParallelStateStarted',
      '4<-3 FailStateEntered',
      '5<-4 ParallelStateStarted',
      '6<-5 FailStateEntered',
      '7<-6 ParallelStateStarted',
      '8<-7 FailStateEntered',
      '9<-8 ParallelStateFailed',
      '10<-9 ExecutionFailed',
    ]);
    expect(execution).toMatchObject({ error: 'FailureType', cause: 'Cause description' });
  });

  it('aborts the other branches when one fails (reference sqs_failure_in_wait_for_task_tok_no_error_field.SQS_PARALLEL_WAIT_FOR_TASK_TOKEN)', async () => {
    const branches = [
      block({ Bad: call() }),
      block({ Slow: call() }),
      block({ Late: { Type: 'Wait', Seconds: 9, End: true } }),
    ];
    const react = (command: TaskCommand): Reaction[] => (command.state === 'Bad' ? fail('Boom')(command) : []);
    const { events, execution } = await play(
      parallel(branches, { Catch: [{ ErrorEquals: ['Boom'], Next: 'Caught' }] }),
      { react },
    );
    const told = shortHistory(events);
    const failed = told.findIndex((line) => line.endsWith('TaskFailed')) + 1;
    expect(told.slice(failed, failed + 5)).toEqual([
      `${failed + 1}<-${failed} TaskStateAborted`,
      `${failed + 2}<-${failed} TaskStateAborted`,
      `${failed + 3}<-${failed} WaitStateAborted`,
      `${failed + 4}<-${failed} ParallelStateFailed`,
      `${failed + 5}<-${failed + 4} ParallelStateExited`,
    ]);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', threads: {} });
  });
});

describe('Map', () => {
  it('starts as many iterations as MaxConcurrency allows', async () => {
    const react = (command: TaskCommand) => succeed(command.parameters, 1)(command);
    const machine = each(call(), { MaxConcurrency: '{% 2 %}', Items: '{% [1..6] %}' });
    const { execution, seconds } = await play(machine, { react });
    expect(execution.output).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seconds).toBe(3);
  });

  it('selects each item with the map in the context', async () => {
    const machine = each(pass(), {
      Items: ['a', 'b'],
      ItemSelector: {
        index: '{% $states.context.Map.Item.Index %}',
        value: '{% $states.context.Map.Item.Value %}',
        of: '{% $states.input.of %}',
      },
    });
    const { execution } = await play(machine, { input: { of: 2 } });
    expect(execution.output).toEqual([
      { index: 0, value: 'a', of: 2 },
      { index: 1, value: 'b', of: 2 },
    ]);
  });

  it('aborts what has not failed, and tells of every task whose time is up (reference service_lambda_map_timeout)', async () => {
    const { events } = await play(each(call({ TimeoutSeconds: 5 })), { input: [1, 2] });
    expect(shortHistory(events).slice(-8)).toEqual([
      '12<-8 TaskTimedOut',
      '13<-11 TaskTimedOut',
      '14<-12 MapIterationFailed',
      '15<-12 TaskStateAborted',
      '16<-12 MapIterationAborted',
      '17<-12 TaskStateAborted',
      '18<-12 MapStateFailed',
      '19<-18 ExecutionFailed',
    ]);
  });

  it('can be tried again as a whole', async () => {
    const machine = each(call(), { Items: [1, 2], MaxConcurrency: 1, Retry: [{ ErrorEquals: ['Boom'] }] });
    const react = (command: TaskCommand, attempt: number) =>
      attempt === 2 ? fail('Boom')(command) : succeed(attempt)(command);
    const { execution, events } = await play(machine, { react });
    expect(execution.output).toEqual([3, 4]);
    expect(events.filter(({ type }) => type === 'MapStateStarted')).toHaveLength(2);
    expect(events.some(({ type }) => type === 'MapStateFailed')).toBe(false);
  });

  it('fails as a whole when its items are no array (case map_state_items_eval_jsonata_fail.number)', async () => {
    const { events } = await play(each(pass(), { Items: '{% 1 %}' }));
    expect(shortHistory(events)).toEqual([
      '1<-0 ExecutionStarted',
      '2<-0 MapStateEntered',
      '3<-0 EvaluationFailed',
      '4<-3 MapStateFailed',
      '5<-4 ExecutionFailed',
    ]);
  });
});

describe('variables', () => {
  it('are seen inside branches, and what is assigned there stays there', async () => {
    const inner = block({
      In: pass({ Assign: { mine: '{% $outer + 1 %}' }, Next: 'Tell', End: false }),
      Tell: pass({ Output: '{% $mine %}' }),
    });
    const { End: _end, ...first } = inner.States.In as Record<string, Json>;
    const machine = machineOf({
      Start: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [{ ...inner, States: { ...inner.States, In: first } }], Next: 'After' },
      After: pass({ Output: { seen: '{% $states.input %}', mine: '{% $exists($mine) %}' } }),
    });
    expect((await play(machine)).execution.output).toEqual({ seen: [2], mine: false });
  });

  it('are assigned from the values that they had before', async () => {
    const { events } = await play(
      machineOf({
        One: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Two' },
        Two: pass({ Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: '{% [$a, $b] %}' }),
      }),
    );
    expect(detailsOf(events, 'PassStateExited')[1]).toEqual({
      name: 'Two',
      output: [1, 2],
      assignedVariables: { a: 2, b: 1 },
    });
  });
});
