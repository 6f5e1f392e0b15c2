import * as v from 'valibot';

const queueUrl = { QueueUrl: v.string() };
const batchId = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/, 'is no batch entry id'));

/** Binary values are base64 text on the wire. List values do not exist in SQS. */
const messageAttribute = v.strictObject({
  DataType: v.pipe(v.string(), v.regex(/^(String|Number|Binary)(\..+)?$/)),
  StringValue: v.optional(v.string()),
  BinaryValue: v.optional(v.string()),
});
const messageAttributes = v.optional(v.record(v.string(), messageAttribute), () => ({}));

const message = {
  MessageBody: v.pipe(v.string(), v.minLength(1)),
  DelaySeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(900))),
  MessageAttributes: messageAttributes,
};
const visibility = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(43_200));

/** Attributes that a message has of itself; here they are asked for by either of two names, as on AWS. */
const systemAttributeNames = v.optional(
  v.array(
    v.picklist([
      'All',
      'SenderId',
      'SentTimestamp',
      'ApproximateReceiveCount',
      'ApproximateFirstReceiveTimestamp',
      'DeadLetterQueueSourceArn',
    ]),
  ),
  () => [],
);

/** The requests that are served, each with the fields that it may have. */
export const requests = {
  SendMessage: v.strictObject({ ...queueUrl, ...message }),
  SendMessageBatch: v.strictObject({ ...queueUrl, Entries: v.array(v.strictObject({ Id: batchId, ...message })) }),
  ReceiveMessage: v.strictObject({
    ...queueUrl,
    AttributeNames: systemAttributeNames,
    MessageSystemAttributeNames: systemAttributeNames,
    MessageAttributeNames: v.optional(v.array(v.string()), () => []),
    MaxNumberOfMessages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 1),
    VisibilityTimeout: v.optional(visibility),
    WaitTimeSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)), 0),
  }),
  DeleteMessage: v.strictObject({ ...queueUrl, ReceiptHandle: v.string() }),
  DeleteMessageBatch: v.strictObject({
    ...queueUrl,
    Entries: v.array(v.strictObject({ Id: batchId, ReceiptHandle: v.string() })),
  }),
  ChangeMessageVisibility: v.strictObject({ ...queueUrl, ReceiptHandle: v.string(), VisibilityTimeout: visibility }),
  ChangeMessageVisibilityBatch: v.strictObject({
    ...queueUrl,
    Entries: v.array(v.strictObject({ Id: batchId, ReceiptHandle: v.string(), VisibilityTimeout: visibility })),
  }),
  GetQueueAttributes: v.strictObject({ ...queueUrl, AttributeNames: v.optional(v.array(v.string()), () => []) }),
  GetQueueUrl: v.strictObject({ QueueName: v.string(), QueueOwnerAWSAccountId: v.optional(v.string()) }),
} as const;

export type SqsRequest<A extends keyof typeof requests> = v.InferOutput<(typeof requests)[A]>;
