import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What is counted of our own, each with an alarm of its name. AWS counts the rest. */
export const ownMetrics = [
  'Parked',
  'SweepRestarts',
  'SweepFailures',
  'OverdueRunning',
  'PromptsHeld',
  'MailRefused',
  'MailUndelivered',
] as const;
export type OwnMetric = (typeof ownMetrics)[number];

export const metricNamespace = 'Throughline';

/** Made with the first count: most instances of a function never count anything. */
let metrics: Metrics | undefined;

/** Counts one more: a line in the log that CloudWatch reads as a metric. No ids: each would be a metric of its own. */
export function countMetric(name: OwnMetric): void {
  metrics ??= new Metrics({ namespace: metricNamespace, serviceName: 'throughline' });
  metrics.singleMetric().addMetric(name, MetricUnit.Count, 1);
}
