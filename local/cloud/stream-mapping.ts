import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import type { BatchOutcome } from '../services/dynamodb/embedded/stream-consumer.ts';
import type { StreamRecord } from '../services/dynamodb/types.ts';
import type { EventSourceMapping } from '../template/inventory.ts';

export interface StreamMappingDependencies {
  readonly now: () => number;
  readonly invoke: (functionName: string, payload: unknown) => Promise<InvocationOutcome>;
  /** Whether a record passes the mapping's filters. */
  readonly passes: (record: StreamRecord) => boolean;
  /** Takes a batch that was given up, where the mapping names a destination. */
  readonly giveUp: (batch: AbandonedBatch) => Promise<void>;
}

/** A batch that failed too often or got too old. */
export interface AbandonedBatch {
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'EventAgeExceeded';
  readonly attempts: number;
}

/** Waits between attempts grow from a second to a minute (ms). */
const backoff = { first: 1000, longest: 60_000 } as const;

/**
 * A table's stream feeding a function as Lambda's event source mapping does: what the filter leaves of a batch is one
 * invocation; a failed one is tried again, in halves where the mapping bisects (a split does not count as a retry), from
 * the first failed record where the function names it; what failed too often, or got too old, goes to the destination.
 * (Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB".)
 *
 * The result is what the stream's consumer calls with each batch.
 */
export function createStreamMapping(
  mapping: EventSourceMapping,
  deps: StreamMappingDependencies,
): (records: readonly StreamRecord[]) => Promise<BatchOutcome | undefined> {
  const state = { size: mapping.batchSize, retries: 0 };

  return async (records) => {
    const batch = records.slice(0, state.size);
    const wanted = batch.filter(deps.passes);
    if (wanted.length === 0) return goOn(batch, records);
    const outcome = await deps.invoke(mapping.functionName, { Records: wanted });
    if ('error' in outcome) return tryAgain(batch, records, 'bisect');
    const failed = mapping.reportBatchItemFailures ? firstFailure(outcome.payload, batch) : undefined;
    if (failed === undefined) return goOn(batch, records);
    if (failed > 0) {
      Object.assign(state, { size: mapping.batchSize, retries: 0 });
      return { acknowledged: sequenceOf(batch[failed - 1]), retryAfter: backoff.first };
    }
    return tryAgain(batch, records, 'whole');
  };

  function goOn(batch: readonly StreamRecord[], records: readonly StreamRecord[]): BatchOutcome | undefined {
    Object.assign(state, { size: mapping.batchSize, retries: 0 });
    return batch.length === records.length ? undefined : { acknowledged: sequenceOf(batch.at(-1)), retryAfter: 0 };
  }

  async function tryAgain(
    batch: readonly StreamRecord[],
    records: readonly StreamRecord[],
    how: 'bisect' | 'whole',
  ): Promise<BatchOutcome | undefined> {
    if (how === 'bisect' && mapping.bisectOnError && batch.length > 1) {
      state.size = Math.ceil(batch.length / 2);
      return { retryAfter: backoff.first };
    }
    // The batch stays as it is until it is settled: what was written since waits.
    state.size = batch.length;
    state.retries++;
    const condition = reasonToGiveUp(batch);
    if (!condition) return { retryAfter: Math.min(backoff.longest, backoff.first * 2 ** (state.retries - 1)) };
    await deps.giveUp({ records: batch, condition, attempts: state.retries });
    return goOn(batch, records);
  }

  function reasonToGiveUp(batch: readonly StreamRecord[]): AbandonedBatch['condition'] | undefined {
    if (mapping.maximumRetryAttempts >= 0 && state.retries > mapping.maximumRetryAttempts)
      return 'RetryAttemptsExhausted';
    const oldest = (batch[0]?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
    const tooOld = mapping.maximumRecordAgeSeconds >= 0 && deps.now() - oldest > mapping.maximumRecordAgeSeconds * 1000;
    return tooOld ? 'EventAgeExceeded' : undefined;
  }
}

/**
 * The place in the batch of the first record that the function reported as failed; undefined when it reported none. A
 * report that can't be understood is a failure of the whole batch, as Lambda has it.
 */
function firstFailure(payload: unknown, batch: readonly StreamRecord[]): number | undefined {
  if (typeof payload !== 'object' || payload === null || !('batchItemFailures' in payload)) return undefined;
  const { batchItemFailures } = payload;
  if (batchItemFailures === null) return undefined;
  if (!Array.isArray(batchItemFailures)) return 0;
  const places = batchItemFailures.map((failure: unknown) => placeOf(failure, batch));
  return places.length === 0 ? undefined : Math.max(0, Math.min(...places));
}

function placeOf(failure: unknown, batch: readonly StreamRecord[]): number {
  const identifier =
    typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure ? failure.itemIdentifier : undefined;
  return batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === identifier);
}

function sequenceOf(record: StreamRecord | undefined): string {
  if (!record) throw new TypeError('A batch of a stream has at least one record.');
  return record.dynamodb.SequenceNumber;
}
