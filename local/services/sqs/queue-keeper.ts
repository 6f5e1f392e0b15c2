import type { Activity } from '../../clock/activity.ts';
import type { Timer, TimeSource } from '../../clock/clock.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Message, QueueEntry } from './message.ts';
import { MessageStore } from './message-store.ts';
import { type NewMessage, Queue } from './queue.ts';
import { QueueConsumer, type QueueConsumerOptions } from './queue-consumer.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { queueDoesNotExist } from './sqs-errors.ts';

export interface QueueKeeperOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly journal: Journal;
  readonly topic: string;
}

/** The queues with their messages, consumers and timers: every change is kept first, then made, then told. */
export class QueueKeeper {
  readonly #options: QueueKeeperOptions;
  readonly #queues = new Map<string, Queue>();
  readonly #stores = new Map<string, MessageStore>();
  readonly #consumers = new Map<string, QueueConsumer[]>();
  readonly #timers = new Map<string, Timer>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(options: QueueKeeperOptions) {
    this.#options = options;
  }

  define(definition: QueueDefinition): void {
    this.#queues.set(definition.arn, new Queue(definition, this.#storeOf(definition.arn)));
  }

  all(): Queue[] {
    return [...this.#queues.values()];
  }

  /** Throws QueueDoesNotExist. */
  queue(arn: string): Queue {
    const queue = this.#queues.get(arn);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  consume(options: QueueConsumerOptions): { stop(): void } {
    const queue = this.queue(options.queueArn);
    const source = {
      readyCount: () => queue.store.readyCount(this.#options.clock.now()),
      receive: (limit: number) => this.receive(queue, limit),
      remove: (ids: readonly string[]) => this.remove(queue, ids),
    };
    const consumer = new QueueConsumer(options, source, this.#options.activity, this.#options.clock);
    this.#consumers.set(options.queueArn, [...(this.#consumers.get(options.queueArn) ?? []), consumer]);
    consumer.wake();
    return { stop: () => consumer.stop() };
  }

  send(queue: Queue, messages: readonly NewMessage[]): Message[] {
    const composed = queue.compose(messages, this.#options.clock.now());
    this.#commit({ kind: 'sent', queue: queue.definition.arn, messages: composed });
    return composed;
  }

  /** Receives up to `limit` messages; dead-letters what has been received too often, and looks further. */
  receive(queue: Queue, limit: number, visibilitySeconds?: number): Message[] {
    for (;;) {
      const entries = queue.receive(limit, this.#options.clock.now(), visibilitySeconds);
      for (const entry of entries) this.#commit(entry);
      const received = entries.find((entry) => entry.kind === 'received');
      if (received || entries.length === 0)
        return (received?.receipts ?? []).flatMap(({ id }) => queue.store.find(id) ?? []);
    }
  }

  remove({ definition }: Queue, ids: readonly string[]): void {
    this.#commit({ kind: 'deleted', queue: definition.arn, ids });
  }

  /** Hides a message for so long from now on; at once visible again with 0. */
  hide({ definition }: Queue, id: string, seconds: number): void {
    const visibleAt = this.#options.clock.now() + seconds * 1000;
    this.#commit({ kind: 'hidden', queue: definition.arn, id, visibleAt });
  }

  /** A long poll: until a message can be received, or for so long of virtual time. */
  untilSomethingComes({ definition: { arn } }: Queue, seconds: number): Promise<void> {
    const waiting = this.#waiting.get(arn) ?? new Set();
    this.#waiting.set(arn, waiting);
    return new Promise((resolve) => {
      const done = () => {
        timer.cancel();
        waiting.delete(done);
        resolve();
      };
      const timer = this.#options.clock.at(this.#options.clock.now() + seconds * 1000, 'a long poll', done);
      waiting.add(done);
    });
  }

  resume(): void {
    for (const arn of this.#queues.keys()) this.#afterChange(arn);
  }

  apply(entry: QueueEntry): void {
    const store = this.#storeOf(entry.queue);
    const now = this.#options.clock.now();
    switch (entry.kind) {
      case 'sent':
        for (const message of entry.messages) store.put(message, now);
        return;
      case 'received':
        for (const { id, receipt } of entry.receipts) {
          const message = store.find(id);
          if (message) store.put(received(message, receipt, entry), now);
        }
        return;
      case 'hidden': {
        const message = store.find(entry.id);
        if (message) store.put({ ...message, visibleAt: entry.visibleAt }, now);
        return;
      }
      case 'deleted':
        for (const id of entry.ids) store.remove(id);
        return;
      case 'dead-lettered':
        for (const id of entry.ids) this.#moveTo(entry.to, store.remove(id), entry.queue);
        return;
      default:
        throw new Error(`The journal holds an entry of sqs that is not known: ${JSON.stringify(entry)}`);
    }
  }

  *snapshot(): Generator<QueueEntry> {
    for (const queue of this.#queues.values()) queue.forgetOld(this.#options.clock.now());
    for (const [queue, store] of this.#stores) {
      const messages = store.all();
      if (messages.length > 0) yield { kind: 'sent', queue, messages };
    }
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    for (const consumers of this.#consumers.values()) for (const consumer of consumers) consumer.stop();
  }

  #commit(entry: QueueEntry): void {
    this.#options.journal.append(this.#options.topic, entry);
    this.apply(entry);
    this.#afterChange(entry.queue);
    if (entry.kind === 'dead-lettered') this.#afterChange(entry.to);
  }

  /** A dead letter keeps the time at which it was sent, as on AWS, and is counted anew. */
  #moveTo(queue: string, message: Message | undefined, from: string): void {
    if (!message) return;
    const moved = { ...message, receiveCount: 0, deadLetteredFrom: from };
    this.#storeOf(queue).put(moved, this.#options.clock.now());
  }

  /** Wakes whoever waits for messages, and again when the next hidden one can be received. */
  #afterChange(arn: string): void {
    const store = this.#storeOf(arn);
    const now = this.#options.clock.now();
    if (store.readyCount(now) > 0) {
      for (const consumer of this.#consumers.get(arn) ?? []) consumer.wake();
      for (const done of this.#waiting.get(arn) ?? []) done();
    }
    const next = store.nextVisible(now);
    if (this.#timers.get(arn)?.at === next) return;
    this.#timers.get(arn)?.cancel();
    this.#timers.delete(arn);
    if (next !== undefined) this.#timers.set(arn, this.#armFor(arn, next));
  }

  #armFor(arn: string, when: number): Timer {
    return this.#options.clock.at(when, `a message of ${arn.split(':').at(-1)} can be received`, () => {
      this.#timers.delete(arn);
      this.#afterChange(arn);
    });
  }

  #storeOf(arn: string): MessageStore {
    const store = this.#stores.get(arn) ?? new MessageStore();
    this.#stores.set(arn, store);
    return store;
  }
}

function received(message: Message, receipt: string, { at, visibleAt }: { at: number; visibleAt: number }): Message {
  const { receiveCount, firstReceivedAt = at } = message;
  return { ...message, receipt, visibleAt, receiveCount: receiveCount + 1, firstReceivedAt };
}
