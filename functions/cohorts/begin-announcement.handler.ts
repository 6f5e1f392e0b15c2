import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readAs } from '../domain/read-as.ts';
import { announcementsFromEnvironment } from '../platform/deps.ts';
import { structuredLog } from '../platform/logs.ts';
import { eachStreamChange } from '../platform/stream.ts';
import { announcing } from './announcing.ts';
import { beginAnnouncement } from './begin-announcement.ts';

const deps = { log: structuredLog, announcements: announcementsFromEnvironment() };

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachStreamChange(event, deps.log, 'announcement not begun', (image) =>
    beginAnnouncement(deps, readAs(announcing, image)),
  );
