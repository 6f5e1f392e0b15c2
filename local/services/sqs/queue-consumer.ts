import type { Activity } from '../../clock/activity.ts';
import type { Timer, TimeSource } from '../../clock/clock.ts';
import type { Message } from './message.ts';
import { type QueueRecord, queueRecord } from './received-message.ts';

/** What became of a function's invocation with a batch. */
export type BatchOutcome = { readonly payload: unknown } | { readonly error: unknown };

export interface QueueConsumerOptions {
  readonly queueArn: string;
  /** The most messages in one batch. */
  readonly batchSize: number;
  /** How long a batch may wait to be filled. */
  readonly batchingWindowSeconds: number;
  /** Batches in hand at once; Lambda begins with five pollers where the mapping says nothing. */
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
  /** Messages that don't pass are deleted, as Lambda does. */
  readonly passes?: (record: QueueRecord) => boolean;
  /**
   * Takes a batch. Until this is called the messages count as activity; from then on its own work must, begun before it
   * first awaits, and not while it sleeps on the clock.
   */
  readonly handle: (records: readonly QueueRecord[]) => Promise<BatchOutcome>;
}

/** What a consumer needs of its queue. */
export interface QueueSource {
  readyCount(): number;
  receive(limit: number): Message[];
  remove(ids: readonly string[]): void;
}

const defaultConcurrency = 5;

/**
 * Lambda's event source mapping of a queue: takes messages in batches, deletes what was handled, and leaves what failed to
 * come back when its visibility timeout ends. (Lambda developer guide, "Using Lambda with Amazon SQS".)
 */
export class QueueConsumer {
  readonly #options: QueueConsumerOptions;
  readonly #source: QueueSource;
  readonly #activity: Activity;
  readonly #clock: TimeSource;
  #inHand = 0;
  #collecting = false;
  #stopped = false;
  #window: Timer | undefined;

  constructor(options: QueueConsumerOptions, source: QueueSource, activity: Activity, clock: TimeSource) {
    this.#options = options;
    this.#source = source;
    this.#activity = activity;
    this.#clock = clock;
  }

  /** To be called when there may be something to take. */
  wake(): void {
    const limit = this.#options.maximumConcurrency ?? defaultConcurrency;
    if (this.#collecting || this.#stopped || this.#inHand >= limit) return;
    const ready = this.#source.readyCount();
    if (ready === 0 || this.#waitsForMore(ready)) return;
    this.#collect();
  }

  stop(): void {
    this.#stopped = true;
    this.#window?.cancel();
  }

  #waitsForMore(ready: number): boolean {
    const { batchingWindowSeconds, batchSize } = this.#options;
    if (batchingWindowSeconds === 0 || ready >= batchSize) return false;
    this.#window ??= this.#clock.at(this.#clock.now() + batchingWindowSeconds * 1000, this.#label(), () => {
      this.#window = undefined;
      this.#collect();
    });
    return true;
  }

  #collect(): void {
    if (this.#collecting || this.#stopped) return;
    this.#collecting = true;
    const end = this.#activity.begin(this.#label());
    // Whoever sends gets the answer first, and what is sent meanwhile goes into the same batch.
    setImmediate(() => {
      if (!this.#stopped) this.#deliver(this.#source.receive(this.#options.batchSize));
      this.#collecting = false;
      end();
      this.wake();
    });
  }

  #deliver(messages: readonly Message[]): void {
    const records = messages.map((message) => queueRecord(message, this.#options.queueArn));
    const { passes = () => true } = this.#options;
    const wanted = records.filter(passes);
    const unwanted = records.filter((record) => !wanted.includes(record));
    if (unwanted.length > 0) this.#source.remove(unwanted.map(({ messageId }) => messageId));
    if (wanted.length > 0) void this.#handle(wanted);
  }

  async #handle(records: readonly QueueRecord[]): Promise<void> {
    this.#inHand++;
    try {
      const handled = handledBy(await this.#options.handle(records), records, this.#options.reportBatchItemFailures);
      if (handled.length > 0 && !this.#stopped) this.#source.remove(handled);
    } catch (error) {
      console.error(`A batch of ${this.#options.queueArn} failed; its messages come back.`, error);
    } finally {
      this.#inHand--;
      this.wake();
    }
  }

  #label(): string {
    return `messages of ${this.#options.queueArn.split(':').at(-1)}`;
  }
}

/**
 * The ids of the messages that a function is done with: all, or, where it reports failures one by one, all but those. A
 * report that can't be understood means that everything failed.
 */
function handledBy(outcome: BatchOutcome, records: readonly QueueRecord[], reports: boolean): string[] {
  if ('error' in outcome) return [];
  const ids = records.map(({ messageId }) => messageId);
  const failed = reports ? failuresIn(outcome.payload) : [];
  if (!failed?.every((id) => ids.includes(id))) return [];
  return ids.filter((id) => !failed.includes(id));
}

/** The failed messages' ids, none when nothing was reported; undefined when the report is no report. */
function failuresIn(payload: unknown): string[] | undefined {
  if (typeof payload !== 'object' || payload === null || !('batchItemFailures' in payload)) return [];
  const { batchItemFailures } = payload;
  if (batchItemFailures === null || batchItemFailures === undefined) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  const ids = batchItemFailures.map((failure: unknown) =>
    typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure ? failure.itemIdentifier : undefined,
  );
  return ids.every((id): id is string => typeof id === 'string' && id !== '') ? ids : undefined;
}
