import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueueDefinition } from '../../../../local/services/sqs/queue-definition.ts';
import { SqsService } from '../../../../local/services/sqs/sqs-service.ts';
import { begin, caller, type StillWorld, stillWorld } from '../still-world.ts';
import { serve } from '../wire/serve.ts';

const second = 1000;
const deadLetters: QueueDefinition = queueNamed('dead-letters');
const queue: QueueDefinition = {
  ...queueNamed('work'),
  deadLetters: { queueArn: deadLetters.arn, maxReceiveCount: 2 },
};

function queueNamed(name: string): QueueDefinition {
  return {
    name,
    arn: `arn:aws:sqs:eu-west-2:000000000000:${name}`,
    url: `http://127.0.0.1:4401/000000000000/${name}`,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 3600,
    maximumMessageBytes: 262_144,
  };
}

function serviceIn(world: StillWorld): SqsService {
  const sqs = new SqsService(world);
  for (const [, entry] of [...world.kept]) sqs.apply(entry);
  sqs.createQueue(queue);
  sqs.createQueue(deadLetters);
  sqs.resume();
  return sqs;
}

const QueueUrl = queue.url;
let world: StillWorld;
let sqs: SqsService;
const call = (action: string, input: Record<string, unknown> = {}) => sqs.call(action, { QueueUrl, ...input }, caller);
const send = (MessageBody: string, more = {}) => call('SendMessage', { MessageBody, ...more });
const receive = async (more = {}) => {
  const { Messages = [] } = await call('ReceiveMessage', { MaxNumberOfMessages: 10, ...more });
  return Messages as Array<{ Body: string; ReceiptHandle: string; Attributes?: Record<string, string> }>;
};
const bodies = async (more = {}) => (await receive(more)).map(({ Body }) => Body);

beforeEach(() => {
  world = stillWorld();
  sqs = serviceIn(world);
});
afterEach(() => {
  sqs.close();
  world.clock.close();
});

describe('a queue', () => {
  it('hides a received message until its visibility timeout ends', async () => {
    await send('a');
    expect(await bodies()).toEqual(['a']);
    expect(await bodies()).toEqual([]);
    await world.after(30 * second);
    expect(await bodies()).toEqual(['a']);
  });

  it('forgets a message that is deleted by its latest receipt', async () => {
    await send('a');
    const [first] = await receive({ VisibilityTimeout: 0 });
    const [again] = await receive({ VisibilityTimeout: 0 });
    await call('DeleteMessage', { ReceiptHandle: first?.ReceiptHandle });
    expect(sqs.messages(queue.arn)).toHaveLength(1);
    await call('DeleteMessage', { ReceiptHandle: again?.ReceiptHandle });
    expect(sqs.messages(queue.arn)).toEqual([]);
  });

  it('counts receipts, and dead-letters what was received too often', async () => {
    await send('poison');
    for (const count of ['1', '2']) {
      const [message] = await receive({ AttributeNames: ['All'], VisibilityTimeout: 0 });
      expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: count, SentTimestamp: String(begin) });
    }
    expect(await bodies()).toEqual([]);
    expect(sqs.messages(deadLetters.arn)).toMatchObject([
      { body: 'poison', deadLetteredFrom: queue.arn, sentAt: begin },
    ]);
  });

  it('delays a message', async () => {
    await send('later', { DelaySeconds: 60 });
    expect(await bodies()).toEqual([]);
    await world.after(60 * second);
    expect(await bodies()).toEqual(['later']);
  });

  it('forgets what is older than its retention', async () => {
    await send('old');
    await world.after(3601 * second);
    expect(await bodies()).toEqual([]);
  });

  it('changes how long a message is hidden', async () => {
    await send('a');
    const [message] = await receive();
    await call('ChangeMessageVisibility', { ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 5 });
    await world.after(5 * second);
    expect(await bodies()).toEqual(['a']);
  });

  it('waits for a message in a long poll, on virtual time', async () => {
    const polled = bodies({ WaitTimeSeconds: 20 });
    await send('at last');
    expect(await polled).toEqual(['at last']);
    const inVain = bodies({ WaitTimeSeconds: 20 });
    await world.after(20 * second);
    expect(await inVain).toEqual([]);
  });

  it('counts what it holds', async () => {
    await send('a');
    await send('b');
    await send('later', { DelaySeconds: 60 });
    await receive({ MaxNumberOfMessages: 1 });
    const { Attributes } = await call('GetQueueAttributes', { AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      QueueArn: queue.arn,
    });
  });

  it('keeps everything through a restart, hidden messages hidden', async () => {
    await send('free');
    await send('in hand');
    await send('deleted');
    const messages = await receive();
    await call('DeleteMessage', { ReceiptHandle: messages[2]?.ReceiptHandle });
    await call('ChangeMessageVisibility', { ReceiptHandle: messages[0]?.ReceiptHandle, VisibilityTimeout: 0 });
    const next = world.restart();
    const restarted = serviceIn(next);
    sqs = restarted;
    world = next;
    expect(await bodies()).toEqual(['free']);
    await world.after(30 * second);
    expect(await bodies()).toEqual(['in hand']);
  });

  it('is rebuilt by its snapshot', async () => {
    await send('a');
    await receive();
    const snapshot = [...sqs.snapshot()];
    const copy = new SqsService(stillWorld());
    copy.createQueue(queue);
    for (const entry of snapshot) copy.apply(entry);
    expect(copy.messages(queue.arn)).toEqual(sqs.messages(queue.arn));
  });
});

