import * as v from 'valibot';
import { readAs } from '../../../functions/domain/read-as.ts';
import type { MetricKey } from './metric-store.ts';

/** A line in CloudWatch's embedded metric format, as far as it says what to count. */
const line = v.looseObject({
  _aws: v.object({
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: v.string(),
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.object({ Name: v.string() })),
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
  const parsed = readAs(line, JSON.parse(text));
  return parsed._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.flatMap((names) => {
        const dimensions = Object.fromEntries(names.map((name) => [name, String(parsed[name])]));
        const values = readAs(v.array(v.number()), [parsed[Name]].flat());
        return values.map((value) => ({ metric: { namespace: Namespace, metricName: Name, dimensions }, value }));
      }),
    ),
  );
}
