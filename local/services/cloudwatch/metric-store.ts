export type Dimensions = Readonly<Record<string, string>>;

export interface MetricKey {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
}

interface Datum {
  readonly at: number;
  readonly value: number;
}

/** How long data is kept (ms): longer than any alarm looks back. */
const keptFor = 3 * 86_400_000;

/** The metrics of the embedded cloud, in memory: they tell of what happens now, and begin anew with a start. */
export class MetricStore {
  readonly #data = new Map<string, Datum[]>();

  put(metric: MetricKey, value: number, at: number): void {
    const key = keyOf(metric);
    const data = this.#data.get(key) ?? [];
    while (data[0] && data[0].at < at - keptFor) data.shift();
    data.push({ at, value });
    this.#data.set(key, data);
  }

  /** What was put from `from` until before `until` (epoch ms). */
  values(metric: MetricKey, from: number, until: number): number[] {
    return (this.#data.get(keyOf(metric)) ?? []).filter(({ at }) => at >= from && at < until).map(({ value }) => value);
  }
}

function keyOf({ namespace, metricName, dimensions }: MetricKey): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([namespace, metricName, sorted]);
}
