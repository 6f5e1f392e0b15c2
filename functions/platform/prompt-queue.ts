import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { ledgerKinds } from '../domain/driven.ts';
import { occasion } from '../domain/prompt.ts';

/** What a prompt's message carries: whom and what it is about, nothing else. */
export const promptMessage = v.object({ kind: v.picklist(ledgerKinds), id: v.string(), occasion });
export type PromptMessage = v.InferOutput<typeof promptMessage>;

export type Lane = 'urgent' | 'routine';

/** Puts keys of ledger rows on a lane's queue. A message may arrive twice; the claim on the row makes it one e-mail. */
export interface PromptQueue {
  enqueue(lane: Lane, messages: readonly PromptMessage[]): Promise<void>;
}

/** Some messages of a batch were not taken; the whole call is safe to repeat. */
export class NotAllQueued extends Error {
  override readonly name = 'NotAllQueued';
}

export class SqsPromptQueue implements PromptQueue {
  readonly #client: SQSClient;
  readonly #urls: Readonly<Record<Lane, string>>;

  constructor(urls: Readonly<Record<Lane, string>>, client = new SQSClient()) {
    this.#urls = urls;
    this.#client = client;
  }

  async enqueue(lane: Lane, messages: readonly PromptMessage[]): Promise<void> {
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages
        .slice(start, start + 10)
        .map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
      const { Failed } = await this.#client.send(new SendMessageBatchCommand({ QueueUrl: this.#urls[lane], Entries }));
      if (Failed && Failed.length > 0)
        throw new NotAllQueued(`${Failed.length} of ${Entries.length} prompts were not queued`);
    }
  }
}
