import type { Timer, TimeSource } from '../../clock/clock.ts';
import { nextMoment, type ScheduleExpression } from './schedule-expression.ts';

export interface ScheduleOptions {
  readonly name: string;
  readonly expression: ScheduleExpression;
  /** When it was made: a rate counts from there. */
  readonly createdAt: number;
  readonly clock: TimeSource;
  /** Whether time passes by itself, rather than by a jump. */
  readonly timePasses: () => boolean;
  /** Takes a tick: `at` is when it was due. */
  readonly fire: (at: number) => void;
}

/** After the last activity a rate schedule still fires so often during a jump. */
const ticksAfterActivity = 3;

/**
 * One schedule. A cron or at expression fires at every moment that it names, those that passed while nothing ran included.
 *
 * A rate expression fires at every tick on AWS, and here while time passes by itself. During a jump of the clock it would
 * fire 35,000 times a year for nothing: there it fires at the three ticks after the last activity in the cloud other than
 * schedules' own, then rests until there is activity again, and what it left out is counted in `skippedTicks`.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  #timer: Timer | undefined;
  #lastTick: number | undefined;
  #ticksLeft = ticksAfterActivity;
  #restingSince: number | undefined;
  #skipped = 0;

  constructor(options: ScheduleOptions, lastTick?: number) {
    this.#options = options;
    this.#lastTick = lastTick;
  }

  /** Ticks that were left out because nothing happened. */
  get skippedTicks(): number {
    return this.#skipped + this.#leftOut();
  }

  arm(): void {
    this.cancel();
    const next = this.#next();
    if (next === undefined) return;
    this.#timer = this.#options.clock.at(next, `${this.#options.name} is due`, () => this.#tick(next));
  }

  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Something happened that is not a schedule's own doing. */
  noteActivity(): void {
    this.#ticksLeft = ticksAfterActivity;
    if (this.#restingSince === undefined) return;
    this.#skipped += this.#leftOut();
    this.#restingSince = undefined;
    this.arm();
  }

  #tick(at: number): void {
    this.#lastTick = at;
    this.#ticksLeft--;
    this.#options.fire(at);
    const rests = this.#options.expression.kind === 'rate' && this.#ticksLeft <= 0 && !this.#options.timePasses();
    if (rests) this.#restingSince = at;
    else this.arm();
  }

  #next(): number | undefined {
    const { expression, createdAt, clock } = this.#options;
    if (expression.kind !== 'rate') return nextMoment(expression, this.#lastTick ?? createdAt);
    const ticks = Math.floor((clock.now() - createdAt) / expression.everyMs) + 1;
    return createdAt + ticks * expression.everyMs;
  }

  /** The ticks of the present rest. */
  #leftOut(): number {
    const { expression, clock } = this.#options;
    if (this.#restingSince === undefined || expression.kind !== 'rate') return 0;
    return Math.floor((clock.now() - this.#restingSince) / expression.everyMs);
  }
}