describe('a request that is wrong', () => {
  it.each([
    [
      'another queue',
      'SendMessage',
      { QueueUrl: 'http://127.0.0.1:4401/000000000000/none', MessageBody: 'a' },
      'QueueDoesNotExist',
    ],
    ['an unknown action', 'PurgeQueue', {}, 'UnknownOperationException'],
    ['an unknown field', 'SendMessage', { MessageBody: 'a', MessageGroupId: 'g' }, 'InvalidParameterValueException'],
    ['no receipt handle', 'DeleteMessage', { ReceiptHandle: 'x' }, 'ReceiptHandleIsInvalid'],
    [
      'a message that is too long',
      'SendMessage',
      { MessageBody: 'a'.repeat(262_145) },
      'InvalidParameterValueException',
    ],
    ['an empty batch', 'SendMessageBatch', { Entries: [] }, 'EmptyBatchRequest'],
    [
      'an id twice',
      'SendMessageBatch',
      {
        Entries: [
          { Id: 'a', MessageBody: 'x' },
          { Id: 'a', MessageBody: 'y' },
        ],
      },
      'BatchEntryIdsNotDistinct',
    ],
  ])('is refused: %s', async (_, action, input, name) => {
    await expect(call(action, input)).rejects.toMatchObject({ name });
    expect(sqs.messages(queue.arn)).toEqual([]);
  });
});

describe('the SDK’s own client', () => {
  it('agrees with the digests, of attributes too', async () => {
    const server = await serve([sqs]);
    const client = new SQSClient(server.config);
    const url = `${server.endpoint}/000000000000/work`;
    const MessageAttributes = {
      text: { DataType: 'String', StringValue: 'Zoë' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 1]) },
      count: { DataType: 'Number', StringValue: '3' },
    };
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'Grüße', MessageAttributes }));
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MessageAttributeNames: ['All'] }),
    );
    expect(Messages[0]).toMatchObject({ Body: 'Grüße', MessageAttributes });
    const ReceiptHandle = Messages[0]?.ReceiptHandle;
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 1 }));
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    await server.close();
  });

  it('learns which entries of a batch failed', async () => {
    const server = await serve([sqs]);
    const Entries = [
      { Id: 'good', MessageBody: 'a' },
      { Id: 'long', MessageBody: 'a'.repeat(262_145) },
    ];
    const QueueUrl = `${server.endpoint}/000000000000/work`;
    const answer = await new SQSClient(server.config).send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(answer.Failed).toMatchObject([{ Id: 'long', SenderFault: true }]);
    await server.close();
  });
});
