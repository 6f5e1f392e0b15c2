import * as z from 'zod';
import type { AlarmDefinition } from '../../services/cloudwatch/alarm.ts';
import { type FoundResource, readProperties, whole } from '../found-resource.ts';

const properties = z.strictObject({
  AlarmName: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  Statistic: z.enum(['Sum', 'Maximum', 'Average']).optional(),
  ExtendedStatistic: z.literal('p95').optional(),
  Period: whole,
  EvaluationPeriods: whole,
  DatapointsToAlarm: whole.optional(),
  Threshold: z.number(),
  ComparisonOperator: z.literal('GreaterThanOrEqualToThreshold'),
  TreatMissingData: z.literal('notBreaching'),
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
