import type { Activity } from './activity.ts';
import { DueList } from './due-list.ts';
import { type ClockState, publishTime, sharedTime, timeIn } from './shared-time.ts';

/** A timer that is armed; `cancel` is safe to call at any time, also after it fired. */
export interface Timer {
  readonly at: number;
  readonly label: string;
  cancel(): void;
}

/**
 * What services use of the clock. Times are epoch milliseconds of virtual time. A timer in the past fires at the next
 * opportunity, never synchronously inside `at`.
 */
export interface TimeSource {
  now(): number;
  at(when: number, label: string, fire: () => void | Promise<void>): Timer;
}

/** Real timers above 24.8 days overflow and fire at once, so the clock looks again at least this often (ms). */
const longestRealWait = 60_000;

/**
 * The one clock of the embedded cloud: real, paused or jumping, never backwards. Worker threads read it through `shared`.
 */
export class Clock implements TimeSource {
  readonly shared = sharedTime();
  #state: ClockState = { mode: 'paused', virtual: 0 };
  readonly #activity: Activity;
  readonly #onChange: (state: ClockState) => void;
  readonly #due = new DueList();
  #ticker: NodeJS.Timeout | undefined;
  #jumps: Promise<unknown> = Promise.resolve();
  #jumping = false;

  constructor(options: { state: ClockState; activity: Activity; onChange?: (state: ClockState) => void }) {
    this.#activity = options.activity;
    this.#onChange = options.onChange ?? (() => {});
    this.#set(options.state);
  }

  now(): number {
    return timeIn(this.#state, Date.now);
  }

  get mode(): 'real' | 'paused' {
    return this.#state.mode;
  }

  at(when: number, label: string, fire: () => void | Promise<void>): Timer {
    const cancel = this.#due.add({ at: when, label, fire });
    this.#tick();
    return { at: when, label, cancel };
  }

  /** Takes over where a clock stood that was kept; nobody is told. To be called before anything relies on the time. */
  restore(state: ClockState): void {
    this.#write(state);
    this.#tick();
  }

  pause(): void {
    this.#set({ mode: 'paused', virtual: this.now() });
  }

  resume(): void {
    this.#set({ mode: 'real', virtual: this.now(), machine: Date.now() });
    this.#tick();
  }

  /** The next moment at which something is due, if anything is. */
  next(): number | undefined {
    return this.#due.first()?.at;
  }

  /** Timers that are armed, soonest first. */
  pending(): Array<{ at: number; label: string }> {
    return this.#due.all().map(({ at, label }) => ({ at, label }));
  }

  /**
   * Moves the clock to `target` (epoch ms; a past one only settles what is due), firing everything due in order of
   * time, all of one instant together, and waiting for quiet after each instant. Jumps queue up behind one another.
   */
  jumpTo(target: number): Promise<{ now: number; fired: number }> {
    const jump = this.#jumps.then(() => this.#jump(target));
    this.#jumps = jump.catch(() => undefined);
    return jump;
  }

  close(): void {
    if (this.#ticker) clearTimeout(this.#ticker);
    this.#due.clear();
  }

  async #jump(target: number): Promise<{ now: number; fired: number }> {
    const wasReal = this.mode === 'real';
    this.#write({ mode: 'paused', virtual: this.now() });
    this.#jumping = true;
    let fired = 0;
    try {
      await this.#activity.whenQuiet();
      for (let due = this.#due.first(); due && due.at <= target; due = this.#due.first()) {
        this.#moveTo(due.at, wasReal);
        fired += this.#fireDue();
        await this.#activity.whenQuiet();
      }
      this.#moveTo(target, wasReal);
      return { now: this.now(), fired };
    } finally {
      this.#jumping = false;
      if (wasReal) this.resume();
      this.#tick();
    }
  }

  /** One instant of a jump. It is kept before anything fires: a restart goes on from here, never from earlier. */
  #moveTo(virtual: number, wasReal: boolean): void {
    if (virtual <= this.now()) return;
    this.#write({ mode: 'paused', virtual });
    this.#onChange(wasReal ? { mode: 'real', virtual, machine: Date.now() } : { mode: 'paused', virtual });
  }

  #set(state: ClockState): void {
    this.#write(state);
    this.#onChange(state);
  }

  #write(state: ClockState): void {
    this.#state = state;
    publishTime(this.shared, state);
  }

  /** Fires everything due now, each as an activity of its own. */
  #fireDue(): number {
    const due = this.#due.takeUntil(this.now());
    for (const { label, fire } of due) void this.#activity.run(label, async () => fire());
    return due.length;
  }

  #tick(): void {
    if (this.#ticker) clearTimeout(this.#ticker);
    this.#ticker = undefined;
    const next = this.#due.first();
    if (!next || this.#jumping) return;
    const wait = next.at - this.now();
    if (this.mode === 'paused' && wait > 0) return;
    this.#ticker = setTimeout(
      () => {
        if (!this.#jumping) this.#fireDue();
        this.#tick();
      },
      Math.max(0, Math.min(wait, longestRealWait)),
    );
  }
}
