import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

/** What failed after every try and is kept, for somebody to look at. */
export interface DeadLetters {
  /** About how many there are: SQS counts no better. */
  count(): Promise<number>;
}

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
}
