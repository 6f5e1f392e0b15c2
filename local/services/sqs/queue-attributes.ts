import type { Queue } from './queue.ts';
import { invalidAttribute } from './sqs-errors.ts';

/** What GetQueueAttributes tells; `All` for everything. Throws InvalidAttributeName for an attribute not known here. */
export function queueAttributes(queue: Queue, names: readonly string[], now: number): Record<string, string> {
  const all = allAttributes(queue, now);
  if (names.includes('All')) return all;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = all[name];
      if (value === undefined && !known.has(name)) throw invalidAttribute(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Attributes that a queue may lack. */
const known: ReadonlySet<string> = new Set(['RedrivePolicy']);

function allAttributes({ definition, store }: Queue, now: number): Record<string, string> {
  const ready = store.readyCount(now);
  const hidden = store.all().filter(({ visibleAt }) => visibleAt > now);
  const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length;
  const { deadLetters } = definition;
  return {
    QueueArn: definition.arn,
    ApproximateNumberOfMessages: String(ready),
    ApproximateNumberOfMessagesNotVisible: String(hidden.length - delayed),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(definition.visibilityTimeoutSeconds),
    DelaySeconds: String(definition.delaySeconds),
    MessageRetentionPeriod: String(definition.retentionSeconds),
    MaximumMessageSize: String(definition.maximumMessageBytes),
    ...(deadLetters && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: deadLetters.queueArn,
        maxReceiveCount: deadLetters.maxReceiveCount,
      }),
    }),
  };
}
