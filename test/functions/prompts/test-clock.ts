import type { Clock } from '../../../functions/platform/clock.ts';

/** A clock that stands still until `run` finds everybody asleep, and then moves to the first who wakes. */
export class TestClock implements Clock {
  #now: number;
  #sleepers: Array<{ readonly at: number; readonly wake: () => void }> = [];

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): string {
    return new Date(this.#now).toISOString();
  }

  nowMs(): number {
    return this.#now;
  }

  sleepUntil(at: number): Promise<void> {
    if (at <= this.#now) return Promise.resolve();
    return new Promise((wake) => this.#sleepers.push({ at, wake }));
  }

  /** Only between runs. */
  advance(ms: number): void {
    this.#now += ms;
  }

  /** Sees work through to its end, moving the time whenever nothing else can happen. */
  async run<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = work.finally(() => {
      settled = true;
    });
    // Its rejection is the caller's to see, by the same promise below.
    done.catch(() => undefined);
    while (!settled) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (!settled) this.#wakeNext();
    }
    return done;
  }

  #wakeNext(): void {
    this.#sleepers.sort((a, b) => a.at - b.at);
    const next = this.#sleepers.shift();
    if (!next) return;
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}
