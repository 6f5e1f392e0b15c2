import { randomUUID } from 'node:crypto';
import type { Timer, TimeSource } from '../clock/clock.ts';
import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import type { Journal, Journaled } from '../journal/journal.ts';
import type { AsynchronousInvocation } from '../template/inventory.ts';

/** An event that Lambda has accepted and a function has yet to take. Times are epoch milliseconds of virtual time. */
export interface AcceptedEvent {
  readonly id: string;
  readonly functionName: string;
  readonly payload: unknown;
  readonly acceptedAt: number;
  /** Attempts that failed. */
  readonly attempts: number;
  readonly nextAt: number;
}

/** An event that was given up. */
export interface AbandonedEvent {
  readonly event: AcceptedEvent;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
  readonly outcome: InvocationOutcome;
  /** The queue that the function's configuration names for it. */
  readonly destinationArn?: string;
}

export interface AsynchronousInvocationsOptions {
  readonly clock: TimeSource;
  readonly journal: Journal;
  readonly configurations: readonly AsynchronousInvocation[];
  readonly invoke: (functionName: string, payload: unknown) => Promise<InvocationOutcome>;
  readonly giveUp: (abandoned: AbandonedEvent) => void;
}

type Entry =
  | { readonly kind: 'accepted'; readonly event: AcceptedEvent }
  | { readonly kind: 'settled'; readonly id: string };

/** Two retries within six hours, after one and two minutes, unless the function's configuration says otherwise. */
const defaults = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 } as const;
const minute = 60_000;

/**
 * Lambda's queue of asynchronous invocations: whoever hands over an event has done his part, and a function that fails is
 * tried again. (Lambda developer guide, "Invoking a function asynchronously".) An event is kept until it is settled.
 */
export class AsynchronousInvocations implements Journaled {
  readonly topic = 'lambda-events';
  readonly #options: AsynchronousInvocationsOptions;
  readonly #accepted = new Map<string, AcceptedEvent>();
  readonly #timers = new Set<Timer>();

  constructor(options: AsynchronousInvocationsOptions) {
    this.#options = options;
  }

  /** Takes an event; the function gets it at once, and again if it fails. */
  accept(functionName: string, payload: unknown): void {
    const now = this.#options.clock.now();
    this.#begin({ id: randomUUID(), functionName, payload, acceptedAt: now, attempts: 0, nextAt: now });
  }

  apply(raw: unknown): void {
    const entry = raw as Entry;
    if (entry.kind === 'accepted') this.#accepted.set(entry.event.id, entry.event);
    else this.#accepted.delete(entry.id);
  }

  *snapshot(): Generator<Entry> {
    for (const event of this.#accepted.values()) yield { kind: 'accepted', event };
  }

  /** Once after a restore: hands over again whatever was not settled. */
  resume(): void {
    for (const event of [...this.#accepted.values()]) this.#schedule(event);
  }

  close(): void {
    for (const timer of this.#timers) timer.cancel();
  }

  #begin(event: AcceptedEvent): void {
    this.#commit({ kind: 'accepted', event });
    this.#schedule(event);
  }

  /** The function's own running counts as activity, from the moment that it is invoked. */
  #schedule(event: AcceptedEvent): void {
    const { clock } = this.#options;
    if (event.nextAt <= clock.now()) {
      void this.#attempt(event);
      return;
    }
    const timer = clock.at(event.nextAt, `an event to ${event.functionName} again`, () => {
      this.#timers.delete(timer);
      void this.#attempt(event);
    });
    this.#timers.add(timer);
  }

  async #attempt(event: AcceptedEvent): Promise<void> {
    const outcome = await this.#invoke(event);
    if ('payload' in outcome) {
      this.#commit({ kind: 'settled', id: event.id });
      return;
    }
    const now = this.#options.clock.now();
    const attempts = event.attempts + 1;
    const again = { ...event, attempts, nextAt: now + attempts * minute };
    const condition = this.#reasonToGiveUp(again);
    if (!condition) {
      this.#begin(again);
      return;
    }
    this.#giveUp(again, condition, outcome);
  }

  /** A throttled invocation counts like one that failed: both come again. */
  async #invoke({ functionName, payload }: AcceptedEvent): Promise<InvocationOutcome> {
    try {
      return await this.#options.invoke(functionName, payload);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { error: { errorType: name, errorMessage: message, stackTrace: [] } };
    }
  }

  #giveUp(event: AcceptedEvent, condition: AbandonedEvent['condition'], outcome: InvocationOutcome): void {
    const destinationArn = this.#configurationOf(event)?.onFailureArn;
    this.#options.giveUp({ event, condition, outcome, ...(destinationArn !== undefined && { destinationArn }) });
    this.#commit({ kind: 'settled', id: event.id });
  }

  #reasonToGiveUp(event: AcceptedEvent): AbandonedEvent['condition'] | undefined {
    const { maximumRetryAttempts, maximumEventAgeSeconds } = this.#configurationOf(event) ?? defaults;
    if (event.attempts > maximumRetryAttempts) return 'RetriesExhausted';
    return event.nextAt - event.acceptedAt > maximumEventAgeSeconds * 1000 ? 'EventAgeExceeded' : undefined;
  }

  #configurationOf({ functionName }: AcceptedEvent): AsynchronousInvocation | undefined {
    return this.#options.configurations.find((configuration) => configuration.functionName === functionName);
  }

  #commit(entry: Entry): void {
    this.#options.journal.append(this.topic, entry);
    this.apply(entry);
  }
}
