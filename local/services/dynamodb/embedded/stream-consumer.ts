import type { Activity } from '../../../clock/activity.ts';
import type { Timer, TimeSource } from '../../../clock/clock.ts';
import { sequenceOf } from '../stream-records.ts';
import type { StreamRecord } from '../types.ts';

/** After a batch that failed without saying when to try again (ms). */
const defaultRetry = 1000;

/** What became of a batch. Records up to `acknowledged` (a sequence number) are done with; the rest comes again. */
export interface BatchOutcome {
  readonly acknowledged?: string;
  /** Milliseconds of the cloud's own clock until the rest is delivered again; 0 for at once. */
  readonly retryAfter: number;
}

export interface StreamConsumerOptions {
  /** Under this name the position is kept, also through a restart. */
  readonly name: string;
  /** The most records in one batch. */
  readonly batchSize: number;
  /** Where a consumer begins that was never seen before. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /**
   * Takes a batch, in the order of the writes; the next one comes when this one is settled. Nothing resolved:
   * the batch is done with. A `BatchOutcome`: a part of it is. A rejection: it all comes again after a second.
   * `attempt` counts from 1 and starts anew when something was acknowledged.
   *
   * Until this is called the records count as activity; from then on its own work must, begun before it first
   * awaits (running a function does that), and not while it sleeps on the clock.
   */
  readonly handle: (records: readonly StreamRecord[], attempt: number) => Promise<BatchOutcome | undefined>;
}

/** What a consumer needs of the stream that it reads. */
export interface StreamSource {
  readonly label: string;
  hasMore(): boolean;
  next(limit: number): StreamRecord[];
  /** Keeps the position lastingly. */
  acknowledge(sequence: number): void;
}

/** Delivers a stream to one consumer, batch after batch, at least once. */
export class StreamConsumer {
  readonly #options: StreamConsumerOptions;
  readonly #source: StreamSource;
  readonly #activity: Activity;
  readonly #clock: TimeSource;
  #busy = false;
  #stopped = false;
  #attempt = 1;
  #retry: Timer | undefined;

  constructor(options: StreamConsumerOptions, source: StreamSource, activity: Activity, clock: TimeSource) {
    this.#options = options;
    this.#source = source;
    this.#activity = activity;
    this.#clock = clock;
  }

  /** To be called when there may be something to deliver. */
  wake(): void {
    if (this.#busy || this.#stopped || !this.#source.hasMore()) return;
    this.#busy = true;
    const end = this.#activity.begin(this.#source.label);
    // The writer gets its answer first, and what is written meanwhile goes into the same batch.
    setImmediate(() => {
      const settled = this.#deliver();
      end();
      void settled.then((retryAfter) => this.#goOn(retryAfter));
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#retry?.cancel();
  }

  /** Delivers one batch; the wait until it is to be delivered again, if it is. */
  async #deliver(): Promise<number | undefined> {
    const records = this.#stopped ? [] : this.#source.next(this.#options.batchSize);
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    if (last === undefined) return undefined;
    try {
      const outcome = await this.#options.handle(records, this.#attempt);
      if (this.#stopped) return undefined;
      this.#acknowledge(outcome ? outcome.acknowledged : last);
      return outcome?.retryAfter;
    } catch (cause) {
      console.error(`A batch of the ${this.#source.label} failed and will be delivered again.`, cause);
      this.#attempt++;
      return defaultRetry;
    }
  }

  #acknowledge(sequence: string | undefined): void {
    if (sequence === undefined) {
      this.#attempt++;
      return;
    }
    this.#attempt = 1;
    this.#source.acknowledge(sequenceOf(sequence));
  }

  #goOn(retryAfter: number | undefined): void {
    const next = () => {
      this.#busy = false;
      this.wake();
    };
    if (!retryAfter) next();
    else this.#retry = this.#clock.at(this.#clock.now() + retryAfter, this.#source.label, next);
  }
}
