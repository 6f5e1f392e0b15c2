import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';

/** A record of the table's stream: what the item was after the change, as a plain object. */
export interface StreamChange {
  readonly sequenceNumber: string;
  readonly newImage: Readonly<Record<string, unknown>>;
}

/** The changes of a stream event that left an item behind (not its deletions), in the stream's order. */
export function streamChanges({ Records }: DynamoDBStreamEvent): StreamChange[] {
  return Records.flatMap(({ dynamodb }) =>
    dynamodb?.NewImage
      ? // The event's types and the SDK's describe the same wire shape.
        [{ sequenceNumber: dynamodb.SequenceNumber ?? '', newImage: unmarshall(dynamodb.NewImage as never) }]
      : [],
  );
}
