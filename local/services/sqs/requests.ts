import * as z from 'zod';

const queueUrl = { QueueUrl: z.string() };
const batchId = z.string().regex(/^[\w-]{1,80}$/, 'is no batch entry id');

/** Binary values are base64 text on the wire. List values do not exist in SQS. */
const messageAttribute = z.strictObject({
  DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const messageAttributes = z.record(z.string(), messageAttribute).default({});

const message = {
  MessageBody: z.string().min(1),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: messageAttributes,
};
const visibility = z.int().min(0).max(43_200);

/** Attributes that a message has of itself; here they are asked for by either of two names, as on AWS. */
const systemAttributeNames = z
  .array(
    z.enum([
      'All',
      'SenderId',
      'SentTimestamp',
      'ApproximateReceiveCount',
      'ApproximateFirstReceiveTimestamp',
      'DeadLetterQueueSourceArn',
    ]),
  )
  .default([]);

/** The requests that are served, each with the fields that it may have. */
export const requests = {
  SendMessage: z.strictObject({ ...queueUrl, ...message }),
  SendMessageBatch: z.strictObject({ ...queueUrl, Entries: z.array(z.strictObject({ Id: batchId, ...message })) }),
  ReceiveMessage: z.strictObject({
    ...queueUrl,
    AttributeNames: systemAttributeNames,
    MessageSystemAttributeNames: systemAttributeNames,
    MessageAttributeNames: z.array(z.string()).default([]),
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    VisibilityTimeout: visibility.optional(),
    WaitTimeSeconds: z.int().min(0).max(20).default(0),
  }),
  DeleteMessage: z.strictObject({ ...queueUrl, ReceiptHandle: z.string() }),
  DeleteMessageBatch: z.strictObject({
    ...queueUrl,
    Entries: z.array(z.strictObject({ Id: batchId, ReceiptHandle: z.string() })),
  }),
  ChangeMessageVisibility: z.strictObject({ ...queueUrl, ReceiptHandle: z.string(), VisibilityTimeout: visibility }),
  ChangeMessageVisibilityBatch: z.strictObject({
    ...queueUrl,
    Entries: z.array(z.strictObject({ Id: batchId, ReceiptHandle: z.string(), VisibilityTimeout: visibility })),
  }),
  GetQueueAttributes: z.strictObject({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) }),
  GetQueueUrl: z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
} as const;

export type SqsRequest<A extends keyof typeof requests> = z.infer<(typeof requests)[A]>;
