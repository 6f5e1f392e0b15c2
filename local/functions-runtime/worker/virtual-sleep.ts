import { scheduler } from 'node:timers/promises';

export interface SleepPorts {
  /** Asks to be woken after so many milliseconds of virtual time. */
  readonly askToWake: (sleep: number, ms: number) => void;
  /** Told when the thread waits for nothing but its sleeps, and how many of them were ended so far. */
  readonly onIdle: (woken: number) => void;
}

/** How often it is looked whether anything else is under way, while something sleeps (ms, real). */
const lookEvery = 1;

/** What stays open in a worker that does nothing: the port to the main thread. */
const always: ReadonlySet<string> = new Set(['MessagePort']);

/**
 * Lets `scheduler.wait` of `node:timers/promises` wait virtual time. Only while the thread does nothing else (no request,
 * no timer, no file is open) is it asleep, and the clock may move on.
 */
export class VirtualSleep {
  readonly #ports: SleepPorts;
  readonly #sleeping = new Map<number, () => void>();
  #next = 0;
  #woken = 0;
  #looking = false;

  constructor(ports: SleepPorts) {
    this.#ports = ports;
  }

  install(): void {
    scheduler.wait = (ms: number, options: { signal?: AbortSignal } = {}) => this.#wait(ms, options.signal);
  }

  wake(sleep: number): void {
    this.#woken++;
    this.#sleeping.get(sleep)?.();
    this.#sleeping.delete(sleep);
    this.#look();
  }

  #wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const sleep = this.#next++;
    return new Promise((resolve, reject) => {
      this.#sleeping.set(sleep, resolve);
      signal?.addEventListener('abort', () => {
        if (this.#sleeping.delete(sleep)) reject(signal.reason);
      });
      this.#ports.askToWake(sleep, Math.max(0, ms));
      this.#look();
    });
  }

  /** Timers that are not waited for do not count as open themselves. */
  #look(): void {
    if (this.#looking || this.#sleeping.size === 0) return;
    this.#looking = true;
    setTimeout(() => {
      this.#looking = false;
      if (this.#sleeping.size === 0) return;
      const isIdle = process.getActiveResourcesInfo().every((resource) => always.has(resource));
      if (isIdle) this.#ports.onIdle(this.#woken);
      else this.#look();
    }, lookEvery).unref();
  }
}
