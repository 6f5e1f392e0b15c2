import type { HostedExecution } from '../world/execution-host.ts';
import type { RowChange } from './object-table.ts';
import { raise, type Tally } from './tally.ts';

/** Partitions that belong to no one person begin so. */
const shared = /^(COHORT|COHORTS|PROGRAMME|RATE)(#|$)/;

/** Counts while worlds run, one after the other. */
export class TallyKeeper {
  readonly #transitionsBySecond = new Map<number, number>();
  readonly #writeUnitsBySecond = new Map<number, number>();
  readonly #promptsByMinute = new Map<number, number>();
  readonly #beganBySecond = new Map<number, number>();
  readonly #endedBySecond = new Map<number, number>();
  readonly #sharedPartitions = new Map<string, number>();
  #partitions = new Map<string, number>();
  #busiest = 0;
  #totals = { participants: 0, nominated: 0, transitions: 0, events: 0, prompts: 0, writeUnits: 0, executions: 0 };
  #maxHistoryEvents = 0;

  transitions(at: number, count: number): void {
    this.#totals.transitions += count;
    raise(this.#transitionsBySecond, Math.floor(at / 1000), count);
  }

  prompt(at: number): void {
    this.#totals.prompts += 1;
    raise(this.#promptsByMinute, Math.floor(at / 60_000), 1);
  }

  change(at: number, { key, units }: RowChange): void {
    this.#totals.writeUnits += units;
    raise(this.#writeUnitsBySecond, Math.floor(at / 1000), units);
    raise(this.#partitions, key.pk, units);
  }

  /** A world has come to its end. */
  worldEnded(executions: readonly HostedExecution[], people: { nominated: number; participants: number }): void {
    this.#totals.nominated += people.nominated;
    this.#totals.participants += people.participants;
    this.#totals.executions += executions.length;
    for (const { startedAt, stoppedAt, events } of executions) {
      this.#totals.events += events;
      this.#maxHistoryEvents = Math.max(this.#maxHistoryEvents, events);
      raise(this.#beganBySecond, Math.floor(startedAt / 1000), 1);
      if (stoppedAt !== undefined) raise(this.#endedBySecond, Math.floor(stoppedAt / 1000), 1);
    }
    for (const [pk, units] of this.#partitions)
      if (shared.test(pk)) raise(this.#sharedPartitions, pk, units);
      else this.#busiest = Math.max(this.#busiest, units);
    this.#partitions = new Map();
  }

  tally(): Tally {
    return {
      ...this.#totals,
      maxHistoryEvents: this.#maxHistoryEvents,
      transitionsBySecond: this.#transitionsBySecond,
      writeUnitsBySecond: this.#writeUnitsBySecond,
      promptsByMinute: this.#promptsByMinute,
      beganBySecond: this.#beganBySecond,
      endedBySecond: this.#endedBySecond,
      sharedPartitions: this.#sharedPartitions,
      busiestOwnPartition: this.#busiest,
    };
  }
}
