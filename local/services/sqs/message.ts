/** A message attribute as on the wire; binary values are base64 text. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message in a queue, as it is kept. Times are epoch milliseconds. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes?: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: number;
  /** From when on it can be received (again). */
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** The handle of the latest receipt. */
  readonly receipt?: string;
  /** The queue that it was dead-lettered from. */
  readonly deadLetteredFrom?: string;
}

/** What becomes of the messages of one queue: a queue's state is these, applied in order. */
export type QueueEntry =
  | { readonly kind: 'sent'; readonly queue: string; readonly messages: readonly Message[] }
  | {
      readonly kind: 'received';
      readonly queue: string;
      readonly at: number;
      readonly visibleAt: number;
      readonly receipts: ReadonlyArray<{ readonly id: string; readonly receipt: string }>;
    }
  | { readonly kind: 'hidden'; readonly queue: string; readonly id: string; readonly visibleAt: number }
  | { readonly kind: 'deleted'; readonly queue: string; readonly ids: readonly string[] }
  | { readonly kind: 'dead-lettered'; readonly queue: string; readonly to: string; readonly ids: readonly string[] };
