import type { TimeSource } from '../../clock/clock.ts';
import { Schedule } from './schedule.ts';
import { parseSchedule } from './schedule-expression.ts';

/** That a schedule was made, or given another expression. A rate counts from here. */
export interface ScheduleMade {
  readonly kind: 'schedule';
  readonly arn: string;
  /** With its time zone. */
  readonly expression: string;
  readonly createdAt: number;
}

/** That a schedule fired for a moment. */
export interface Tick {
  readonly arn: string;
  readonly at: number;
}

export interface NewSchedule {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly timeZone: string;
  /** Keeps the tick and does what is due. */
  readonly fire: (tick: Tick) => void;
}

interface Known {
  readonly made: ScheduleMade;
  readonly lastTick?: number;
}

export interface ScheduleKeeperOptions {
  /** In real mode time passes by itself; while it is paused it moves by jumps only. */
  readonly clock: TimeSource & { readonly mode?: 'real' | 'paused' };
  /** Keeps an entry, and applies it here. */
  readonly commit: (entry: ScheduleMade) => void;
}

/** The schedules, with what is kept of each: when it was made and when it last fired. */
export class ScheduleKeeper {
  readonly #options: ScheduleKeeperOptions;
  readonly #schedules: Schedule[] = [];
  readonly #known = new Map<string, Known>();

  constructor(options: ScheduleKeeperOptions) {
    this.#options = options;
  }

  get skippedTicks(): number {
    return this.#schedules.reduce((sum, { skippedTicks }) => sum + skippedTicks, 0);
  }

  /** Throws `InvalidSchedule`. */
  add({ name, arn, expression: text, timeZone, fire }: NewSchedule): void {
    const { clock } = this.#options;
    const expression = parseSchedule(text, timeZone);
    const { made, lastTick } = this.#knownOrMade(arn, `${text} ${timeZone}`);
    const schedule = new Schedule(
      {
        name,
        expression,
        createdAt: made.createdAt,
        clock,
        timePasses: () => clock.mode === 'real',
        fire: (at) => fire({ arn, at }),
      },
      lastTick,
    );
    this.#schedules.push(schedule);
  }

  noteActivity(): void {
    for (const schedule of this.#schedules) schedule.noteActivity();
  }

  arm(): void {
    for (const schedule of this.#schedules) schedule.arm();
  }

  close(): void {
    for (const schedule of this.#schedules) schedule.cancel();
  }

  apply(made: ScheduleMade): void {
    this.#known.set(made.arn, { made });
  }

  applyTick({ arn, at }: Tick): void {
    const known = this.#known.get(arn);
    if (known) this.#known.set(arn, { ...known, lastTick: at });
  }

  /** What is kept of each schedule. */
  *kept(): Generator<{ made: ScheduleMade; tick?: Tick }> {
    for (const [arn, { made, lastTick: at }] of this.#known)
      yield { made, ...(at !== undefined && { tick: { arn, at } }) };
  }

  /** A schedule keeps its beginning through restarts, until its expression is changed. */
  #knownOrMade(arn: string, expression: string): Known {
    const known = this.#known.get(arn);
    if (known?.made.expression === expression) return known;
    const made: ScheduleMade = { kind: 'schedule', arn, expression, createdAt: this.#options.clock.now() };
    this.#options.commit(made);
    return { made };
  }
}
