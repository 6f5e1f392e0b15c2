import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import type { AlarmDefinition } from '../../services/cloudwatch/alarm.ts';
import { type FoundResource, readProperties } from '../found-resource.ts';

const properties = v.strictObject({
  AlarmName: v.string(),
  Namespace: v.string(),
  MetricName: v.string(),
  Dimensions: v.optional(v.array(v.strictObject({ Name: v.string(), Value: v.string() })), () => []),
  Statistic: v.optional(v.picklist(['Sum', 'Maximum', 'Average'])),
  ExtendedStatistic: v.optional(v.literal('p95')),
  Period: wholeTyped,
  EvaluationPeriods: wholeTyped,
  DatapointsToAlarm: v.optional(wholeTyped),
  Threshold: v.number(),
  ComparisonOperator: v.literal('GreaterThanOrEqualToThreshold'),
  TreatMissingData: v.literal('notBreaching'),
});
const withoutEffect = {
  AlarmDescription: 'for people',
  AlarmActions: 'nobody is told here',
  OKActions: 'nobody is told here',
};

/** An alarm on one metric. One on an expression, or that treats missing data otherwise, is refused. */
export function readAlarm(found: FoundResource): AlarmDefinition {
  const alarm = readProperties(found, properties, withoutEffect);
  return {
    name: alarm.AlarmName,
    namespace: alarm.Namespace,
    metricName: alarm.MetricName,
    dimensions: Object.fromEntries(alarm.Dimensions.map(({ Name, Value }) => [Name, Value])),
    statistic: alarm.Statistic ?? alarm.ExtendedStatistic ?? 'Sum',
    periodSeconds: alarm.Period,
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    threshold: alarm.Threshold,
  };
}
