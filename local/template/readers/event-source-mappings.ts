import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import { readAs } from '../../../functions/domain/read-as.ts';
import { defined } from '../defined.ts';
import { type FoundResource, flag, readProperties } from '../found-resource.ts';
import type { EventSourceMapping } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';
import { functionNameOf } from './functions.ts';

const mappingProperties = v.strictObject({
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  BatchSize: v.optional(wholeTyped),
  MaximumBatchingWindowInSeconds: v.optional(wholeTyped, 0),
  Enabled: v.optional(flag, true),
  FunctionResponseTypes: v.optional(v.array(v.literal('ReportBatchItemFailures')), () => []),
  FilterCriteria: v.optional(v.strictObject({ Filters: v.array(v.strictObject({ Pattern: v.string() })) })),
  ScalingConfig: v.optional(v.strictObject({ MaximumConcurrency: v.pipe(wholeTyped, v.minValue(2)) })),
  StartingPosition: v.optional(v.picklist(['TRIM_HORIZON', 'LATEST'])),
  MaximumRetryAttempts: v.optional(wholeTyped, -1),
  MaximumRecordAgeInSeconds: v.optional(wholeTyped, -1),
  BisectBatchOnFunctionError: v.optional(flag, false),
  DestinationConfig: v.optional(v.strictObject({ OnFailure: v.strictObject({ Destination: v.string() }) })),
  ParallelizationFactor: v.optional(v.pipe(v.unknown(), v.toNumber(), v.literal(1))),
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
    return readAs(v.record(v.string(), v.unknown()), JSON.parse(pattern));
  } catch (cause) {
    throw new TemplateError(`${found.path} has a filter that is no JSON object: ${pattern}`, { cause });
  }
}
