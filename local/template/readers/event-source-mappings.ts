import * as z from 'zod';
import { defined } from '../defined.ts';
import { type FoundResource, flag, readProperties, whole } from '../found-resource.ts';
import type { EventSourceMapping } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';
import { functionNameOf } from './functions.ts';

const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: whole.optional(),
  MaximumBatchingWindowInSeconds: whole.default(0),
  Enabled: flag.default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: whole.min(2) }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  MaximumRetryAttempts: whole.default(-1),
  MaximumRecordAgeInSeconds: whole.default(-1),
  BisectBatchOnFunctionError: flag.default(false),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  ParallelizationFactor: z.coerce.number().pipe(z.literal(1)).optional(),
});

/** Lambda's own defaults, where the template says nothing. */
const defaultBatch = { sqs: 10, stream: 100 } as const;

/** A queue or a table's stream that feeds a function. */
export function readEventSourceMapping(found: FoundResource): EventSourceMapping | undefined {
  const properties = readProperties(found, mappingProperties);
  if (!properties.Enabled) return undefined;
  const kind = sourceKind(found, properties.EventSourceArn);
  return defined({
    path: found.path,
    functionName: functionNameOf(properties.FunctionName),
    sourceArn: properties.EventSourceArn,
    batchSize: properties.BatchSize ?? defaultBatch[kind],
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
    filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => parsePattern(found, Pattern)),
    reportBatchItemFailures: properties.FunctionResponseTypes.length > 0,
    maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency,
    maximumRetryAttempts: properties.MaximumRetryAttempts,
    maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds,
    bisectOnError: properties.BisectBatchOnFunctionError,
    onFailureArn: properties.DestinationConfig?.OnFailure.Destination,
  });
}

function sourceKind(found: FoundResource, arn: string): 'sqs' | 'stream' {
  const service = arn.split(':')[2];
  if (service === 'sqs') return 'sqs';
  if (service === 'dynamodb' && arn.includes('/stream/')) return 'stream';
  throw new TemplateError(`${found.path} reads events from ${arn}, which is neither a queue nor a table's stream.`);
}

function parsePattern(found: FoundResource, pattern: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(pattern));
  } catch (cause) {
    throw new TemplateError(`${found.path} has a filter that is no JSON object: ${pattern}`, { cause });
  }
}
