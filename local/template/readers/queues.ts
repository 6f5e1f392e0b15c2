import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import { defined } from '../defined.ts';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { QueueDefinition, QueuePolicyDefinition } from '../inventory.ts';
import { policyDocument } from './roles.ts';

const queueProperties = v.strictObject({
  QueueName: v.optional(v.string()),
  VisibilityTimeout: v.optional(wholeTyped, 30),
  DelaySeconds: v.optional(wholeTyped, 0),
  MessageRetentionPeriod: v.optional(wholeTyped, 345_600),
  MaximumMessageSize: v.optional(wholeTyped, 262_144),
  RedrivePolicy: v.optional(v.strictObject({ deadLetterTargetArn: v.string(), maxReceiveCount: wholeTyped })),
});

const withoutEffect = {
  SqsManagedSseEnabled: 'encryption at rest is AWS’s',
  KmsMasterKeyId: 'encryption at rest is AWS’s',
  ReceiveMessageWaitTimeSeconds: 'consumers here are told of messages at once',
};

/** A standard queue; a FIFO queue is refused, since its properties are not known here. */
export function readQueue(found: FoundResource): QueueDefinition {
  const properties = readProperties(found, queueProperties, withoutEffect);
  const redrive = properties.RedrivePolicy;
  return defined({
    name: found.attribute('QueueName'),
    arn: found.attribute('Arn'),
    url: found.ref,
    visibilityTimeoutSeconds: properties.VisibilityTimeout,
    delaySeconds: properties.DelaySeconds,
    retentionSeconds: properties.MessageRetentionPeriod,
    maximumMessageBytes: properties.MaximumMessageSize,
    deadLetters: redrive && { queueArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
  });
}

const queuePolicyProperties = v.strictObject({ Queues: v.array(v.string()), PolicyDocument: policyDocument });

/** Who may send to a queue beside those whom their own role lets. */
export function readQueuePolicy(found: FoundResource): QueuePolicyDefinition {
  const { Queues, PolicyDocument } = readProperties(found, queuePolicyProperties);
  return { path: found.path, queueUrls: Queues, policy: PolicyDocument };
}
