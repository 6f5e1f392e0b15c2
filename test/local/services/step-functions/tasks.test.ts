import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../../local/services/service.ts';
import type { TaskCall } from '../../../../local/services/step-functions/task-call.ts';
import type { Json } from '../../../../local/states-language/json.ts';
import { createMachine, executionArn, machineArn, type Opened, open, roleArn } from './fixture.ts';

const task = (Resource: string, more: Record<string, Json> = {}) => ({
  Call: { Type: 'Task', Resource, End: true, ...more },
});

/** The call that a task makes, and what becomes of the execution. */
async function callOf(
  resource: string,
  parameters: Json,
  invoke: (call: TaskCall) => Promise<Record<string, unknown>>,
) {
  const opened = open({ states: task(resource, { Arguments: parameters }), invoke });
  await opened.run('p1');
  await opened.pass();
  return { call: opened.calls[0], described: await opened.describe('p1') };
}

describe("a task's call", () => {
  it('goes to the service with the role of the machine, as it is on the wire', async () => {
    const parameters = { TableName: 'Table', Key: { pk: { S: 'p1' } } };
    const { call } = await callOf('arn:aws:states:::aws-sdk:dynamodb:getItem', parameters, async () => ({}));
    expect(call).toEqual({
      service: 'dynamodb',
      action: 'GetItem',
      parameters,
      roleArn,
      executionArn: executionArn('p1'),
      stateMachineArn: machineArn,
      state: 'Call',
    });
  });

  it.each<[string, Json, Partial<TaskCall>]>([
    [
      'arn:aws:lambda:eu-west-2:000000000000:function:plan',
      { id: 'p1' },
      {
        service: 'lambda',
        action: 'Invoke',
        parameters: { FunctionName: 'arn:aws:lambda:eu-west-2:000000000000:function:plan', Payload: { id: 'p1' } },
      },
    ],
    [
      'arn:aws:states:::sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: { a: 1 } },
      { service: 'sqs', action: 'SendMessage', parameters: { QueueUrl: 'q', MessageBody: '{"a":1}' } },
    ],
    [
      'arn:aws:states:::events:putEvents',
      { Entries: [{ Source: 's', Detail: { a: 1 } }] },
      { service: 'events', action: 'PutEvents', parameters: { Entries: [{ Source: 's', Detail: '{"a":1}' }] } },
    ],
    [
      'arn:aws:states:::states:startExecution',
      { StateMachineArn: 'm', Name: 'n', Input: { a: 1 } },
      {
        service: 'states',
        action: 'StartExecution',
        parameters: { stateMachineArn: 'm', name: 'n', input: '{"a":1}' },
      },
    ],
    [
      'arn:aws:states:::aws-sdk:sesv2:sendEmail',
      { FromEmailAddress: 'a@b' },
      { service: 'ses', action: 'SendEmail', parameters: { FromEmailAddress: 'a@b' } },
    ],
  ])('of %s is written for its service', async (resource, parameters, expected) => {
    const { call } = await callOf(resource, parameters, async () => ({}));
    expect(call).toMatchObject(expected);
  });

  it('goes out with the role that the state names', async () => {
    const states = task('arn:aws:states:::lambda:invoke', { Credentials: { RoleArn: '{% $states.input.role %}' } });
    const { run, pass, calls } = open({ states });
    await run('p1', { role: 'arn:aws:iam::000000000002:role/other' });
    await pass();
    expect(calls[0]?.roleArn).toBe('arn:aws:iam::000000000002:role/other');
  });

  it("has Lambda's answer as its result, with the payload as data", async () => {
    const invoke = async () => ({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: { n: 1 } });
    const { described } = await callOf('arn:aws:states:::lambda:invoke', { FunctionName: 'f' }, invoke);
    expect(JSON.parse(String(described.output))).toEqual({
      ExecutedVersion: '$LATEST',
      StatusCode: 200,
      Payload: { n: 1 },
    });
  });

  it('has the dates of Step Functions as its integrations have them', async () => {
    const invoke = async () => ({ executionArn: 'x', startDate: 1_772_442_000.5 });
    const optimised = await callOf('arn:aws:states:::states:startExecution', { StateMachineArn: 'm' }, invoke);
    expect(JSON.parse(String(optimised.described.output))).toEqual({ ExecutionArn: 'x', StartDate: 1_772_442_000_500 });
    const sdk = await callOf('arn:aws:states:::aws-sdk:sfn:startExecution', { StateMachineArn: 'm' }, invoke);
    expect(JSON.parse(String(sdk.described.output))).toEqual({
      ExecutionArn: 'x',
      StartDate: '2026-03-02T09:00:00.500Z',
    });
  });
});

