import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from './logs.ts';

/** A record of the table's stream: what the item was after the change, as a plain object. */
interface StreamChange {
  readonly sequenceNumber: string;
  readonly newImage: Readonly<Record<string, unknown>>;
}

/** The changes of a stream event that left an item behind (not its deletions), in the stream's order. */
function streamChanges({ Records }: DynamoDBStreamEvent): StreamChange[] {
  return Records.flatMap(({ dynamodb }) =>
    dynamodb?.NewImage
      ? // The event's types and the SDK's describe the same wire shape.
        [{ sequenceNumber: dynamodb.SequenceNumber ?? '', newImage: unmarshall(dynamodb.NewImage as never) }]
      : [],
  );
}

/** Takes changes in order. The first that fails stops the batch there: the stream gives it, and all after it, again. */
export async function eachStreamChange(
  event: DynamoDBStreamEvent,
  log: Log,
  failure: string,
  take: (newImage: StreamChange['newImage']) => Promise<unknown>,
): Promise<DynamoDBBatchResponse> {
  for (const { newImage, sequenceNumber } of streamChanges(event)) {
    try {
      await take(newImage);
    } catch (error) {
      log.failure(failure, error);
      return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}
