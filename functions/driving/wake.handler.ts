import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { workflowsFromEnvironment } from '../platform/deps.ts';
import { structuredLog } from '../platform/logs.ts';
import { streamChanges } from '../platform/stream.ts';
import { wakeable, wakeWaiting } from './wake-waiting.ts';

const deps = { log: structuredLog, workflows: workflowsFromEnvironment() };

/** The first change that fails stops the batch there: the stream gives it, and all after it, again. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const { newImage, sequenceNumber } of streamChanges(event)) {
    try {
      await wakeWaiting(deps, wakeable.parse(newImage));
    } catch (error) {
      deps.log.failure('wake failed', error);
      return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
};