describe('a function that a task calls', () => {
  it('may sleep until a moment of the clock, which goes on meanwhile', async () => {
    const states = task('arn:aws:states:::lambda:invoke', { Output: '{% $states.result.Payload %}' });
    const opened: Opened = open({
      states,
      invoke: () =>
        new Promise((wake) => {
          opened.clock.at(opened.clock.now() + 30_000, 'asleep', () => wake({ Payload: 'rested' }));
        }),
    });
    await opened.run('p1');
    await opened.pass(30);
    expect(await opened.describe('p1')).toMatchObject({ status: 'SUCCEEDED', output: '"rested"' });
  });

  it('is given up after TimeoutSeconds, and what it answers later changes nothing (reference fixed_timeout_service_lambda)', async () => {
    const states = task('arn:aws:states:::lambda:invoke', { TimeoutSeconds: 5 });
    const opened: Opened = open({
      states,
      invoke: () =>
        new Promise((wake) => {
          opened.clock.at(opened.clock.now() + 60_000, 'asleep', () => wake({ Payload: 'late' }));
        }),
    });
    await opened.run('p1');
    await opened.pass(60);
    expect(await opened.describe('p1')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(opened.service.historyOf('p1')?.at(-1)?.type).toBe('ExecutionFailed');
  });
});

describe("a call's refusal", () => {
  const id = '[0-9a-f-]{36}';

  it.each<[string, string, string, ServiceError, string, string]>([
    [
      'error_handling aws_sdk.dynamodb_put_item_no_such_table',
      'arn:aws:states:::aws-sdk:dynamodb:putItem',
      'DynamoDb.ResourceNotFoundException',
      new ServiceError('ResourceNotFoundException', 'Requested resource not found'),
      'Requested resource not found',
      `\\(Service: DynamoDb, Status Code: 400, Request ID: ${id}\\)`,
    ],
    [
      'error_handling aws_sdk.dynamodb_invalid_param',
      'arn:aws:states:::aws-sdk:dynamodb:putItem',
      'DynamoDb.DynamoDbException',
      new ServiceError('ValidationException', '1 validation error detected'),
      '1 validation error detected',
      `\\(Service: DynamoDb, Status Code: 400, Request ID: ${id}\\)`,
    ],
    [
      'error_handling task_service_dynamodb.put_item_no_such_table',
      'arn:aws:states:::dynamodb:putItem',
      'DynamoDB.ResourceNotFoundException',
      new ServiceError('ResourceNotFoundException', 'Requested resource not found'),
      'Requested resource not found',
      `\\(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${id}; Proxy: null\\)`,
    ],
    [
      'error_handling task_service_dynamodb.invalid_param',
      'arn:aws:states:::dynamodb:putItem',
      'DynamoDB.AmazonDynamoDBException',
      new ServiceError('ValidationException', 'no'),
      'no',
      `\\(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: ${id}; Proxy: null\\)`,
    ],
    [
      'error_handling task_service_sqs.send_message_empty_body',
      'arn:aws:states:::sqs:sendMessage',
      'SQS.AmazonSQSException',
      new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.'),
      'The request must contain the parameter MessageBody.',
      `\\(Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: ${id}; Proxy: null\\)`,
    ],
    [
      'aws_sdk sfn_send_task_outcome_with_no_such_token',
      'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
      'Sfn.InvalidTokenException',
      new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'"),
      "Invalid Token: 'Invalid token'",
      `\\(Service: Sfn, Status Code: 400, Request ID: ${id}\\) \\(SDK Attempt Count: 1\\)`,
    ],
  ])('is named as AWS names it (reference %s)', async (_reference, resource, error, thrown, message, where) => {
    const { described } = await callOf(resource, {}, async () => {
      throw thrown;
    });
    expect(described).toMatchObject({ status: 'FAILED', error });
    expect(String(described.cause)).toMatch(new RegExp(`^${message.replace('.', '\\.')} ${where}`));
  });

  it('of a function that threw is its error, with all it said as the cause', async () => {
    const Payload = { errorType: 'NoSuchParticipant', errorMessage: 'p1', trace: [] };
    const invoke = async () => ({ StatusCode: 200, FunctionError: 'Unhandled', Payload });
    const { described } = await callOf('arn:aws:states:::lambda:invoke', { FunctionName: 'f' }, invoke);
    expect(described).toMatchObject({ error: 'NoSuchParticipant', cause: JSON.stringify(Payload) });
  });
});

describe('an execution that another one starts and waits for', () => {
  const childArn = machineArn.replace('Journey', 'Child');

  async function openNested(pattern: string, child: Record<string, Json>): Promise<Opened> {
    const states = task(`arn:aws:states:::states:startExecution.${pattern}`, {
      Arguments: { StateMachineArn: childArn, Name: 'child', Input: { in: 1 } },
      TimeoutSeconds: 100,
    });
    const opened: Opened = open({ states, invoke: ({ action, parameters }) => opened.call(action, parameters) });
    createMachine(opened.service, child, childArn);
    await opened.run('p1');
    await opened.pass(10);
    return opened;
  }

  it('brings its description, with data as text (reference start_execution_sync)', async () => {
    const { describe: described } = await openNested('sync', {
      Wait: { Type: 'Wait', Seconds: 5, Output: { a: 1 }, End: true },
    });
    const { output } = await described('p1');
    expect(JSON.parse(String(output))).toMatchObject({
      ExecutionArn: `${childArn.replace('stateMachine', 'execution')}:child`,
      Input: '{"in":1}',
      InputDetails: { Included: true },
      Name: 'child',
      Output: '{"a":1}',
      OutputDetails: { Included: true },
      StateMachineArn: childArn,
      Status: 'SUCCEEDED',
    });
  });

  it('brings its data as data with .sync:2 (reference start_execution_sync2)', async () => {
    const { describe: described, service } = await openNested('sync:2', {
      Only: { Type: 'Pass', Output: { a: 1 }, End: true },
    });
    expect(JSON.parse(String((await described('p1')).output))).toMatchObject({ Input: { in: 1 }, Output: { a: 1 } });
    expect(service.historyOf('p1')?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails the task when it fails (reference start_execution_sync_delegate_failure)', async () => {
    const { describe: described } = await openNested('sync', {
      Only: { Type: 'Fail', Error: 'SomeFailure', Cause: 'why' },
    });
    const { error, cause } = await described('p1');
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(String(cause))).toMatchObject({ Error: 'SomeFailure', Cause: 'why', Status: 'FAILED' });
  });

  it('is stopped when the task is given up', async () => {
    const { call, pass } = await openNested('sync', { Wait: { Type: 'Wait', Seconds: 50, End: true } });
    await call('StopExecution', { executionArn: executionArn('p1') });
    await pass();
    const child = await call('DescribeExecution', {
      executionArn: `${childArn.replace('stateMachine', 'execution')}:child`,
    });
    expect(child).toMatchObject({ status: 'ABORTED' });
  });

  it('is waited for again after a restart', async () => {
    const { journal, clock } = await openNested('sync:2', { Wait: { Type: 'Wait', Seconds: 50, End: true } });
    const restored = open({ journal, now: clock.now() });
    await restored.pass(50);
    expect(await restored.describe('p1')).toMatchObject({ status: 'SUCCEEDED' });
  });
});
