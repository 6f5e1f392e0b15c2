import { arnOf } from '../place.ts';
import { entriesOf, type Input, listOf, recordOf, textOf } from './read-input.ts';
import type { Estate, Permission, PermissionsOf } from './required-permissions.ts';

const transactionParts: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** Reads and writes need the table, a read through an index needs the index alone; transactions need each part's own. */
export const dynamodbPermissions: PermissionsOf = (action, input, estate) => {
  switch (action) {
    case 'GetItem':
    case 'DeleteItem':
    case 'UpdateItem':
      return [onTable(action, input, estate, [input.Key])];
    case 'PutItem':
      return [onTable(action, input, estate, [input.Item])];
    case 'Query':
      return [onRead(action, input, estate, queriedKey(input, estate))];
    case 'Scan':
      return [onRead(action, input, estate, undefined)];
    case 'BatchGetItem':
      return entriesOf(input.RequestItems).map(([table, part]) => onBatch(action, table, keysOf(part), estate));
    case 'BatchWriteItem':
      return entriesOf(input.RequestItems).map(([table, part]) => onBatch(action, table, writesOf(part), estate));
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return listOf(input.TransactItems).flatMap((item) => transactionPermissions(action, item, estate));
    default:
      return undefined;
  }
};

function onTable(action: string, input: Input, estate: Estate, items: readonly unknown[]): Permission {
  const table = tableNameOf(input.TableName);
  return {
    action: `dynamodb:${action}`,
    resource: arnOf(estate, 'dynamodb', `table/${table}`),
    keys: {
      'dynamodb:LeadingKeys': leadingKeys(items, estate.partitionKeyOf(table)),
      'dynamodb:ReturnValues': textOf(input.ReturnValues),
    },
  };
}

function onRead(action: string, input: Input, estate: Estate, key: string | undefined): Permission {
  const index = textOf(input.IndexName);
  const table = `table/${tableNameOf(input.TableName)}`;
  return {
    action: `dynamodb:${action}`,
    resource: arnOf(estate, 'dynamodb', index === undefined ? table : `${table}/index/${index}`),
    keys: { 'dynamodb:LeadingKeys': key === undefined ? [] : [key], 'dynamodb:Select': textOf(input.Select) },
  };
}

function onBatch(action: string, table: string, items: readonly unknown[], estate: Estate): Permission {
  return onTable(action, { TableName: table }, estate, items);
}

function transactionPermissions(operation: string, item: Input, estate: Estate): Permission[] {
  return entriesOf(item).flatMap(([part, input]) => {
    const action = transactionParts[part];
    if (!action) return [];
    const permission = onTable(action, input, estate, [part === 'Put' ? input.Item : input.Key]);
    return [{ ...permission, keys: { ...permission.keys, 'dynamodb:EnclosingOperation': operation } }];
  });
}

/** The partition keys' values that a call names, as IAM compares them: text. */
function leadingKeys(items: readonly unknown[], partitionKey: string | undefined): string[] {
  if (partitionKey === undefined) return [];
  return [...new Set(items.flatMap((item) => plainValue(recordOf(item)[partitionKey]) ?? []))];
}

/** The value that a query's key condition gives the partition key of its table: `#pk = :pk` or `pk = :pk`. */
function queriedKey(input: Input, estate: Estate): string | undefined {
  const partitionKey = estate.partitionKeyOf(tableNameOf(input.TableName));
  if (partitionKey === undefined || input.IndexName !== undefined) return undefined;
  const names = recordOf(input.ExpressionAttributeNames);
  const condition = textOf(input.KeyConditionExpression) ?? '';
  for (const [, name = '', value = ''] of condition.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g))
    if ((names[name] ?? name) === partitionKey) return plainValue(recordOf(input.ExpressionAttributeValues)[value]);
  return undefined;
}

function plainValue(attribute: unknown): string | undefined {
  const { S, N, B } = recordOf(attribute);
  return textOf(S) ?? textOf(N) ?? textOf(B);
}

function keysOf(part: Input): readonly unknown[] {
  return listOf(part.Keys);
}

function writesOf(part: unknown): readonly unknown[] {
  return listOf(part).map((request) => {
    const { PutRequest, DeleteRequest } = request;
    return recordOf(PutRequest).Item ?? recordOf(DeleteRequest).Key;
  });
}

/** Tables are named by name or by ARN. */
function tableNameOf(value: unknown): string {
  const text = textOf(value) ?? '';
  return text.startsWith('arn:') ? (text.split('table/')[1] ?? text) : text;
}
