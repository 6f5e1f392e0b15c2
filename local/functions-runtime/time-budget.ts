import type { Timer, TimeSource } from '../clock/clock.ts';

/**
 * What is left of a function's timeout: real time counts while it runs, virtual time while it sleeps, so that a jump of
 * the clock costs a running function nothing and a long sleep costs what it would on AWS.
 */
export class TimeBudget {
  readonly #clock: TimeSource;
  readonly #onSpent: () => void;
  readonly #label: string;
  #left: number;
  #since = performance.now();
  #real: NodeJS.Timeout | undefined;
  #virtual: Timer | undefined;

  constructor(options: { ms: number; clock: TimeSource; label: string; onSpent: () => void }) {
    this.#clock = options.clock;
    this.#onSpent = options.onSpent;
    this.#label = options.label;
    this.#left = options.ms;
    this.#real = setTimeout(this.#onSpent, this.#left);
  }

  /** The function has gone to sleep. */
  suspend(): void {
    if (this.#virtual) return;
    clearTimeout(this.#real);
    this.#left -= performance.now() - this.#since;
    this.#since = this.#clock.now();
    this.#virtual = this.#clock.at(this.#since + Math.max(0, this.#left), this.#label, this.#onSpent);
  }

  /** The function runs again. */
  resume(): void {
    if (!this.#virtual) return;
    this.#virtual.cancel();
    this.#virtual = undefined;
    this.#left -= this.#clock.now() - this.#since;
    this.#since = performance.now();
    this.#real = setTimeout(this.#onSpent, Math.max(0, this.#left));
  }

  stop(): void {
    clearTimeout(this.#real);
    this.#virtual?.cancel();
  }
}
