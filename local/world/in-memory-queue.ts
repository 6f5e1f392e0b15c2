import type { Lane, PromptMessage, PromptQueue } from '../../functions/platform/prompt-queue.ts';
import type { QueuedMessage } from '../../functions/prompts/deliver-prompts.ts';
import type { Activity } from '../clock/activity.ts';
import type { TimeSource } from '../clock/clock.ts';
import type { Trouble } from './trouble.ts';

/** As the template sets them: a message is hidden for three minutes, and given up after five tries. */
const visibilityMs = 180_000;
const maxReceives = 5;
const batchSize = 10;
const longestDelayMs = 600_000;

export interface InMemoryQueueOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly trouble?: Trouble | undefined;
  /** Takes a batch and answers the ids of those that failed; a rejection means all. */
  readonly deliver: (lane: Lane, batch: readonly QueuedMessage[]) => Promise<readonly string[]>;
}

/**
 * Both lanes, in memory: what is queued is delivered at once, and what failed comes back when it is visible again. The
 * lanes' pace is not modelled.
 */
export class InMemoryQueue implements PromptQueue {
  /** Messages that were given up. */
  readonly dead: QueuedMessage[] = [];
  readonly #options: InMemoryQueueOptions;
  #next = 1;

  constructor(options: InMemoryQueueOptions) {
    this.#options = options;
  }

  async enqueue(lane: Lane, messages: readonly PromptMessage[]): Promise<void> {
    const queued = messages.map((message) => ({ messageId: String(this.#next++), body: JSON.stringify(message) }));
    for (let start = 0; start < queued.length; start += batchSize)
      this.#hand(lane, queued.slice(start, start + batchSize), 1);
  }

  #hand(lane: Lane, batch: readonly QueuedMessage[], receives: number): void {
    const { clock, trouble } = this.#options;
    const kind = trouble?.strike('message');
    if (trouble && kind === 'delay') {
      const later = clock.now() + Math.ceil(trouble.random() * longestDelayMs);
      clock.at(later, 'a message that comes late', () => this.#take(lane, batch, receives));
      return;
    }
    this.#take(lane, batch, receives);
    if (kind === 'duplicate') this.#take(lane, batch, receives);
  }

  #take(lane: Lane, batch: readonly QueuedMessage[], receives: number): void {
    void this.#options.activity.run('deliver prompts', async () => {
      const failed = await this.#failedOf(lane, batch);
      if (failed.length === 0) return;
      if (receives === maxReceives) this.dead.push(...failed);
      else
        this.#options.clock.at(this.#options.clock.now() + visibilityMs, 'a message again', () =>
          this.#hand(lane, failed, receives + 1),
        );
    });
  }

  async #failedOf(lane: Lane, batch: readonly QueuedMessage[]): Promise<readonly QueuedMessage[]> {
    try {
      const failed = await this.#options.deliver(lane, batch);
      return batch.filter(({ messageId }) => failed.includes(messageId));
    } catch (error) {
      // A function that fails leaves its whole batch on the queue.
      if (error instanceof Error) return batch;
      throw error;
    }
  }
}
