import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Instant } from '../domain/ids.ts';

/** A message as it lies among the dead letters. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  readonly sentAt: Instant;
  /** The queue that it was given up on; absent where it came from no queue. */
  readonly queueArn?: string;
  /** What EventBridge was to hand it to. */
  readonly targetArn?: string;
  /** Good while nobody else has taken it since. */
  readonly receipt: string;
}

/** What failed after every try and is kept, for somebody to look at. */
export interface DeadLetters {
  /** About how many there are: SQS counts no better. */
  count(): Promise<number>;
  /** Takes up to so many, which nobody else gets for half a minute. Not all that are there may come at once. */
  take(most: number): Promise<DeadLetter[]>;
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
  remove(letter: DeadLetter): Promise<void>;
}

/** SQS's own limit of messages in one call. */
const atOnce = 10;
const takenForSeconds = 30;
/** SQS asks a part of its servers at a time, so that one empty answer says little. */
const emptyAnswersThatCount = 2;

export class SqsDeadLetters implements DeadLetters {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(url: string, client = new SQSClient({})) {
    this.#url = url;
    this.#client = client;
  }

  async count(): Promise<number> {
    const { Attributes } = await this.#client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.#url, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  }

  async take(most: number): Promise<DeadLetter[]> {
    const taken = new Map<string, DeadLetter>();
    for (let empty = 0; empty < emptyAnswersThatCount && taken.size < most; ) {
      const { Messages = [] } = await this.#client.send(
        new ReceiveMessageCommand({
          QueueUrl: this.#url,
          MaxNumberOfMessages: Math.min(atOnce, most - taken.size),
          VisibilityTimeout: takenForSeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      for (const letter of Messages.flatMap(letterOf)) taken.set(letter.id, letter);
      empty = Messages.length === 0 ? empty + 1 : 0;
    }
    return [...taken.values()];
  }

  /** One that is not given back comes by itself when its time is over. */
  async giveBack(letters: readonly DeadLetter[]): Promise<void> {
    for (let start = 0; start < letters.length; start += atOnce) {
      const Entries = letters
        .slice(start, start + atOnce)
        .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 }));
      await this.#client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#url, Entries }));
    }
  }

  async remove({ receipt }: DeadLetter): Promise<void> {
    await this.#client.send(new DeleteMessageCommand({ QueueUrl: this.#url, ReceiptHandle: receipt }));
  }
}

function letterOf({ MessageId, Body, ReceiptHandle, Attributes, MessageAttributes }: Message): DeadLetter[] {
  if (MessageId === undefined || ReceiptHandle === undefined) return [];
  const queueArn = Attributes?.DeadLetterQueueSourceArn;
  const targetArn = MessageAttributes?.TARGET_ARN?.StringValue;
  return [
    {
      id: MessageId,
      body: Body ?? '',
      sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
      ...(queueArn && { queueArn }),
      ...(targetArn && { targetArn }),
      receipt: ReceiptHandle,
    },
  ];
}
