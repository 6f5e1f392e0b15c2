/** An attribute value as on the wire; binary values (`B`, `BS`) are base64 text. Exactly one member is present. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Readonly<Record<string, AttributeValue>>;
}

export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** An item or a key. Stored items are never changed in place: a write puts a new object in their stead. */
export type Item = Readonly<Record<string, AttributeValue>>;

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** One record of a table's stream, in the shape in which a Lambda function gets it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Epoch seconds of the cloud's own clock. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    /** 21 digits, so that the order of the text is the order of the writes. */
    readonly SequenceNumber: string;
    readonly StreamViewType: StreamViewType;
  };
  /** Present on deletions that time to live made. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
}

/** What one write did to one item; `old` and `image` are absent when there was or is no item. */
export interface Change {
  readonly table: string;
  /** The engine's own text for the key, where it was made already. */
  readonly id?: string;
  readonly keys: Item;
  readonly old?: Item;
  readonly image?: Item;
  /** True when time to live deleted it. */
  readonly expired?: true;
}
