import * as z from 'zod';
import { defined } from '../defined.ts';
import { type FoundResource, readProperties, whole } from '../found-resource.ts';
import type { EventTarget, NamedResource, RuleDefinition, ScheduleDefinition } from '../inventory.ts';

const retryPolicy = z
  .strictObject({ MaximumRetryAttempts: whole.optional(), MaximumEventAgeInSeconds: whole.optional() })
  .optional();
const deadLetterConfig = z.strictObject({ Arn: z.string() }).optional();

const target = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  RetryPolicy: retryPolicy,
  DeadLetterConfig: deadLetterConfig,
});

const ruleProperties = z.strictObject({
  Name: z.string().optional(),
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(target.extend({ Id: z.string() })).default([]),
});

const scheduleProperties = z.strictObject({
  Name: z.string().optional(),
  GroupName: z.string().optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
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

const busProperties = z.strictObject({ Name: z.string() });

export function readEventBus(found: FoundResource): NamedResource {
  return { name: readProperties(found, busProperties).Name, arn: found.attribute('Arn') };
}

function targetOf(properties: z.infer<typeof target>): EventTarget {
  return defined({
    arn: properties.Arn,
    roleArn: properties.RoleArn,
    deadLetterArn: properties.DeadLetterConfig?.Arn,
    maximumRetryAttempts: properties.RetryPolicy?.MaximumRetryAttempts ?? retryDefaults.attempts,
    maximumEventAgeSeconds: properties.RetryPolicy?.MaximumEventAgeInSeconds ?? retryDefaults.ageSeconds,
    input: properties.Input,
  });
}
