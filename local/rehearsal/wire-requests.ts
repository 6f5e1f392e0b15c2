import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { TableKey } from '../../functions/platform/keys.ts';
import type { Json, JsonObject } from '../states-language/json.ts';
import type { ObjectTable } from './object-table.ts';

type Wire = Readonly<Record<string, AttributeValue>>;

interface UpdateItem {
  readonly Key: Wire;
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Wire;
}

/** A request that a state machine makes of DynamoDB, of a kind that a table of objects does not understand. */
export class UnsupportedRequest extends Error {
  override readonly name = 'UnsupportedRequest';
}

class ConditionFailed extends Error {
  override readonly name = 'DynamoDb.ConditionalCheckFailedException';
}

/**
 * Does on a table of objects what a state machine asks of DynamoDB by itself: a wait's `updateItem`, which sets and
 * removes on the condition that several attributes are equal to a value, and the `getItem` before parking. Throws
 * `UnsupportedRequest` for anything else, and what Step Functions calls a failed condition.
 */
export function callTable(table: ObjectTable, action: string, input: JsonObject): Json {
  if (action === 'updateItem') return updateItem(table, input as object as UpdateItem);
  if (action === 'getItem') return getItem(table, input);
  throw new UnsupportedRequest(`A rehearsal's table does not know ${action}`);
}

function updateItem(table: ObjectTable, input: UpdateItem): Json {
  const { sets, removes } = planOf(updatePlans, input.UpdateExpression, readUpdate);
  const equals = planOf(conditionPlans, input.ConditionExpression, readCondition);
  const name = (alias: string) => known(input.ExpressionAttributeNames[alias], alias);
  const value = (alias: string) => plainValue(known(input.ExpressionAttributeValues[alias], alias));
  const set: Record<string, unknown> = {};
  for (const [alias, of] of sets) set[name(alias)] = value(of);
  const where: Record<string, string | number> = {};
  for (const [alias, of] of equals) where[name(alias)] = value(of) as string | number;
  const { ok } = table.writeNow({ kind: 'update', key: keyOf(input.Key), set, remove: removes.map(name), where });
  if (!ok) throw new ConditionFailed('The conditional request failed');
  return {};
}

function getItem(table: ObjectTable, input: JsonObject): Json {
  const item = table.itemAt(keyOf(input.Key as object as Wire));
  if (!item) return {};
  const names = input.ExpressionAttributeNames as Readonly<Record<string, string>> | undefined;
  const projected = String(input.ProjectionExpression)
    .split(',')
    .map((alias) => known(names?.[alias.trim()], alias));
  const Item = marshall(Object.fromEntries(projected.map((attribute) => [attribute, item[attribute]])));
  return { Item: Item as object as Json };
}

interface UpdatePlan {
  readonly sets: readonly Pair[];
  readonly removes: readonly string[];
}

/** A name's alias and a value's. */
type Pair = readonly [string, string];

const updatePlans = new Map<string, UpdatePlan>();
const conditionPlans = new Map<string, readonly Pair[]>();

function planOf<P>(plans: Map<string, P>, expression: string, read: (expression: string) => P): P {
  const kept = plans.get(expression);
  if (kept) return kept;
  const plan = read(expression);
  plans.set(expression, plan);
  return plan;
}

/** `SET #a = :a, #b = :b REMOVE #c` */
function readUpdate(expression: string): UpdatePlan {
  const [, set, remove] = /^SET (.+?)(?: REMOVE (.+))?$/.exec(expression) ?? [];
  if (!set) throw new UnsupportedRequest(`Not understood: ${expression}`);
  return { sets: set.split(',').map(readPair), removes: remove ? remove.split(',').map((alias) => alias.trim()) : [] };
}

/** `#a = :a AND #b = :b` */
function readCondition(expression: string): readonly Pair[] {
  return expression.split(' AND ').map(readPair);
}

function readPair(text: string): Pair {
  const [, name, value] = /^\s*(#\w+) = (:\w+)\s*$/.exec(text) ?? [];
  if (!name || !value) throw new UnsupportedRequest(`Not understood: ${text}`);
  return [name, value];
}

function keyOf({ pk, sk }: Wire): TableKey {
  return { pk: pk?.S ?? '', sk: sk?.S ?? '' };
}

/** The few types that waits are made of are read here; the SDK's reading of the rest takes ten times as long. */
function plainValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.M === undefined) return unmarshall({ value }).value;
  const map: Record<string, unknown> = {};
  for (const name in value.M) map[name] = plainValue(known(value.M[name], name));
  return map;
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new UnsupportedRequest(`There is no ${name}`);
  return value;
}
