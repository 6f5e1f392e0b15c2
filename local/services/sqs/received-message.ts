import type { Message, MessageAttributes } from './message.ts';
import { md5, md5OfAttributes } from './message-digests.ts';

/** What ReceiveMessage was asked to tell beside the body. */
export interface AskedAttributes {
  readonly system: readonly string[];
  readonly message: readonly string[];
}

/** A message as ReceiveMessage answers it. */
export function receivedMessage(message: Message, asked: AskedAttributes): Record<string, unknown> {
  const system = pick(systemAttributes(message), (name) => asked.system.includes('All') || asked.system.includes(name));
  const attributes = pick(message.attributes ?? {}, (name) => asked.message.some((pattern) => fits(pattern, name)));
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  };
}

/** A message as a function gets it. (Lambda developer guide, "Using Lambda with Amazon SQS".) */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

export function queueRecord(message: Message, queueArn: string): QueueRecord {
  return {
    messageId: message.id,
    receiptHandle: message.receipt ?? '',
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: lambdaAttributes(message.attributes ?? {}),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

function systemAttributes(message: Message): Record<string, string> {
  const { senderId, sentAt, receiveCount, firstReceivedAt, deadLetteredFrom } = message;
  return {
    SenderId: senderId,
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(receiveCount),
    ...(firstReceivedAt !== undefined && { ApproximateFirstReceiveTimestamp: String(firstReceivedAt) }),
    ...(deadLetteredFrom !== undefined && { DeadLetterQueueSourceArn: deadLetteredFrom }),
  };
}

function lambdaAttributes(attributes: MessageAttributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );
}

/** `All`, `.*`, a name, or `prefix.*`. */
function fits(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*' || pattern === name) return true;
  return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1));
}

function pick<T>(values: Readonly<Record<string, T>>, wanted: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}
