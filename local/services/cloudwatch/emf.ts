import * as z from 'zod';
import type { MetricKey } from './metric-store.ts';

/** A line in CloudWatch's embedded metric format, as far as it says what to count. */
const line = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

export interface Counted {
  readonly metric: MetricKey;
  readonly value: number;
}

/** The metrics that a line of a function's log holds; none where it is no such line. */
export function metricsIn(text: string): Counted[] {
  if (!text.includes('"CloudWatchMetrics"')) return [];
  const parsed = line.parse(JSON.parse(text));
  return parsed._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.flatMap((names) => {
        const dimensions = Object.fromEntries(names.map((name) => [name, String(parsed[name])]));
        const values = z.array(z.number()).parse([parsed[Name]].flat());
        return values.map((value) => ({ metric: { namespace: Namespace, metricName: Name, dimensions }, value }));
      }),
    ),
  );
}
