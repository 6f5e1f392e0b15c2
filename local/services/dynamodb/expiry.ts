import type { Timer, TimeSource } from '../../clock/clock.ts';
import type { Item } from './types.ts';

/** AWS deletes "within a few days" and promises no moment; here it happens at the first full hour after. */
const sweepEvery = 3_600_000;
/** An attribute that lies further back than five years is taken for a mistake and ignored. */
const tooOld = 5 * 365 * 86_400_000;

/**
 * Time to live of one table: knows which items have a moment, and wakes up when some are due (Developer Guide, "Using
 * time to live"). Whoever deletes must look again, since the item may have changed.
 */
export class Expiry {
  readonly #attribute: string;
  readonly #label: string;
  readonly #clock: TimeSource;
  readonly #onDue: (ids: readonly string[]) => void;
  readonly #bySweep = new Map<number, Set<string>>();
  #timer: Timer | undefined;

  constructor(options: {
    table: string;
    attribute: string;
    clock: TimeSource;
    onDue: (ids: readonly string[]) => void;
  }) {
    this.#attribute = options.attribute;
    this.#label = `time to live of ${options.table}`;
    this.#clock = options.clock;
    this.#onDue = options.onDue;
  }

  /** Follows an item from one image to the next. */
  follow(id: string, old: Item | undefined, image: Item | undefined): void {
    const [before, after] = [this.#momentOf(old), this.#momentOf(image)];
    if (before === after) return;
    if (before !== undefined) this.#forget(id, before);
    if (after !== undefined) this.#remember(id, after);
  }

  isDue(item: Item): boolean {
    const moment = this.#momentOf(item);
    return moment !== undefined && moment <= this.#clock.now() && moment > this.#clock.now() - tooOld;
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#bySweep.clear();
  }

  #momentOf(item: Item | undefined): number | undefined {
    const seconds = item?.[this.#attribute]?.N;
    return seconds === undefined ? undefined : Number(seconds) * 1000;
  }

  #remember(id: string, moment: number): void {
    if (moment <= this.#clock.now() - tooOld) return;
    const sweep = sweepOf(moment);
    const ids = this.#bySweep.get(sweep);
    if (ids) ids.add(id);
    else this.#bySweep.set(sweep, new Set([id]));
    if (!this.#timer || this.#timer.at > this.#momentOfSweep(sweep)) this.#arm();
  }

  #forget(id: string, moment: number): void {
    const ids = this.#bySweep.get(sweepOf(moment));
    ids?.delete(id);
    if (ids?.size === 0) this.#bySweep.delete(sweepOf(moment));
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    let first = Number.POSITIVE_INFINITY;
    for (const sweep of this.#bySweep.keys()) first = Math.min(first, sweep);
    if (first === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#clock.at(this.#momentOfSweep(first), this.#label, () => this.#sweep());
  }

  /** A moment that had passed already when it was written waits for the next full hour like any other. */
  #momentOfSweep(sweep: number): number {
    return Math.max(sweep, sweepOf(this.#clock.now()));
  }

  #sweep(): void {
    this.#timer = undefined;
    const due: string[] = [];
    for (const [sweep, ids] of this.#bySweep) {
      if (sweep > this.#clock.now()) continue;
      due.push(...ids);
      this.#bySweep.delete(sweep);
    }
    this.#onDue(due);
    this.#arm();
  }
}

/** The first full hour after a moment. */
function sweepOf(moment: number): number {
  return (Math.floor(moment / sweepEvery) + 1) * sweepEvery;
}
