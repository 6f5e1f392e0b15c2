import { describe, expect, it } from 'vitest';
import { awaiting, createMachine, executionArn, machineArn, open, roleArn, start, tokenOf } from './fixture.ts';

const pass = { Only: { Type: 'Pass', Output: { done: true }, End: true } };
const wait = { Wait: { Type: 'Wait', Seconds: 100, End: true } };
const broken = { Only: { Type: 'Fail', Error: 'E', Cause: 'why' } };

describe('StartExecution', () => {
  it('starts one, and answers its ARN and date in seconds', async () => {
    const { call } = open({ states: wait });
    const answer = await call('StartExecution', { stateMachineArn: machineArn, name: 'p1-0-1' });
    expect(answer).toEqual({ executionArn: executionArn('p1-0-1'), startDate: start / 1000 });
  });

  it('answers the same for the same name and input while that runs', async () => {
    const { run, pass: later, call } = open({ states: wait });
    await run('p1', { id: 'p1' });
    await later(10);
    const again = await call('StartExecution', { stateMachineArn: machineArn, name: 'p1', input: '{ "id": "p1" }' });
    expect(again.startDate).toBe(start / 1000);
  });

  it('answers the same when both come at once', async () => {
    const { run, service } = open({ states: wait });
    await Promise.all([run('p1'), run('p1')]);
    expect(service.executions()).toHaveLength(1);
    expect(service.historyOf('p1')).toHaveLength(2);
  });

  it('refuses the name for another input, and once it has ended', async () => {
    const { run, pass: later } = open({ states: wait });
    await run('p1', { id: 'p1' });
    const exists = { name: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${executionArn('p1')}'` };
    await expect(run('p1', { id: 'p2' })).rejects.toMatchObject(exists);
    await later(100);
    await expect(run('p1', { id: 'p1' })).rejects.toMatchObject(exists);
  });

  it('takes the name again 90 days after it has ended', async () => {
    const { run, pass: later, describe: described } = open({ states: pass });
    await run('p1');
    await later(90 * 24 * 3600);
    await run('p1', { second: true });
    expect(await described('p1')).toMatchObject({ input: '{"second":true}' });
  });

  it('names an execution that is given no name', async () => {
    const { call } = open({ states: wait });
    const arns = [
      await call('StartExecution', { stateMachineArn: machineArn }),
      await call('StartExecution', { stateMachineArn: machineArn }),
    ];
    expect(new Set(arns.map(({ executionArn: arn }) => arn)).size).toBe(2);
  });

  it.each([
    ['a name with a space', { name: 'p 1' }, 'InvalidName'],
    ['a name of 81 characters', { name: 'p'.repeat(81) }, 'InvalidName'],
    ['an input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['an input above 256 KiB', { input: JSON.stringify('a'.repeat(262_143)) }, 'InvalidExecutionInput'],
    ['another machine', { stateMachineArn: `${machineArn}2` }, 'StateMachineDoesNotExist'],
    ['an unknown field', { traceHeader: 'x' }, 'ValidationException'],
  ])('refuses %s', async (_what, input, name) => {
    const { call } = open({ states: wait });
    await expect(call('StartExecution', { stateMachineArn: machineArn, ...input })).rejects.toMatchObject({ name });
  });
});

describe('an execution', () => {
  it('is described', async () => {
    const { run, describe: described } = open({ states: pass });
    await run('p1', { id: 'p1' });
    expect(await described('p1')).toEqual({
      executionArn: executionArn('p1'),
      stateMachineArn: machineArn,
      name: 'p1',
      status: 'SUCCEEDED',
      startDate: start / 1000,
      stopDate: start / 1000,
      input: '{"id":"p1"}',
      inputDetails: { included: true },
      output: '{"done":true}',
      outputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });

  it('that is unknown is refused by its ARN', async () => {
    const { describe: described } = open({ states: pass });
    await expect(described('p1')).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });

  it('has its history told in pages, from either end, with data as text', async () => {
    const { run, call } = open({ states: pass });
    await run('p1', { id: 'p1' });
    const request = { executionArn: executionArn('p1'), maxResults: 2, reverseOrder: true };
    const first = await call('GetExecutionHistory', request);
    const second = await call('GetExecutionHistory', { ...request, nextToken: first.nextToken });
    const ids = [first, second].flatMap(({ events }) => (events as { id: number }[]).map(({ id }) => id));
    expect(ids).toEqual([4, 3, 2, 1]);
    expect(second.nextToken).toBeUndefined();
    expect((first.events as unknown[])[0]).toEqual({
      id: 4,
      previousEventId: 3,
      timestamp: start / 1000,
      type: 'ExecutionSucceeded',
      executionSucceededEventDetails: { output: '{"done":true}', outputDetails: { truncated: false } },
    });
  });

  it('has its history told without data', async () => {
    const { run, call } = open({ states: pass });
    await run('p1');
    const { events } = await call('GetExecutionHistory', {
      executionArn: executionArn('p1'),
      includeExecutionData: false,
    });
    expect((events as Record<string, unknown>[])[1]?.stateEnteredEventDetails).toEqual({ name: 'Only' });
  });

  it('is stopped, with a reason', async () => {
    const { run, call, describe: described } = open({ states: wait });
    await run('p1');
    expect(await call('StopExecution', { executionArn: executionArn('p1'), error: 'E', cause: 'why' })).toEqual({
      stopDate: start / 1000,
    });
    expect(await described('p1')).toMatchObject({ status: 'ABORTED', error: 'E', cause: 'why' });
  });

  it('is redriven within fourteen days, unless it runs or has succeeded', async () => {
    const { run, call, pass: later } = open({ states: broken });
    await run('p1');
    await later(60);
    const redrive = () => call('RedriveExecution', { executionArn: executionArn('p1') });
    expect(await redrive()).toEqual({ redriveDate: start / 1000 + 60 });
    const twice = await Promise.allSettled([redrive(), redrive()]);
    expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await later(14 * 24 * 3600 + 1);
    await expect(redrive()).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
  });

  it('times out after a year', async () => {
    const {
      run,
      pass: later,
      describe: described,
    } = open({ states: { W: { Type: 'Wait', Seconds: 99_999_999, End: true } } });
    await run('p1');
    await later(365 * 24 * 3600 - 1);
    expect(await described('p1')).toMatchObject({ status: 'RUNNING' });
    await later(1);
    expect(await described('p1')).toMatchObject({ status: 'TIMED_OUT' });
  });
});

describe('lists', () => {
  it('have executions newest first, by status and in pages', async () => {
    const { run, call, pass: later } = open({ states: wait });
    for (const name of ['p1', 'p2', 'p3']) await run(name);
    await call('StopExecution', { executionArn: executionArn('p2') });
    await later();
    const list = async (more: object) => {
      const { executions, nextToken } = await call('ListExecutions', { stateMachineArn: machineArn, ...more });
      return { names: (executions as { name: string }[]).map(({ name }) => name), nextToken };
    };
    expect((await list({})).names).toEqual(['p3', 'p2', 'p1']);
    expect((await list({ statusFilter: 'RUNNING' })).names).toEqual(['p3', 'p1']);
    const { names, nextToken } = await list({ maxResults: 2 });
    expect(names).toEqual(['p3', 'p2']);
    expect((await list({ maxResults: 2, nextToken })).names).toEqual(['p1']);
  });

  it('have state machines, which are described with their definition', async () => {
    const { call } = open({ states: pass });
    expect(await call('ListStateMachines')).toMatchObject({
      stateMachines: [{ stateMachineArn: machineArn, name: 'Journey' }],
    });
    const described = await call('DescribeStateMachine', { stateMachineArn: machineArn });
    expect(JSON.parse(String(described.definition))).toMatchObject({ StartAt: 'Only' });
    expect(described).toMatchObject({ status: 'ACTIVE', type: 'STANDARD', roleArn });
  });

  it('for the panel have the state that each execution is in', async () => {
    const { run, service } = open({ states: wait });
    await run('p1');
    expect(service.executions({ status: 'RUNNING', machine: 'Journey' })).toMatchObject([
      { name: 'p1', currentState: 'Wait' },
    ]);
    expect(service.historyOf('p1')).toHaveLength(2);
    expect(service.historyOf('p2')).toBeUndefined();
  });
});

describe('a task token', () => {
  it('brings the output', async () => {
    const { run, pass: later, call, calls, describe: described } = open({ states: awaiting });
    await run('p1');
    await later();
    expect(await call('SendTaskSuccess', { taskToken: tokenOf(calls[0]), output: '{"woken":true}' })).toEqual({});
    expect(await described('p1')).toMatchObject({ status: 'SUCCEEDED', output: '{"woken":true}' });
  });

  it('brings the failure', async () => {
    const { run, pass: later, call, calls, describe: described } = open({ states: awaiting });
    await run('p1');
    await later();
    await call('SendTaskFailure', { taskToken: tokenOf(calls[0]), error: 'No', cause: 'because' });
    expect(await described('p1')).toMatchObject({ status: 'FAILED', error: 'No', cause: 'because' });
  });

  it('keeps its task alive by heartbeats', async () => {
    const { run, pass: later, call, calls, describe: described } = open({ states: awaiting });
    await run('p1');
    await later(39);
    await call('SendTaskHeartbeat', { taskToken: tokenOf(calls[0]) });
    await later(20);
    expect(await described('p1')).toMatchObject({ status: 'RUNNING' });
    await later(1);
    expect(await described('p1')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('has timed out when its task has answered, timed out or was stopped', async () => {
    const { run, pass: later, call, calls } = open({ states: awaiting });
    const late = { name: 'TaskTimedOut', message: "Task Timed Out: 'Provided task does not exist anymore'" };
    for (const name of ['answered', 'stopped', 'silent']) await run(name);
    await later();
    await call('SendTaskSuccess', { taskToken: tokenOf(calls[0]), output: '1' });
    await call('StopExecution', { executionArn: executionArn('stopped') });
    await later(60);
    for (const used of calls)
      await expect(call('SendTaskSuccess', { taskToken: tokenOf(used), output: '1' })).rejects.toMatchObject(late);
  });

  it('is taken once, also when two bring it at once', async () => {
    const { run, pass: later, call, calls } = open({ states: awaiting });
    await run('p1');
    await later();
    const bring = () => call('SendTaskSuccess', { taskToken: tokenOf(calls[0]), output: '1' });
    const outcomes = await Promise.allSettled([bring(), bring()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('is invalid when it is no token, or was changed', async () => {
    const { run, pass: later, call, calls } = open({ states: awaiting });
    await run('p1');
    await later();
    const token = tokenOf(calls[0]);
    const invalid = { name: 'InvalidToken', message: "Invalid Token: 'Invalid token'" };
    for (const taskToken of ['NoSuchTaskToken', `${token}A`, token.replace(/^./, 'B')])
      await expect(call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject(invalid);
  });

  it('of an execution that is not kept here is for no task', async () => {
    const { run, pass: later, calls } = open({ states: awaiting });
    await run('p1');
    await later();
    const other = open({ states: awaiting });
    await expect(other.call('SendTaskHeartbeat', { taskToken: tokenOf(calls[0]) })).rejects.toMatchObject({
      name: 'TaskDoesNotExist',
    });
  });

  it('takes no output that is no JSON', async () => {
    const { run, pass: later, call, calls } = open({ states: awaiting });
    await run('p1');
    await later();
    await expect(call('SendTaskSuccess', { taskToken: tokenOf(calls[0]), output: 'text' })).rejects.toMatchObject({
      name: 'InvalidOutput',
    });
  });
});

describe('the service', () => {
  it('refuses an action that it does not serve, by name', async () => {
    const { call } = open();
    await expect(call('CreateActivity', {})).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('CreateActivity'),
    });
  });

  it('leaves running executions on the definition that they began with', async () => {
    const {
      service,
      run,
      pass: later,
      describe: described,
    } = open({
      states: { Wait: { Type: 'Wait', Seconds: 5, Next: 'Old' }, Old: { Type: 'Pass', Output: 'old', End: true } },
    });
    await run('p1');
    createMachine(service, { New: { Type: 'Pass', Output: 'new', End: true } });
    await run('p2');
    await later(5);
    expect(await described('p1')).toMatchObject({ output: '"old"' });
    expect(await described('p2')).toMatchObject({ output: '"new"' });
  });

  it('refuses a definition whose tasks call what is not served here', () => {
    const { service } = open();
    const states = { S: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:putObject', End: true } };
    expect(() => createMachine(service, states)).toThrow(
      "The resource 'arn:aws:states:::aws-sdk:s3:putObject' is not supported",
    );
  });

  it('tests a state', async () => {
    const { call } = open();
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      Type: 'Pass',
      Output: '{% $states.input.n %}',
      End: true,
    });
    expect(await call('TestState', { definition, input: '{"n":1}', inspectionLevel: 'DEBUG' })).toEqual({
      status: 'SUCCEEDED',
      output: '1',
      inspectionData: { input: '{"n":1}' },
    });
    await expect(call('TestState', { definition: '{}' })).rejects.toMatchObject({ name: 'InvalidDefinition' });
  });
});
