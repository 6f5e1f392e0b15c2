import * as v from 'valibot';
import type { DeadLetter, DeadLetters } from '../../functions/platform/dead-letters.ts';
import type { EventFunctions } from '../../functions/platform/event-functions.ts';
import {
  type Lane,
  type PromptMessage,
  type PromptQueue,
  promptMessage as promptMessageSchema,
} from '../../functions/platform/prompt-queue.ts';

export const laneUrls = {
  urgent: 'https://sqs.eu-west-2.amazonaws.com/000000000000/sample-urgent',
  routine: 'https://sqs.eu-west-2.amazonaws.com/000000000000/sample-routine',
} as const;
export const urgentArn = 'arn:aws:sqs:eu-west-2:000000000000:sample-urgent';
const functionArn = (name: string) => `arn:aws:lambda:eu-west-2:000000000000:function:throughline-sample-${name}`;
export const noteDeliveryArn = functionArn('note-delivery');
export const digestsArn = functionArn('enter-digests');

/** Dead letters in memory: one that was taken is nobody else's until it is given back. */
export class LetterBox implements DeadLetters {
  readonly there = new Map<string, Omit<DeadLetter, 'receipt'>>();
  readonly #taken = new Set<string>();

  put(...letters: readonly Omit<DeadLetter, 'receipt'>[]): void {
    for (const letter of letters) this.there.set(letter.id, letter);
  }

  async count(): Promise<number> {
    return this.there.size - this.#taken.size;
  }

  async take(most: number): Promise<DeadLetter[]> {
    const free = [...this.there.values()].filter(({ id }) => !this.#taken.has(id)).slice(0, most);
    for (const { id } of free) this.#taken.add(id);
    return free.map((letter) => ({ ...letter, receipt: letter.id }));
  }

  async giveBack(letters: readonly DeadLetter[]): Promise<void> {
    for (const { receipt } of letters) this.#taken.delete(receipt);
  }

  async remove({ receipt }: DeadLetter): Promise<void> {
    this.there.delete(receipt);
    this.#taken.delete(receipt);
  }
}

/** What was put on a lane or handed to a function. */
export class Sent implements PromptQueue, EventFunctions {
  readonly arns = [noteDeliveryArn, digestsArn];
  readonly prompts: { readonly lane: Lane; readonly message: PromptMessage }[] = [];
  readonly events: { readonly functionArn: string; readonly event: unknown }[] = [];

  async enqueue(lane: Lane, messages: readonly PromptMessage[]): Promise<void> {
    this.prompts.push(...messages.map((message) => ({ lane, message })));
  }

  async handOver(functionArn: string, event: unknown): Promise<void> {
    this.events.push({ functionArn, event });
  }
}

export const promptMessage: PromptMessage = v.parse(promptMessageSchema, {
  kind: 'participant',
  id: 'PART2345',
  occasion: { prompt: 'session-reminder', anchor: 'session:central-1', ordinal: 0, role: 'participant' },
});

const sentAt = '2027-03-08T09:00:00.000Z';
/** One of each way in which something comes among the dead letters, as AWS writes them. */
export const letters = {
  prompt: { id: 'letter-prompt', body: JSON.stringify(promptMessage), sentAt, queueArn: urgentArn },
  failed: {
    id: 'letter-failed',
    sentAt,
    body: JSON.stringify({
      version: '1.0',
      requestContext: { functionArn: `${noteDeliveryArn}:$LATEST`, condition: 'RetriesExhausted' },
      requestPayload: { source: 'aws.ses', detail: { mail: { destination: ['teacher@example.org'] } } },
      responsePayload: { errorType: 'Error' },
    }),
  },
  undelivered: { id: 'letter-undelivered', body: '{"every":"week"}', sentAt, targetArn: digestsArn },
  batch: {
    id: 'letter-batch',
    sentAt,
    body: JSON.stringify({
      requestContext: { functionArn: functionArn('wake'), condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { streamArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/t/stream/s', batchSize: 1 },
    }),
  },
  elsewhere: { id: 'letter-elsewhere', body: '{}', sentAt, targetArn: functionArn('raise-epoch') },
  garbage: { id: 'letter-garbage', body: 'not JSON', sentAt, queueArn: urgentArn },
} as const;
