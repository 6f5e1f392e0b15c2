import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchOutcome, QueueConsumerOptions } from '../../../../local/services/sqs/queue-consumer.ts';
import type { QueueDefinition } from '../../../../local/services/sqs/queue-definition.ts';
import type { QueueRecord } from '../../../../local/services/sqs/received-message.ts';
import { SqsService } from '../../../../local/services/sqs/sqs-service.ts';
import { type StillWorld, stillWorld } from '../still-world.ts';

const arn = 'arn:aws:sqs:eu-west-2:000000000000:work';
const definition: QueueDefinition = {
  name: 'work',
  arn,
  url: 'http://127.0.0.1:4401/000000000000/work',
  visibilityTimeoutSeconds: 180,
  delaySeconds: 0,
  retentionSeconds: 86_400,
  maximumMessageBytes: 262_144,
};

let world: StillWorld;
let sqs: SqsService;
let batches: string[][];

beforeEach(() => {
  world = stillWorld();
  sqs = new SqsService(world);
  sqs.createQueue(definition);
  batches = [];
});
afterEach(() => {
  sqs.close();
  world.clock.close();
});

/** A consumer that answers by a script; what it was given is in `batches`. */
function consume(
  answer: (records: readonly QueueRecord[]) => BatchOutcome | Promise<BatchOutcome>,
  parts: Partial<QueueConsumerOptions> = {},
) {
  return sqs.consume({
    queueArn: arn,
    batchSize: 10,
    batchingWindowSeconds: 0,
    reportBatchItemFailures: true,
    handle: (records) =>
      world.activity.run('handling', async () => {
        batches.push(records.map(({ body }) => body));
        return answer(records);
      }),
    ...parts,
  });
}

const done: BatchOutcome = { payload: null };
const send = (...messages: string[]) => {
  for (const body of messages) sqs.send(arn, { body });
};
const left = () => sqs.messages(arn).map(({ body }) => body);

describe('an event source mapping', () => {
  it('hands over what was sent together as one batch, and deletes it when it is done', async () => {
    consume(() => done);
    send('a', 'b', 'c');
    await world.activity.whenQuiet();
    expect(batches).toEqual([['a', 'b', 'c']]);
    expect(left()).toEqual([]);
  });

  it('takes no more in a batch than its size', async () => {
    consume(() => done, { batchSize: 2 });
    send('a', 'b', 'c');
    await world.activity.whenQuiet();
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('gives a function its records as Lambda does', async () => {
    const records: QueueRecord[] = [];
    consume((given) => {
      records.push(...given);
      return done;
    });
    sqs.send(arn, { body: 'a', attributes: { k: { DataType: 'String', StringValue: 'v' } } });
    await world.activity.whenQuiet();
    expect(records[0]).toMatchObject({
      body: 'a',
      eventSource: 'aws:sqs',
      eventSourceARN: arn,
      awsRegion: 'eu-west-2',
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: { k: { stringValue: 'v', dataType: 'String' } },
    });
  });

  it('leaves a batch that failed until the visibility timeout ends', async () => {
    let attempts = 0;
    consume(() => (++attempts === 1 ? { error: 'no' } : done));
    send('a');
    await world.activity.whenQuiet();
    expect(left()).toEqual(['a']);
    await world.after(180_000);
    expect(batches).toEqual([['a'], ['a']]);
    expect(left()).toEqual([]);
  });

  it('keeps only the messages that the function reports as failed', async () => {
    consume((records) => {
      const failed = records.filter(({ body }) => body === 'b');
      return { payload: { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) } };
    });
    send('a', 'b', 'c');
    await world.activity.whenQuiet();
    expect(left()).toEqual(['b']);
  });

  it.each([
    ['an id that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'other' }] }],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['another key', { batchItemFailures: [{ id: 'a' }] }],
    ['no list', { batchItemFailures: 'a' }],
  ])('takes a report with %s for a failure of everything', async (_, payload) => {
    consume(() => ({ payload }));
    send('a', 'b');
    await world.activity.whenQuiet();
    expect(left()).toEqual(['a', 'b']);
  });

  it('does not read a report where the mapping does not ask for one', async () => {
    consume(() => ({ payload: { batchItemFailures: [{ itemIdentifier: 'x' }] } }), { reportBatchItemFailures: false });
    send('a');
    await world.activity.whenQuiet();
    expect(left()).toEqual([]);
  });

  it('has no more batches in hand than its concurrency', async () => {
    let inHand = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inHand);
      await new Promise((go) => setTimeout(go, 5));
      inHand--;
      return done;
    };
    consume(work, { batchSize: 1, maximumConcurrency: 2 });
    send('a', 'b', 'c', 'd', 'e');
    await world.activity.whenQuiet();
    expect(batches.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most).toBe(2);
  });

  it('deletes what does not pass its filter', async () => {
    consume(() => done, { passes: ({ body }) => body !== 'b' });
    send('a', 'b', 'c');
    await world.activity.whenQuiet();
    expect(batches).toEqual([['a', 'c']]);
    expect(left()).toEqual([]);
  });

  it('waits for its batching window unless the batch is full before', async () => {
    consume(() => done, { batchSize: 3, batchingWindowSeconds: 5 });
    send('a');
    await world.activity.whenQuiet();
    expect(batches).toEqual([]);
    await world.after(5000);
    expect(batches).toEqual([['a']]);
    send('b', 'c', 'd');
    await world.activity.whenQuiet();
    expect(batches).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('finds what was there before it', async () => {
    send('a');
    consume(() => done);
    await world.activity.whenQuiet();
    expect(batches).toEqual([['a']]);
  });
});
