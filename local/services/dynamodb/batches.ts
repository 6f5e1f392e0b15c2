import type { EngineTable } from './engine.ts';
import { validationError } from './errors.ts';
import { type Capacity, changeOf, type Operations } from './operations.ts';
import { asList, asRecord, checkFields, constraint } from './requests.ts';
import { itemBytes } from './sizes.ts';
import type { Change, Item } from './types.ts';

const maxWrites = 25;
const maxReads = 100;
/** What one BatchGetItem answers with at most; the rest comes back as unprocessed keys. */
const maxAnswerBytes = 16 * 1024 * 1024;

type Input = Readonly<Record<string, unknown>>;

/** BatchWriteItem: up to 25 puts and deletes without conditions, lasting together. */
export function runBatchWrite(operations: Operations, input: Input): Record<string, unknown> {
  const requests = Object.entries(requestItems(input)).flatMap(([tableName, list]) =>
    asList(list, 'requestItems', maxWrites).map((request) => ({ tableName, request })),
  );
  if (requests.length > maxWrites) throw validationError('Too many items requested for the BatchWriteItem call');
  const writes = requests.map(({ tableName, request }) => planWrite(operations, tableName, request));
  checkDistinct(writes.map(({ table, id }) => `${table.definition.tableName} ${id}`));
  operations.commit(writes.map(({ change }) => change));
  const call = { action: 'BatchWriteItem', input };
  const capacities = writes.map(({ table, change }) => operations.countWrite(call, table, change));
  return { UnprocessedItems: {}, ...summed(capacities) };
}

function planWrite(operations: Operations, tableName: string, raw: unknown) {
  const request = checkFields('BatchWriteItem.RequestItems', raw);
  const [[kind, body] = [], ...more] = Object.entries(request);
  if (kind === undefined || more.length > 0)
    throw validationError('Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest');
  const table = operations.tables.get(tableName);
  const input = { TableName: tableName, ...checkFields(`BatchWriteItem.${kind}`, body) };
  const plan = operations.engine.plan(kind === 'PutRequest' ? 'Put' : 'Delete', table, input);
  const keys = plan.locate();
  const id = table.idOf(keys);
  const old = table.find(id);
  const change: Change = changeOf(table, id, keys, old, plan.evaluate(old).image);
  return { table, id, change };
}

/** BatchGetItem: up to 100 items of any tables, in the order asked for. */
export function runBatchGet(operations: Operations, input: Input): Record<string, unknown> {
  const responses: Record<string, Item[]> = {};
  const unprocessed: Record<string, { Keys: unknown[] }> = {};
  const capacities: Capacity[] = [];
  let [count, bytes] = [0, 0];
  for (const [tableName, raw] of Object.entries(requestItems(input))) {
    const { Keys, ...options } = checkFields('BatchGetItem.RequestItems', raw);
    const keys = asList(Keys, `requestItems.${tableName}.member.keys`, maxReads);
    count += keys.length;
    if (count > maxReads) throw validationError('Too many items requested for the BatchGetItem call');
    const table = operations.tables.get(tableName);
    const found = keys.map((Key) => operations.engine.get(table, { TableName: tableName, Key, ...options }));
    checkDistinct(keys.map((key) => table.idOf(asRecord(key, 'Key') as Item)));
    const shown: Item[] = [];
    for (const [i, { item, shown: part }] of found.entries()) {
      bytes += item ? itemBytes(item) : 0;
      if (bytes > maxAnswerBytes) unprocessed[tableName] = { ...options, Keys: keys.slice(i) };
      if (bytes > maxAnswerBytes) break;
      capacities.push(countGet(operations, input, table, item, options.ConsistentRead === true));
      if (part) shown.push(part);
    }
    responses[tableName] = shown;
  }
  return { Responses: responses, UnprocessedKeys: unprocessed, ...summed(capacities) };
}

function countGet(
  operations: Operations,
  input: Input,
  table: EngineTable,
  item: Item | undefined,
  consistent: boolean,
) {
  return operations.countRead({ action: 'BatchGetItem', input }, table, item ? [item] : [], consistent);
}

function requestItems(input: Input): Record<string, unknown> {
  if (input.RequestItems === undefined) throw constraint('requestItems', 'null', 'Member must not be null');
  const items = asRecord(input.RequestItems, 'RequestItems');
  if (Object.keys(items).length === 0)
    throw constraint('requestItems', '{}', 'Member must have length greater than or equal to 1');
  return items;
}

function checkDistinct(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw validationError('Provided list of item keys contains duplicates');
}

/** `ConsumedCapacity` with one entry for each table, when any was asked for. */
export function summed(capacities: readonly Capacity[]): { ConsumedCapacity?: unknown } {
  const units = new Map<string, number>();
  for (const capacity of capacities)
    if (capacity) units.set(capacity.TableName, (units.get(capacity.TableName) ?? 0) + capacity.CapacityUnits);
  if (units.size === 0) return {};
  return { ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })) };
}
