import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import type { EmbeddedDynamo } from '../services/dynamodb/embedded/embedded-dynamo.ts';
import { streamArnOf } from '../services/dynamodb/table-definition.ts';
import { compileAnyPattern } from '../services/eventbridge/event-pattern.ts';
import type { Authoriser } from '../services/iam/authoriser.ts';
import type { SqsService } from '../services/sqs/sqs-service.ts';
import type { EventSourceMapping, Inventory } from '../template/inventory.ts';
import { TemplateError } from '../template/template-error.ts';
import { describeAbandonedBatch } from './abandoned-batch.ts';
import { functionNamed, roleOf } from './functions.ts';
import { type AbandonedBatch, createStreamMapping } from './stream-mapping.ts';

export interface EventSourcesOptions {
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly authority: Authoriser;
  readonly dynamo: EmbeddedDynamo;
  readonly sqs: SqsService;
  readonly invoke: (functionName: string, payload: unknown) => Promise<InvocationOutcome>;
}

/** What Lambda must be allowed to do with a source, as the function's role. */
const pollerActions = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
} as const;

/**
 * Connects queues and streams to their functions, as the template's event source mappings say. Throws `TemplateError`
 * when a function's role may not read its source: Lambda would refuse the mapping.
 */
export function connectEventSources(options: EventSourcesOptions): void {
  for (const mapping of options.inventory.eventSourceMappings) {
    if (mapping.sourceArn.split(':')[2] === 'sqs') connectQueue(mapping, options);
    else connectStream(mapping, options);
  }
}

function connectQueue(mapping: EventSourceMapping, options: EventSourcesOptions): void {
  const { sqs, invoke } = options;
  demand(mapping, options, pollerActions.sqs, mapping.sourceArn);
  sqs.consume({
    queueArn: mapping.sourceArn,
    batchSize: mapping.batchSize,
    batchingWindowSeconds: mapping.batchingWindowSeconds,
    reportBatchItemFailures: mapping.reportBatchItemFailures,
    passes: compileAnyPattern(mapping.filters),
    handle: (Records) => invoke(mapping.functionName, { Records }),
    ...(mapping.maximumConcurrency !== undefined && { maximumConcurrency: mapping.maximumConcurrency }),
  });
}

function connectStream(mapping: EventSourceMapping, options: EventSourcesOptions): void {
  const { dynamo, inventory, clock, invoke } = options;
  demand(mapping, options, pollerActions.stream, mapping.sourceArn);
  if (mapping.onFailureArn !== undefined) demand(mapping, options, ['sqs:SendMessage'], mapping.onFailureArn);
  const table = inventory.tables.find(({ tableArn }) => streamArnOf(tableArn) === mapping.sourceArn);
  if (!table) throw new TemplateError(`${mapping.path} reads ${mapping.sourceArn}, which no table has.`);
  dynamo.consumeStream(table.tableName, {
    name: mapping.path,
    batchSize: mapping.batchSize,
    startingPosition: 'TRIM_HORIZON',
    handle: createStreamMapping(mapping, {
      now: () => clock.now(),
      invoke,
      passes: compileAnyPattern(mapping.filters),
      giveUp: async (batch) => giveUp(mapping, batch, options),
    }),
  });
}

function giveUp(mapping: EventSourceMapping, batch: AbandonedBatch, options: EventSourcesOptions): void {
  const { inventory, clock, sqs } = options;
  const { onFailureArn, functionName } = mapping;
  if (onFailureArn === undefined) return;
  const { arn: functionArn } = functionNamed(inventory, functionName);
  const facts = { functionArn, requestId: randomUUID(), now: clock.now() };
  sqs.send(onFailureArn, { body: describeAbandonedBatch(mapping, batch, facts) });
}

/** Checks, once, what Lambda would need of the function's role. */
function demand(
  { path, functionName }: EventSourceMapping,
  { authority, inventory }: EventSourcesOptions,
  actions: readonly string[],
  resource: string,
): void {
  const roleArn = roleOf(inventory, functionName);
  for (const action of actions) {
    if (!authority.allowsRole(roleArn, action, resource))
      throw new TemplateError(`${path} can't work: ${roleArn} may not ${action} on ${resource}.`);
  }
}
