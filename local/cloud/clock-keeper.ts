import type { Clock } from '../clock/clock.ts';
import type { ClockState } from '../clock/shared-time.ts';
import type { Journal, Journaled } from '../journal/journal.ts';

/**
 * Keeps where the clock stands, so that a restart goes on from there and never from earlier. While the journal is
 * applied the clock stands still at the moments that it passes, so that nothing fires before everything is restored.
 */
export class ClockKeeper implements Journaled {
  readonly topic = 'clock';
  readonly #journal: Journal;
  readonly #clock: () => Clock;
  #last: ClockState | undefined;

  constructor(journal: Journal, clock: () => Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** What was kept last; nothing in a new state. */
  get last(): ClockState | undefined {
    return this.#last;
  }

  /** To be told of every change of the clock. */
  readonly keep = (state: ClockState): void => {
    this.#last = state;
    this.#journal.append(this.topic, state);
  };

  apply(entry: unknown): void {
    this.#last = entry as ClockState;
    this.#clock().restore({ mode: 'paused', virtual: this.#last.virtual });
  }

  *snapshot(): Generator<ClockState> {
    if (this.#last) yield this.#last;
  }
}
