import type { Clock as FunctionClock } from '../../functions/platform/clock.ts';
import type { Timer } from '../clock/clock.ts';
import { DueList } from '../clock/due-list.ts';

/**
 * The time of a rehearsal, and what is under way in it. It knows no real clock: whatever is due fires in order, and time
 * moves on when nothing is under way. Work that is done at once costs no promise and no turn of the event loop.
 */
export class VirtualTime {
  readonly #due = new DueList();
  #now: number;
  #iso = '';
  #isoOf = Number.NaN;
  #underWay = 0;
  #whenQuiet: (() => void) | undefined;

  constructor(start: number) {
    this.#now = start;
  }

  readonly functions: FunctionClock = {
    now: () => this.#text(),
    nowMs: () => this.#now,
    sleepUntil: async () => {},
  };

  now(): number {
    return this.#now;
  }

  at(when: number, label: string, fire: () => void): Timer {
    return { at: when, label, cancel: this.#due.add({ at: when, label, fire }) };
  }

  /** As `Activity.begin`: the answer is to be called once, when the work is done and has begun whatever follows. */
  begin(_label: string): () => void {
    this.#underWay += 1;
    return () => {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#whenQuiet?.();
    };
  }

  /** Lets work go on by itself; its failure is the process's. */
  run(label: string, work: () => Promise<unknown>): void {
    const end = this.begin(label);
    void work().finally(end);
  }

  async settle(): Promise<void> {
    while (this.#underWay > 0)
      await new Promise<void>((resolve) => {
        this.#whenQuiet = resolve;
      });
  }

  /** Fires everything due until then, in order of time, each when what came before it is done. */
  async runUntil(until: number): Promise<void> {
    await this.settle();
    for (let due = this.#due.first(); due && due.at <= until; due = this.#due.first()) {
      this.#now = Math.max(this.#now, due.at);
      for (const { fire } of this.#due.takeUntil(this.#now)) void fire();
      if (this.#underWay > 0) await this.settle();
    }
    this.#now = Math.max(this.#now, until);
  }

  #text(): string {
    if (this.#isoOf !== this.#now) {
      this.#isoOf = this.#now;
      this.#iso = new Date(this.#now).toISOString();
    }
    return this.#iso;
  }
}
