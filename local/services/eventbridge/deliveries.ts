import type { Activity } from '../../clock/activity.ts';
import type { Timer, TimeSource } from '../../clock/clock.ts';
import { ServiceError } from '../service.ts';
import type { DeadLetter, Delivery } from './definitions.ts';

export interface DeliveriesOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  /** Hands an event to its target; rejects when the target did not take it. */
  readonly deliver: (delivery: Delivery) => Promise<void>;
  readonly deadLetter: (letter: DeadLetter) => void | Promise<void>;
  /** Keeps that a delivery is to be tried again. */
  readonly keep: (delivery: Delivery) => void;
  /** Keeps that a delivery is done with. */
  readonly settle: (id: string) => void;
}

/** Waits between attempts grow from a second to a quarter of an hour (ms). */
const backoff = { first: 1000, longest: 900_000 } as const;

/** What would not change by trying again: EventBridge gives up at once. */
const permanent: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ResourceNotFoundException',
  'QueueDoesNotExist',
]);

/**
 * Takes events to their targets, at least once: what a target does not take is tried again as the target's retry policy says,
 * then goes to its dead-letter queue. (EventBridge user guide, "Event retry policy and using dead-letter queues".)
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #timers = new Map<string, Timer>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Tries at the delivery's next moment, at once when that has come. */
  begin(delivery: Delivery): void {
    const { clock, activity } = this.#options;
    const label = `an event to ${delivery.target.arn.split(':').at(-1)}`;
    if (delivery.nextAt <= clock.now()) {
      void activity.run(label, () => this.#attempt(delivery));
      return;
    }
    const timer = clock.at(delivery.nextAt, label, () => {
      this.#timers.delete(delivery.id);
      return this.#attempt(delivery);
    });
    this.#timers.set(delivery.id, timer);
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }

  async #attempt(delivery: Delivery): Promise<void> {
    try {
      await this.#options.deliver(delivery);
      this.#options.settle(delivery.id);
    } catch (error) {
      await this.#afterFailure(delivery, error);
    }
  }

  async #afterFailure(delivery: Delivery, error: unknown): Promise<void> {
    if (!(error instanceof ServiceError)) console.error(`An event to ${delivery.target.arn} failed.`, error);
    const again = {
      ...delivery,
      attempts: delivery.attempts + 1,
      nextAt: this.#options.clock.now() + waitAfter(delivery),
    };
    const exhausted = exhaustedBy(again, error);
    if (exhausted) {
      await this.#giveUp(delivery, error, exhausted);
      return;
    }
    this.#options.keep(again);
    this.begin(again);
  }

  async #giveUp(delivery: Delivery, error: unknown, condition: string): Promise<void> {
    const letter = letterOf(delivery, error, condition);
    if (letter) await this.#options.deadLetter(letter);
    else console.error(`An event to ${delivery.target.arn} was given up: it has no dead-letter queue.`);
    this.#options.settle(delivery.id);
  }
}

function waitAfter({ attempts }: Delivery): number {
  return Math.min(backoff.longest, backoff.first * 2 ** attempts);
}

function exhaustedBy({ target, attempts, nextAt, at }: Delivery, error: unknown): string | undefined {
  if (error instanceof ServiceError && permanent.has(error.name)) return 'NoRetry';
  if (attempts > target.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return nextAt - at > target.maximumEventAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

function letterOf({ origin, target, payload, attempts }: Delivery, error: unknown, condition: string) {
  if (target.deadLetterArn === undefined) return undefined;
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    queueArn: target.deadLetterArn,
    origin,
    body: JSON.stringify(payload),
    attributes: {
      [origin.kind === 'rule' ? 'RULE_ARN' : 'SCHEDULE_ARN']: text(origin.arn),
      TARGET_ARN: text(target.arn),
      ERROR_CODE: text(name),
      ERROR_MESSAGE: text(message || name),
      EXHAUSTED_RETRY_CONDITION: text(condition),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(attempts) },
    },
  };
}
