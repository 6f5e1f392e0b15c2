import type { EventSourceMapping } from '../template/inventory.ts';
import type { AbandonedBatch } from './stream-mapping.ts';

/**
 * What a failure destination gets of a stream's batch: where it lies in the stream, not the records themselves. (Lambda
 * developer guide, "Retaining discarded batches for a DynamoDB event source".)
 */
export function describeAbandonedBatch(
  mapping: EventSourceMapping,
  { records, condition, attempts }: AbandonedBatch,
  facts: { readonly functionArn: string; readonly requestId: string; readonly now: number },
): string {
  const [first, last] = [records[0]?.dynamodb, records.at(-1)?.dynamodb];
  return JSON.stringify({
    requestContext: {
      requestId: facts.requestId,
      functionArn: facts.functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(facts.now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-00000000',
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: arrival(last?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  });
}

function arrival(seconds = 0): string {
  return new Date(seconds * 1000).toISOString();
}
