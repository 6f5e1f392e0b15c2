import { randomUUID } from 'node:crypto';
import type { Message, MessageAttributes, QueueEntry } from './message.ts';
import { md5OfAttributes } from './message-digests.ts';
import type { MessageStore } from './message-store.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { invalidParameter } from './sqs-errors.ts';

export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  readonly delaySeconds?: number | undefined;
  readonly senderId: string;
}

/** The rules of one queue. It writes nothing: it says which entries follow from what was asked. */
export class Queue {
  readonly definition: QueueDefinition;
  readonly store: MessageStore;

  constructor(definition: QueueDefinition, store: MessageStore) {
    this.definition = definition;
    this.store = store;
  }

  /** Messages as they would be sent now. Throws when one is longer than the queue takes. */
  compose(messages: readonly NewMessage[], now: number): Message[] {
    return messages.map(({ body, attributes = {}, delaySeconds = this.definition.delaySeconds, senderId }) => {
      const limit = this.definition.maximumMessageBytes;
      if (sizeOf(body, attributes) > limit)
        throw invalidParameter(
          `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
        );
      const hasAttributes = Object.keys(attributes).length > 0;
      return {
        id: randomUUID(),
        body,
        ...(hasAttributes && { attributes }),
        senderId,
        sentAt: now,
        visibleAt: now + delaySeconds * 1000,
        receiveCount: 0,
      };
    });
  }

  /**
   * What receiving up to `limit` messages does: those that were received as often as the redrive policy allows go to the
   * dead-letter queue instead. Ask again when only those came up.
   */
  receive(limit: number, now: number, visibilitySeconds = this.definition.visibilityTimeoutSeconds): QueueEntry[] {
    this.forgetOld(now);
    const { arn: queue, deadLetters } = this.definition;
    const found = this.store.ready(now, limit);
    const isSpent = ({ receiveCount }: Message) =>
      deadLetters !== undefined && receiveCount >= deadLetters.maxReceiveCount;
    const spent = found.filter(isSpent).map(({ id }) => id);
    const receipts = found.filter((message) => !isSpent(message)).map(({ id }) => ({ id, receipt: receiptFor(id) }));
    const visibleAt = now + visibilitySeconds * 1000;
    return [
      ...(deadLetters && spent.length > 0
        ? [{ kind: 'dead-lettered', queue, to: deadLetters.queueArn, ids: spent } as const]
        : []),
      ...(receipts.length > 0 ? [{ kind: 'received', queue, at: now, visibleAt, receipts } as const] : []),
    ];
  }

  forgetOld(now: number): void {
    this.store.forgetSentBefore(now - this.definition.retentionSeconds * 1000);
  }
}

/** A receipt handle names its message, so that a deleted message's handle is still known as one. */
function receiptFor(id: string): string {
  return Buffer.from(`${id} ${randomUUID()}`).toString('base64');
}

export function idOfReceipt(receipt: string): string | undefined {
  return /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(receipt, 'base64').toString('utf8'))?.[1];
}

function sizeOf(body: string, attributes: MessageAttributes): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue = '', BinaryValue }] of Object.entries(attributes)) {
    const value = BinaryValue === undefined ? Buffer.byteLength(StringValue) : Buffer.byteLength(BinaryValue, 'base64');
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }
  return size;
}

/** A message as SendMessage answers it. */
export function sentAnswer({ id, attributes }: Message, bodyDigest: string): Record<string, unknown> {
  return {
    MessageId: id,
    MD5OfMessageBody: bodyDigest,
    ...(attributes && { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}
