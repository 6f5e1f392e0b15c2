import type { Activity } from '../../clock/activity.ts';
import type { TimeSource } from '../../clock/clock.ts';
import type { Journal, Journaled } from '../../journal/journal.ts';
import { type ActionTable, action, callAction } from '../action-table.ts';
import type { Caller, Service } from '../service.ts';
import { inBatch } from './batch.ts';
import type { Message, QueueEntry } from './message.ts';
import { md5 } from './message-digests.ts';
import { idOfReceipt, type NewMessage, type Queue, sentAnswer } from './queue.ts';
import { queueAttributes } from './queue-attributes.ts';
import type { QueueConsumerOptions } from './queue-consumer.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { QueueKeeper } from './queue-keeper.ts';
import { receivedMessage } from './received-message.ts';
import { requests, type SqsRequest } from './requests.ts';
import { invalidReceipt, notInFlight, queueDoesNotExist } from './sqs-errors.ts';

export interface SqsOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly journal: Journal;
}

/**
 * SQS's standard queues behind the SDK's own protocol: at least once, with visibility timeouts, delays and dead-letter
 * queues on virtual time. Restore the journal, create the queues and consumers, then call `resume`.
 */
export class SqsService implements Service, Journaled {
  readonly name = 'sqs';
  readonly topic = 'sqs';
  readonly #clock: TimeSource;
  readonly #keeper: QueueKeeper;

  constructor(options: SqsOptions) {
    this.#clock = options.clock;
    this.#keeper = new QueueKeeper({ ...options, topic: this.topic });
  }

  /** Makes a queue, or gives it new settings; what it holds stays. */
  createQueue(definition: QueueDefinition): void {
    this.#keeper.define(definition);
  }

  /** Feeds a queue's messages to a function, from now on. */
  consume(options: QueueConsumerOptions): { stop(): void } {
    return this.#keeper.consume(options);
  }

  /** Puts a message on a queue for the embedded cloud itself (a dead letter, a rule's event); its id. */
  send(queueArn: string, message: Omit<NewMessage, 'senderId'>): string {
    const [sent] = this.#keeper.send(this.#keeper.queue(queueArn), [{ ...message, senderId: 'embedded-cloud' }]);
    return sent?.id ?? '';
  }

