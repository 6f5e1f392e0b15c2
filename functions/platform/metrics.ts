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
