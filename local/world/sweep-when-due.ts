import type { SweepReport } from '../../functions/driving/sweep.ts';
import type { TimeSource } from '../clock/clock.ts';

/** An item as a stream record has it. */
export type StreamImage = Readonly<Record<string, { readonly S?: string } | undefined>>;

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
/** After how long the sweep looks at what is due: at a wake-up twice. */
const graces = { wakeDue: [minuteMs, quarterMs], dueBy: [quarterMs] } as const;

/** The sweep on its quarters of an hour, but for those at which it could find nothing. */
export class SweepWhenDue {
  readonly #clock: TimeSource;
  readonly #sweep: () => Promise<SweepReport>;
  readonly #armed = new Set<number>();

  constructor(clock: TimeSource, sweep: () => Promise<SweepReport>) {
    this.#clock = clock;
    this.#sweep = sweep;
  }

  note(image: StreamImage): void {
    for (const attribute of ['wakeDue', 'dueBy'] as const) {
      const due = image[attribute]?.S;
      if (due !== undefined) for (const grace of graces[attribute]) this.#arm(Date.parse(due) + grace);
    }
  }

  #arm(from: number): void {
    const at = Math.floor(Math.max(from, this.#clock.now()) / quarterMs) * quarterMs + quarterMs;
    if (this.#armed.has(at)) return;
    this.#armed.add(at);
    this.#clock.at(at, 'sweep', async () => {
      this.#armed.delete(at);
      if (!(await this.#findsNothing())) this.#arm(this.#clock.now());
    });
  }

  /** A sweep that fails or found something is followed by the next one. */
  async #findsNothing(): Promise<boolean> {
    try {
      return Object.values(await this.#sweep()).every((count) => count === 0);
    } catch (error) {
      if (error instanceof Error) return false;
      throw error;
    }
  }
}
