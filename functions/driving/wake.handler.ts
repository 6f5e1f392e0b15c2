import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readAs } from '../domain/read-as.ts';
import { workflowsFromEnvironment } from '../platform/deps.ts';
import { structuredLog } from '../platform/logs.ts';
import { eachStreamChange } from '../platform/stream.ts';
import { noteParked } from './note-parked.ts';
import { wakeable, wakeWaiting } from './wake-waiting.ts';

const deps = { log: structuredLog, workflows: workflowsFromEnvironment() };

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachStreamChange(event, deps.log, 'wake failed', async (image) => {
    const item = readAs(wakeable, image);
    noteParked(deps, item);
    await wakeWaiting(deps, item);
  });
