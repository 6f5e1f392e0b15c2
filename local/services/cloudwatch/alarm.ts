import type { Dimensions, MetricKey, MetricStore } from './metric-store.ts';

/** An alarm of the template, as CloudWatch evaluates it. */
export interface AlarmDefinition extends MetricKey {
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly statistic: 'Sum' | 'Maximum' | 'Average' | 'p95';
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
}

export type AlarmState = 'OK' | 'ALARM';

/**
 * What CloudWatch would say at a moment: `datapointsToAlarm` of the last `evaluationPeriods` whole periods, the present one
 * included, are at or above the threshold. A period without data is not a breach (the template says so of every alarm).
 */
export function evaluateAlarm(alarm: AlarmDefinition, store: MetricStore, now: number): AlarmState {
  const period = alarm.periodSeconds * 1000;
  const current = Math.floor(now / period) * period;
  const starts = Array.from({ length: alarm.evaluationPeriods }, (_, back) => current - back * period);
  const breaching = starts.filter((start) => {
    const values = store.values(alarm, start, start + period);
    return values.length > 0 && statisticOf(values, alarm.statistic) >= alarm.threshold;
  });
  return breaching.length >= alarm.datapointsToAlarm ? 'ALARM' : 'OK';
}

function statisticOf(values: readonly number[], statistic: AlarmDefinition['statistic']): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / values.length;
    case 'Maximum':
      return Math.max(...values);
    case 'p95':
      return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
  }
}
