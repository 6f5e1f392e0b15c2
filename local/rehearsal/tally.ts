/** Counts by a moment's number (a second, a minute). */
export type Counts = ReadonlyMap<number, number>;

/** What one process counted of its share of the people. All of it adds up or is a maximum, in whatever order. */
export interface Tally {
  readonly participants: number;
  readonly nominated: number;
  readonly transitions: number;
  readonly events: number;
  readonly prompts: number;
  readonly writeUnits: number;
  readonly maxHistoryEvents: number;
  readonly executions: number;
  readonly transitionsBySecond: Counts;
  readonly writeUnitsBySecond: Counts;
  readonly promptsByMinute: Counts;
  /** Executions begun and ended, by second. */
  readonly beganBySecond: Counts;
  readonly endedBySecond: Counts;
  /** Write units of the partitions that everybody shares, and of the busiest one that is somebody's own. */
  readonly sharedPartitions: ReadonlyMap<string, number>;
  readonly busiestOwnPartition: number;
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    participants: a.participants + b.participants,
    nominated: a.nominated + b.nominated,
    transitions: a.transitions + b.transitions,
    events: a.events + b.events,
    prompts: a.prompts + b.prompts,
    writeUnits: a.writeUnits + b.writeUnits,
    maxHistoryEvents: Math.max(a.maxHistoryEvents, b.maxHistoryEvents),
    executions: a.executions + b.executions,
    transitionsBySecond: added(a.transitionsBySecond, b.transitionsBySecond),
    writeUnitsBySecond: added(a.writeUnitsBySecond, b.writeUnitsBySecond),
    promptsByMinute: added(a.promptsByMinute, b.promptsByMinute),
    beganBySecond: added(a.beganBySecond, b.beganBySecond),
    endedBySecond: added(a.endedBySecond, b.endedBySecond),
    sharedPartitions: added(a.sharedPartitions, b.sharedPartitions),
    busiestOwnPartition: Math.max(a.busiestOwnPartition, b.busiestOwnPartition),
  };
}

function added<K>(a: ReadonlyMap<K, number>, b: ReadonlyMap<K, number>): Map<K, number> {
  const sum = new Map(a);
  for (const [key, count] of b) sum.set(key, (sum.get(key) ?? 0) + count);
  return sum;
}

export function raise<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** What `npm run rehearse -- --json` prints, but for the time that it took. */
export interface Figures {
  readonly participants: number;
  readonly nominated: number;
  readonly virtualDays: number;
  readonly transitions: number;
  readonly events: number;
  readonly prompts: number;
  readonly executions: number;
  readonly writeUnits: number;
  readonly peakTransitionsPerSecond: number;
  readonly peakPromptsPerMinute: number;
  readonly peakOpenExecutions: number;
  readonly maxHistoryEvents: number;
  readonly peakWriteUnitsPerSecond: number;
  readonly hottestPartitionShare: number;
}

export function figuresOf(tally: Tally, virtualDays: number): Figures {
  const { participants, nominated, transitions, events, prompts, executions, writeUnits, maxHistoryEvents } = tally;
  const hottest = Math.max(tally.busiestOwnPartition, highest(tally.sharedPartitions));
  return {
    participants,
    nominated,
    virtualDays,
    transitions,
    events,
    prompts,
    executions,
    writeUnits,
    peakTransitionsPerSecond: highest(tally.transitionsBySecond),
    peakPromptsPerMinute: highest(tally.promptsByMinute),
    peakOpenExecutions: peakOpen(tally.beganBySecond, tally.endedBySecond),
    maxHistoryEvents,
    peakWriteUnitsPerSecond: highest(tally.writeUnitsBySecond),
    hottestPartitionShare: writeUnits === 0 ? 0 : Math.round((hottest / writeUnits) * 1e4) / 1e4,
  };
}

function highest(counts: ReadonlyMap<unknown, number>): number {
  let most = 0;
  for (const count of counts.values()) if (count > most) most = count;
  return most;
}

/** Within a second what begins is taken to begin before anything ends. */
function peakOpen(began: Counts, ended: Counts): number {
  let open = 0;
  let peak = 0;
  for (const second of [...new Set([...began.keys(), ...ended.keys()])].sort((a, b) => a - b)) {
    open += began.get(second) ?? 0;
    peak = Math.max(peak, open);
    open -= ended.get(second) ?? 0;
  }
  return peak;
}
