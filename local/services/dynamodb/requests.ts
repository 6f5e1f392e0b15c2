import { unsupportedAction, unsupportedField, validationError } from './errors.ts';

/** What is served. Legacy parameters (`Expected`, `KeyConditions`, …), PartiQL and parallel scans are not. */
const fieldsOf = {
  GetItem: ['Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'],
  PutItem: ['Item', 'ReturnValues', 'ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'],
  DeleteItem: ['Key', 'ReturnValues', 'ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'],
  UpdateItem: [
    'Key',
    'ReturnValues',
    'UpdateExpression',
    'ConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
  ],
  Query: [
    'IndexName',
    'Select',
    'Limit',
    'ConsistentRead',
    'ScanIndexForward',
    'ExclusiveStartKey',
    'KeyConditionExpression',
    'FilterExpression',
    'ProjectionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
  ],
  Scan: [
    'IndexName',
    'Select',
    'Limit',
    'ConsistentRead',
    'ExclusiveStartKey',
    'FilterExpression',
    'ProjectionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
  ],
} as const;

const writeFields = ['ReturnValuesOnConditionCheckFailure'];
const condition = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues', ...writeFields];

const fields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    GetItem: ['TableName', 'ReturnConsumedCapacity', ...fieldsOf.GetItem],
    PutItem: ['TableName', 'ReturnConsumedCapacity', ...fieldsOf.PutItem, ...writeFields],
    DeleteItem: ['TableName', 'ReturnConsumedCapacity', ...fieldsOf.DeleteItem, ...writeFields],
    UpdateItem: ['TableName', 'ReturnConsumedCapacity', ...fieldsOf.UpdateItem, ...writeFields],
    Query: ['TableName', 'ReturnConsumedCapacity', ...fieldsOf.Query],
    Scan: ['TableName', 'ReturnConsumedCapacity', ...fieldsOf.Scan],
    BatchGetItem: ['RequestItems', 'ReturnConsumedCapacity'],
    'BatchGetItem.RequestItems': ['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'],
    BatchWriteItem: ['RequestItems', 'ReturnConsumedCapacity'],
    'BatchWriteItem.RequestItems': ['PutRequest', 'DeleteRequest'],
    'BatchWriteItem.PutRequest': ['Item'],
    'BatchWriteItem.DeleteRequest': ['Key'],
    TransactGetItems: ['TransactItems', 'ReturnConsumedCapacity'],
    'TransactGetItems.TransactItems': ['Get'],
    'TransactGetItems.Get': ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'],
    TransactWriteItems: ['TransactItems', 'ClientRequestToken', 'ReturnConsumedCapacity'],
    'TransactWriteItems.TransactItems': ['Put', 'Update', 'Delete', 'ConditionCheck'],
    'TransactWriteItems.Put': ['TableName', 'Item', ...condition],
    'TransactWriteItems.Update': ['TableName', 'Key', 'UpdateExpression', ...condition],
    'TransactWriteItems.Delete': ['TableName', 'Key', ...condition],
    'TransactWriteItems.ConditionCheck': ['TableName', 'Key', ...condition],
  }).map(([action, names]) => [action, new Set(names)]),
);

/**
 * The input of an action, or of a part of one (`TransactWriteItems.Put`), without the fields that are `undefined`
 * or `null`. Throws UnknownOperationException or ValidationException, by name, for what is not served here.
 */
export function checkFields(action: string, input: unknown): Record<string, unknown> {
  const known = fields.get(action);
  if (!known) throw unsupportedAction(action);
  const given = asRecord(input, action);
  let hasAbsent = false;
  for (const field in given) {
    if (given[field] === undefined || given[field] === null) hasAbsent = true;
    else if (!known.has(field)) throw unsupportedField(action, field);
  }
  return hasAbsent ? withoutAbsent(given) : given;
}

function withoutAbsent(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
}

/** The value as a structure; throws ValidationException when it is something else. */
export function asRecord(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw validationError(`${what} must be a structure.`);
  return value as Record<string, unknown>;
}

/** The value as a list within the bounds; throws ValidationException as AWS words it. */
export function asList(value: unknown, field: string, max: number): unknown[] {
  if (!Array.isArray(value)) throw constraint(field, 'null', 'Member must not be null');
  if (value.length === 0) throw constraint(field, '[]', 'Member must have length greater than or equal to 1');
  if (value.length > max)
    throw constraint(field, JSON.stringify(value), `Member must have length less than or equal to ${max}`);
  return value;
}

export function constraint(field: string, value: string, rule: string): Error {
  const shown = value === 'null' ? 'null' : `'${value}'`;
  return validationError(
    `1 validation error detected: Value ${shown} at '${field}' failed to satisfy constraint: ${rule}`,
  );
}

const choices = {
  ReturnConsumedCapacity: ['TOTAL', 'NONE'],
  ReturnValuesOnConditionCheckFailure: ['ALL_OLD', 'NONE'],
  ReturnValues: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'],
} as const;

/**
 * True when the caller asked for something else than NONE. Throws ValidationException for an unknown choice, and for
 * capacity by INDEXES, which isn't served here.
 */
export function asksFor(field: keyof typeof choices, value: unknown): boolean {
  if (value === undefined || value === 'NONE') return false;
  const allowed: readonly unknown[] = choices[field];
  if (allowed.includes(value)) return true;
  const shown = `${field[0]?.toLowerCase()}${field.slice(1)}`;
  throw constraint(shown, String(value), `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

export function checkReturnValues(kind: string, value: unknown): void {
  if (asksFor('ReturnValues', value) && kind !== 'Update' && value !== 'ALL_OLD')
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
}