  /** What lies in a queue, for the panel and for tests. */
  messages(queueArn: string): Message[] {
    const queue = this.#keeper.queue(queueArn);
    queue.forgetOld(this.#clock.now());
    return queue.store.all();
  }

  /** Once after a restore, when queues and consumers are there again. */
  resume(): void {
    this.#keeper.resume();
  }

  async call(name: string, input: Record<string, unknown>, caller: Caller): Promise<Record<string, unknown>> {
    return callAction(this.#table, name, input, caller);
  }

  apply(entry: unknown): void {
    this.#keeper.apply(entry as QueueEntry);
  }

  snapshot(): Iterable<QueueEntry> {
    return this.#keeper.snapshot();
  }

  close(): void {
    this.#keeper.close();
  }

  readonly #table: ActionTable = {
    title: 'SQS',
    invalidInput: 'InvalidParameterValueException',
    actions: {
      SendMessage: action(requests.SendMessage, ({ QueueUrl, ...message }, caller) => {
        const [sent] = this.#keeper.send(this.#queueAt(QueueUrl), [newMessage(message, caller)]);
        return sent ? sentAnswer(sent, md5(sent.body)) : {};
      }),
      SendMessageBatch: action(requests.SendMessageBatch, ({ QueueUrl, Entries }, caller) => {
        const queue = this.#queueAt(QueueUrl);
        return inBatch(Entries, (entry) => {
          const [sent] = this.#keeper.send(queue, [newMessage(entry, caller)]);
          return sent ? sentAnswer(sent, md5(sent.body)) : {};
        });
      }),
      ReceiveMessage: action(requests.ReceiveMessage, (request) => this.#receiveMessage(request)),
      DeleteMessage: action(requests.DeleteMessage, ({ QueueUrl, ReceiptHandle }) =>
        this.#delete(this.#queueAt(QueueUrl), ReceiptHandle),
      ),
      DeleteMessageBatch: action(requests.DeleteMessageBatch, ({ QueueUrl, Entries }) => {
        const queue = this.#queueAt(QueueUrl);
        return inBatch(Entries, ({ ReceiptHandle }) => this.#delete(queue, ReceiptHandle));
      }),
      ChangeMessageVisibility: action(requests.ChangeMessageVisibility, ({ QueueUrl, ...change }) =>
        this.#changeVisibility(this.#queueAt(QueueUrl), change),
      ),
      ChangeMessageVisibilityBatch: action(requests.ChangeMessageVisibilityBatch, ({ QueueUrl, Entries }) => {
        const queue = this.#queueAt(QueueUrl);
        return inBatch(Entries, (entry) => this.#changeVisibility(queue, entry));
      }),
      GetQueueAttributes: action(requests.GetQueueAttributes, ({ QueueUrl, AttributeNames }) => ({
        Attributes: queueAttributes(this.#queueAt(QueueUrl), AttributeNames, this.#clock.now()),
      })),
      GetQueueUrl: action(requests.GetQueueUrl, ({ QueueName }) => {
        const found = this.#keeper.all().find(({ definition }) => definition.name === QueueName);
        if (!found) throw queueDoesNotExist();
        return { QueueUrl: found.definition.url };
      }),
    },
  };

  async #receiveMessage(request: SqsRequest<'ReceiveMessage'>): Promise<Record<string, unknown>> {
    const queue = this.#queueAt(request.QueueUrl);
    const receive = () => this.#keeper.receive(queue, request.MaxNumberOfMessages, request.VisibilityTimeout);
    let messages = receive();
    if (messages.length === 0 && request.WaitTimeSeconds > 0) {
      await this.#keeper.untilSomethingComes(queue, request.WaitTimeSeconds);
      messages = receive();
    }
    const asked = {
      system: [...request.AttributeNames, ...request.MessageSystemAttributeNames],
      message: request.MessageAttributeNames,
    };
    return messages.length === 0 ? {} : { Messages: messages.map((message) => receivedMessage(message, asked)) };
  }

  /** Deleting what is gone succeeds, as on AWS. */
  #delete(queue: Queue, receipt: string): Record<string, unknown> {
    const id = idOfReceipt(receipt);
    if (id === undefined) throw invalidReceipt(receipt);
    if (queue.store.find(id)?.receipt === receipt) this.#keeper.remove(queue, [id]);
    return {};
  }

  #changeVisibility(
    queue: Queue,
    { ReceiptHandle, VisibilityTimeout }: { ReceiptHandle: string; VisibilityTimeout: number },
  ): Record<string, unknown> {
    const id = idOfReceipt(ReceiptHandle);
    if (id === undefined) throw invalidReceipt(ReceiptHandle);
    const message = queue.store.find(id);
    if (message?.receipt !== ReceiptHandle || message.visibleAt <= this.#clock.now()) throw notInFlight(ReceiptHandle);
    this.#keeper.hide(queue, id, VisibilityTimeout);
    return {};
  }

  /** By the path of its URL: the host may be written in several ways. */
  #queueAt(url: string): Queue {
    const path = pathOf(url);
    const found = this.#keeper.all().find(({ definition }) => pathOf(definition.url) === path);
    if (!found) throw queueDoesNotExist();
    return found;
  }
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '').replace(/\/$/, '');
}

function newMessage(
  request: Pick<SqsRequest<'SendMessage'>, 'MessageBody' | 'MessageAttributes' | 'DelaySeconds'>,
  caller: Caller,
): NewMessage {
  return {
    body: request.MessageBody,
    attributes: request.MessageAttributes,
    delaySeconds: request.DelaySeconds,
    senderId: caller.roleArn,
  };
}
