import { DynamoDBClient, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetSuppressedDestinationCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type Caller, type Service, ServiceError, type ServiceName } from '../../../../local/services/service.ts';
import { roleArn, serve } from './serve.ts';

interface Call {
  action: string;
  input: Record<string, unknown>;
  caller: Caller;
}

/** A service that answers by a script and remembers what it was asked. */
function scripted(name: ServiceName, answer: (call: Call) => Record<string, unknown>) {
  const calls: Call[] = [];
  const service: Service = {
    name,
    call: async (action, input, caller) => {
      calls.push({ action, input, caller });
      return answer({ action, input, caller });
    },
  };
  return { service, calls };
}

async function serving<T>(
  service: Service,
  use: (server: Awaited<ReturnType<typeof serve>>) => Promise<T>,
  options: Parameters<typeof serve>[1] = {},
): Promise<T> {
  const server = await serve([service], options);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

describe('the SDK server', () => {
  it('serves the DynamoDB client, its errors with their fields', async () => {
    const { service, calls } = scripted('dynamodb', ({ action }) => {
      if (action === 'UpdateItem') return { Attributes: { n: { N: '1' } } };
      const reasons = [{ Code: 'ConditionalCheckFailed', Item: { pk: { S: 'a' } } }];
      throw new ServiceError('TransactionCanceledException', 'cancelled', { fields: { CancellationReasons: reasons } });
    });
    await serving(service, async ({ config }) => {
      const client = new DynamoDBClient(config);
      const update = new UpdateItemCommand({ TableName: 'T', Key: { pk: { S: 'a' } } });
      expect((await client.send(update)).Attributes).toEqual({ n: { N: '1' } });
      const failure = client.send(new TransactWriteItemsCommand({ TransactItems: [] }));
      await expect(failure).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        message: 'cancelled',
        CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { pk: { S: 'a' } } }],
      });
    });
    expect(calls[0]).toEqual({
      action: 'UpdateItem',
      input: { TableName: 'T', Key: { pk: { S: 'a' } } },
      caller: { roleArn },
    });
  });

  it('serves the Step Functions client, dates as seconds', async () => {
    const { service } = scripted('states', ({ action }) => {
      if (action === 'StartExecution') return { executionArn: 'arn', startDate: 1_772_442_000.5 };
      throw new ServiceError('ExecutionDoesNotExist', 'none');
    });
    await serving(service, async ({ config }) => {
      const client = new SFNClient(config);
      const started = await client.send(new StartExecutionCommand({ stateMachineArn: 'm' }));
      expect(started.startDate?.toISOString()).toBe('2026-03-02T09:00:00.500Z');
      const described = client.send(new DescribeExecutionCommand({ executionArn: 'arn' }));
      await expect(described).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    });
  });

  it('serves the EventBridge and Secrets Manager clients', async () => {
    const events = scripted('events', () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] }));
    await serving(events.service, async ({ config }) => {
      const put = new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 't', Detail: '{}' }] });
      expect((await new EventBridgeClient(config).send(put)).Entries).toEqual([{ EventId: 'e1' }]);
    });
    const secrets = scripted('secretsmanager', () => ({ SecretString: 'hush', CreatedDate: 1_772_442_000 }));
    await serving(secrets.service, async ({ config }) => {
      const secret = await new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 's' }));
      expect(secret.SecretString).toBe('hush');
    });
  });

  it('serves the SES client: sending, the suppression list, errors by header', async () => {
    const { service, calls } = scripted('ses', ({ action }) => {
      if (action === 'SendEmail') return { MessageId: 'm1' };
      throw new ServiceError('NotFoundException', 'not on the list', { status: 404 });
    });
    await serving(service, async ({ config }) => {
      const client = new SESv2Client(config);
      expect((await client.send(new SendEmailCommand({ Content: {} }))).MessageId).toBe('m1');
      const found = client.send(new GetSuppressedDestinationCommand({ EmailAddress: 'a+b@example.org' }));
      await expect(found).rejects.toMatchObject({ name: 'NotFoundException', message: 'not on the list' });
    });
    expect(calls[1]).toMatchObject({ action: 'GetSuppressedDestination', input: { EmailAddress: 'a+b@example.org' } });
  });

  it('names SQS errors as its client knows them', async () => {
    const { service } = scripted('sqs', () => {
      throw new ServiceError('QueueDoesNotExist', 'no such queue');
    });
    await serving(service, async ({ config, endpoint }) => {
      const send = new SendMessageCommand({ QueueUrl: `${endpoint}/000000000000/q`, MessageBody: 'b' });
      await expect(new SQSClient(config).send(send)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    });
  });

  it('serves Lambda’s Invoke: the payload as the body, a function’s error as a header', async () => {
    const { service, calls } = scripted('lambda', () => ({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: 'Unhandled',
      Payload: { errorType: 'Oops' },
    }));
    await serving(service, async ({ endpoint, credentials }) => {
      const key = credentials.keyOf(roleArn).accessKeyId;
      const response = await fetch(`${endpoint}/2015-03-31/functions/wake/invocations`, {
        method: 'POST',
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260302/eu-west-2/lambda/aws4_request` },
        body: '{"a":1}',
      });
      expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
      expect(await response.json()).toEqual({ errorType: 'Oops' });
    });
    expect(calls[0]?.input).toEqual({ FunctionName: 'wake', InvocationType: 'RequestResponse', Payload: { a: 1 } });
  });

  it('refuses a key that it did not issue', async () => {
    const { service, calls } = scripted('sqs', () => ({}));
    await serving(service, async ({ config, endpoint }) => {
      const client = new SQSClient({ ...config, credentials: { accessKeyId: 'AKIAFOREIGN', secretAccessKey: 's' } });
      const send = client.send(new SendMessageCommand({ QueueUrl: `${endpoint}/0/q`, MessageBody: 'b' }));
      await expect(send).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
        $metadata: { httpStatusCode: 403 },
      });
    });
    expect(calls).toEqual([]);
  });

  it('asks before it calls, and answers what the refusal says', async () => {
    const { service, calls } = scripted('dynamodb', () => ({}));
    const authorise = () => {
      throw new ServiceError('AccessDeniedException', 'User: x is not authorized to perform: y on resource: z');
    };
    await serving(
      service,
      async ({ config }) => {
        const client = new DynamoDBClient(config);
        const update = client.send(new UpdateItemCommand({ TableName: 'T', Key: {} }));
        await expect(update).rejects.toMatchObject({ name: 'AccessDeniedException' });
      },
      { authorise },
    );
    expect(calls).toEqual([]);
  });

  it('refuses an unknown operation by name', async () => {
    const { service } = scripted('dynamodb', () => ({}));
    await serving(service, async ({ endpoint }) => {
      const response = await fetch(endpoint, { method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.GetParameter' } });
      expect(await response.text()).toContain('AmazonSSM.GetParameter is not served here');
      expect((await fetch(`${endpoint}/v2/email/identities`)).status).toBe(404);
    });
  });

  it('answers an unexpected failure with a 500 and tells its owner', async () => {
    const { service } = scripted('dynamodb', () => {
      throw new TypeError('a bug');
    });
    await serving(service, async ({ config, errors }) => {
      const client = new DynamoDBClient({ ...config, maxAttempts: 1 });
      const update = client.send(new UpdateItemCommand({ TableName: 'T', Key: {} }));
      await expect(update).rejects.toMatchObject({ name: 'InternalFailure' });
      expect(errors).toEqual([new TypeError('a bug')]);
    });
  });

  it('gives virtual time as the Date', async () => {
    const { service } = scripted('dynamodb', () => ({}));
    const now = () => Date.parse('2028-09-01T08:00:00Z');
    await serving(
      service,
      async ({ endpoint }) => {
        const response = await fetch(endpoint, { method: 'POST' });
        expect(response.headers.get('date')).toBe('Fri, 01 Sep 2028 08:00:00 GMT');
      },
      { now },
    );
  });
});
