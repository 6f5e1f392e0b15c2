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

const metrics = new Metrics({ namespace: metricNamespace, serviceName: 'throughline' });

/** Counts one more: a line in the log that CloudWatch reads as a metric. No ids: each would be a metric of its own. */
export function countMetric(name: OwnMetric): void {
  metrics.singleMetric().addMetric(name, MetricUnit.Count, 1);
}
