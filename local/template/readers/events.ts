import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import { defined } from '../defined.ts';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { EventTarget, NamedResource, RuleDefinition, ScheduleDefinition } from '../inventory.ts';

const retryPolicy = v.optional(
  v.strictObject({ MaximumRetryAttempts: v.optional(wholeTyped), MaximumEventAgeInSeconds: v.optional(wholeTyped) }),
);
const deadLetterConfig = v.optional(v.strictObject({ Arn: v.string() }));

const target = v.strictObject({
  Arn: v.string(),
  RoleArn: v.optional(v.string()),
  Input: v.optional(v.string()),
  RetryPolicy: retryPolicy,
  DeadLetterConfig: deadLetterConfig,
});

const ruleProperties = v.strictObject({
  Name: v.optional(v.string()),
  EventBusName: v.optional(v.string(), 'default'),
  EventPattern: v.optional(v.record(v.string(), v.unknown())),
  ScheduleExpression: v.optional(v.string()),
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  Targets: v.optional(v.array(v.strictObject({ ...target.entries, Id: v.string() })), () => []),
});

const scheduleProperties = v.strictObject({
  Name: v.optional(v.string()),
  GroupName: v.optional(v.string()),
  FlexibleTimeWindow: v.strictObject({ Mode: v.literal('OFF') }),
  ScheduleExpression: v.string(),
  ScheduleExpressionTimezone: v.optional(v.string(), 'UTC'),
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  Target: target,
});

/** EventBridge's and the scheduler's defaults: 185 attempts within a day. */
const retryDefaults = { attempts: 185, ageSeconds: 86_400 } as const;

export function readRule(found: FoundResource): RuleDefinition {
  const properties = readProperties(found, ruleProperties);
  return defined({
    name: found.ref,
    arn: found.attribute('Arn'),
    busName: properties.EventBusName.split('/').at(-1) ?? 'default',
    enabled: properties.State === 'ENABLED',
    pattern: properties.EventPattern,
    schedule: properties.ScheduleExpression,
    targets: properties.Targets.map(({ Id, ...rest }) => ({ id: Id, ...targetOf(rest) })),
  });
}

export function readSchedule(found: FoundResource): ScheduleDefinition {
  const properties = readProperties(found, scheduleProperties);
  return {
    name: found.ref,
    arn: found.attribute('Arn'),
    enabled: properties.State === 'ENABLED',
    expression: properties.ScheduleExpression,
    timeZone: properties.ScheduleExpressionTimezone,
    target: targetOf(properties.Target),
  };
}

const busProperties = v.strictObject({ Name: v.string() });

export function readEventBus(found: FoundResource): NamedResource {
  return { name: readProperties(found, busProperties).Name, arn: found.attribute('Arn') };
}

function targetOf(properties: v.InferOutput<typeof target>): EventTarget {
  return defined({
    arn: properties.Arn,
    roleArn: properties.RoleArn,
    deadLetterArn: properties.DeadLetterConfig?.Arn,
    maximumRetryAttempts: properties.RetryPolicy?.MaximumRetryAttempts ?? retryDefaults.attempts,
    maximumEventAgeSeconds: properties.RetryPolicy?.MaximumEventAgeInSeconds ?? retryDefaults.ageSeconds,
    input: properties.Input,
  });
}
