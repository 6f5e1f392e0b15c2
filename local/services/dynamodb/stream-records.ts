import { streamArnOf, type TableDefinition } from './table-definition.ts';
import type { Item, StreamRecord, StreamViewType } from './types.ts';

/** What a record tells of a change; `existed` where the old image itself is not kept. */
export interface RecordedChange {
  readonly keys: Item;
  readonly image?: Item | undefined;
  readonly old?: Item | undefined;
  readonly existed: boolean;
  readonly expired?: true | undefined;
}

/** What all records of a table's stream have in common. */
export interface StreamOrigin {
  readonly view: StreamViewType;
  readonly region: string;
  readonly streamArn: string;
}

/** A table's stream, if it has one. */
export function streamOriginOf({ tableArn, streamViewType }: TableDefinition): StreamOrigin | undefined {
  if (!streamViewType) return undefined;
  const [, , , region = ''] = tableArn.split(':', 4);
  return { view: streamViewType, region, streamArn: streamArnOf(tableArn) };
}

/** The record that a change leaves in the table's stream; `at` in epoch milliseconds. */
export function makeStreamRecord(
  { view, region, streamArn }: StreamOrigin,
  sequence: number,
  change: RecordedChange,
  at: number,
): StreamRecord {
  const images: { NewImage?: Item; OldImage?: Item } = {};
  if (change.image && showsNew(view)) images.NewImage = change.image;
  if (change.old && showsOld(view)) images.OldImage = change.old;
  const record: StreamRecord = {
    eventID: sequence.toString(16).padStart(32, '0'),
    eventName: !change.image ? 'REMOVE' : change.existed ? 'MODIFY' : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: streamArn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1000),
      Keys: change.keys,
      SequenceNumber: sequenceText(sequence),
      StreamViewType: view,
      ...images,
    },
  };
  return change.expired ? { ...record, userIdentity: timeToLive } : record;
}

const timeToLive = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

export function showsOld(view: StreamViewType): boolean {
  return view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
}

function showsNew(view: StreamViewType): boolean {
  return view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
}

/** Sequence numbers are 21 digits long, as AWS's are at least. */
function sequenceText(sequence: number): string {
  return `1${String(sequence).padStart(20, '0')}`;
}

export function sequenceOf(text: string): number {
  return Number(text.slice(1));
}
