import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarmAction, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** What an alarm looks at. Each has a section of its name in docs/operations/alarms.md. */
export interface Watched {
  /** As `ExecutionsFailed-journey`: the metric's own name, then what it is of. */
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Average' | 'p95';
  readonly period: Duration;
  readonly atLeast: number;
  /** Of so many periods, how many must be at or above it; one of one where nothing is said. */
  readonly periods?: { readonly of: number; readonly bad: number };
}

/** An alarm that tells `actions` when it goes off and when it is over. No data is no trouble: nothing happened. */
export function createAlarm(
  scope: Construct,
  environment: string,
  watched: Watched,
  actions: readonly IAlarmAction[],
): Alarm {
  const { namespace, metricName, dimensions, statistic, period, periods = { of: 1, bad: 1 } } = watched;
  const alarm = new Alarm(scope, watched.name, {
    alarmName: `throughline-${environment}-${watched.name}`,
    alarmDescription: `${watched.description} What to do: docs/operations/alarms.md, ${watched.name}.`,
    metric: new Metric({ namespace, metricName, dimensionsMap: { ...dimensions }, statistic, period }),
    threshold: watched.atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: periods.of,
    datapointsToAlarm: periods.bad,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  for (const action of actions) {
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
  return alarm;
}

export const minutes = (count: number): Duration => Duration.minutes(count);
