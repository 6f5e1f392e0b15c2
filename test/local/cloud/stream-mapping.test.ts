import { describe, expect, it } from 'vitest';
import { type AbandonedBatch, createStreamMapping } from '../../../local/cloud/stream-mapping.ts';
import type { InvocationOutcome } from '../../../local/functions-runtime/function-definition.ts';
import type { StreamRecord } from '../../../local/services/dynamodb/types.ts';
import type { EventSourceMapping } from '../../../local/template/inventory.ts';

const now = Date.parse('2026-03-02T09:00:00Z');

function record(sequence: number): StreamRecord {
  return {
    eventID: String(sequence),
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-2',
    eventSourceARN: 'arn',
    dynamodb: {
      ApproximateCreationDateTime: now / 1000,
      Keys: { pk: { S: String(sequence) } },
      SequenceNumber: String(sequence),
      StreamViewType: 'NEW_IMAGE',
    },
  };
}

function mappingWith(parts: Partial<EventSourceMapping> = {}): EventSourceMapping {
  return {
    path: 'One/Mapping',
    functionName: 'wake',
    sourceArn: 'arn',
    batchSize: 10,
    batchingWindowSeconds: 0,
    filters: [],
    reportBatchItemFailures: false,
    maximumRetryAttempts: -1,
    maximumRecordAgeSeconds: -1,
    bisectOnError: false,
    ...parts,
  };
}

/** Drives a mapping over records as the stream's consumer does, until all are acknowledged. */
async function drive(
  mapping: EventSourceMapping,
  sequences: number[],
  answer: (sequences: string[]) => InvocationOutcome,
  passes: (record: StreamRecord) => boolean = () => true,
) {
  const invoked: string[] = [];
  const waits: number[] = [];
  const abandoned: AbandonedBatch[] = [];
  const handle = createStreamMapping(mapping, {
    now: () => now,
    passes,
    invoke: async (_, payload) => {
      const batch = (payload as { Records: StreamRecord[] }).Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      invoked.push(batch.join(' '));
      return answer(batch);
    },
    giveUp: async (batch) => void abandoned.push(batch),
  });
  let left = sequences.map(record);
  for (let turn = 0; left.length > 0 && turn < 50; turn++) {
    const outcome = await handle(left);
    if (outcome) waits.push(outcome.retryAfter);
    const acknowledged = outcome ? Number(outcome.acknowledged ?? 0) : Number.POSITIVE_INFINITY;
    left = left.filter(({ dynamodb }) => Number(dynamodb.SequenceNumber) > acknowledged);
  }
  return { invoked, waits, abandoned, left: left.length };
}

const fine: InvocationOutcome = { payload: null };
const broken: InvocationOutcome = { error: { errorType: 'Error', errorMessage: '', stackTrace: [] } };

describe('a stream that feeds a function', () => {
  it('hands over what the filter leaves, and never invokes for nothing', async () => {
    const even = ({ dynamodb }: StreamRecord) => Number(dynamodb.SequenceNumber) % 2 === 0;
    expect((await drive(mappingWith(), [1, 2, 3, 4], () => fine, even)).invoked).toEqual(['2 4']);
    expect((await drive(mappingWith(), [1, 3], () => fine, even)).invoked).toEqual([]);
  });

  it('tries a failed batch again, waiting longer each time, until it succeeds', async () => {
    let failures = 3;
    const { invoked, waits } = await drive(mappingWith(), [1, 2], () => (failures-- > 0 ? broken : fine));
    expect(invoked).toEqual(['1 2', '1 2', '1 2', '1 2']);
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it('gives a batch up after its retries, and goes on', async () => {
    const poisoned = (batch: string[]) => (batch.includes('1') ? broken : fine);
    const { abandoned, left } = await drive(mappingWith({ maximumRetryAttempts: 2 }), [1, 2], poisoned);
    expect(abandoned).toMatchObject([{ condition: 'RetryAttemptsExhausted', attempts: 3 }]);
    expect(left).toBe(0);
  });

  it('halves a failing batch until the one bad record is alone, and gives up only that', async () => {
    const poisoned = (batch: string[]) => (batch.includes('3') ? broken : fine);
    const mapping = mappingWith({ bisectOnError: true, maximumRetryAttempts: 0 });
    const { abandoned, invoked } = await drive(mapping, [1, 2, 3, 4], poisoned);
    expect(abandoned.map(({ records }) => records.map(({ eventID }) => eventID))).toEqual([['3']]);
    expect(invoked.at(-1)).toBe('4');
  });

  it('goes on from the first record that the function reports as failed', async () => {
    let reported = false;
    const answer = (): InvocationOutcome => {
      if (reported) return fine;
      reported = true;
      return { payload: { batchItemFailures: [{ itemIdentifier: '3' }] } };
    };
    const mapping = mappingWith({ reportBatchItemFailures: true });
    expect((await drive(mapping, [1, 2, 3, 4], answer)).invoked).toEqual(['1 2 3 4', '3 4']);
  });

  it('takes a report that it does not understand as a failure of the whole batch', async () => {
    let reported = false;
    const answer = (): InvocationOutcome => {
      if (reported) return fine;
      reported = true;
      return { payload: { batchItemFailures: [{ itemIdentifier: 'nonsense' }] } };
    };
    const mapping = mappingWith({ reportBatchItemFailures: true });
    expect((await drive(mapping, [1, 2], answer)).invoked).toEqual(['1 2', '1 2']);
  });

  it('gives up a batch that got too old', async () => {
    const old = { ...record(1), dynamodb: { ...record(1).dynamodb, ApproximateCreationDateTime: now / 1000 - 61 } };
    const abandoned: AbandonedBatch[] = [];
    const handle = createStreamMapping(mappingWith({ maximumRecordAgeSeconds: 60 }), {
      now: () => now,
      passes: () => true,
      invoke: async () => broken,
      giveUp: async (batch) => void abandoned.push(batch),
    });
    expect(await handle([old])).toBeUndefined();
    expect(abandoned).toMatchObject([{ condition: 'EventAgeExceeded' }]);
  });
});
