import { isJsonObject, type Json, parseJson } from './json.ts';
import type { Resource } from './resource.ts';

/** A TestState request that AWS answers with a ValidationException. */
export class InvalidTestState extends Error {
  override readonly name = 'InvalidTestState';
}

export interface StateMock {
  /** JSON text. */
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

type FieldType = 'string' | 'number' | 'list' | 'object' | 'any';
type Shape = Readonly<Record<string, { readonly type: FieldType; readonly required?: true }>>;

/** The answers of the optimised integrations, as their service's API has them. */
const shapes: Readonly<Record<string, Shape>> = {
  'states:startExecution': {
    ExecutionArn: { type: 'string', required: true },
    StartDate: { type: 'string', required: true },
  },
  'lambda:invoke': {
    StatusCode: { type: 'number' },
    FunctionError: { type: 'string' },
    LogResult: { type: 'string' },
    Payload: { type: 'any' },
    ExecutedVersion: { type: 'string' },
  },
  'sqs:sendMessage': {
    MD5OfMessageBody: { type: 'string' },
    MD5OfMessageAttributes: { type: 'string' },
    MD5OfMessageSystemAttributes: { type: 'string' },
    MessageId: { type: 'string' },
    SequenceNumber: { type: 'string' },
  },
  'events:putEvents': { FailedEntryCount: { type: 'number' }, Entries: { type: 'list' } },
  'dynamodb:getItem': { Item: { type: 'object' }, ConsumedCapacity: { type: 'object' } },
  'dynamodb:putItem': { Attributes: { type: 'object' }, ConsumedCapacity: { type: 'object' } },
  'dynamodb:updateItem': { Attributes: { type: 'object' }, ConsumedCapacity: { type: 'object' } },
  'dynamodb:deleteItem': { Attributes: { type: 'object' }, ConsumedCapacity: { type: 'object' } },
};

/** The mock's result for a call, checked against the API's shape: wholly (STRICT), what is PRESENT of it, or not at all. */
export function mockedResult(
  { result = 'null', fieldValidationMode = 'STRICT' }: StateMock,
  resource?: Resource,
): Json {
  const value = parseMock(result);
  const shape = resource && shapes[`${resource.service}:${resource.action}`];
  if (!shape || resource.kind === 'function' || fieldValidationMode === 'NONE') return value;
  for (const [name, { type, required }] of Object.entries(shape)) {
    const field = isJsonObject(value) ? value[name] : undefined;
    if (field !== undefined) checkField(name, field, type);
    else if (required && fieldValidationMode === 'STRICT') refuseMock(`Required field '${name}' is missing`);
  }
  return value;
}

function parseMock(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw new InvalidTestState('Mocked result must be valid JSON');
  }
}

function checkField(name: string, value: Json, type: FieldType): void {
  const kind = Array.isArray(value) ? 'list' : typeof value;
  if (type === 'any' || kind === type) return;
  refuseMock(`Field '${name}' must be ${type === 'object' ? 'an' : 'a'} ${type}`);
}

function refuseMock(problem: string): never {
  throw new InvalidTestState(`Mock result schema validation error: ${problem}`);
}

const contextFields: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  Execution: {
    Id: 'string',
    Input: 'any',
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

/** A mocked context object, with nothing in it but what a context object has. */
export function mockedContext(text: string): Json {
  const context = parseContext(text);
  for (const [section, value] of Object.entries(context)) {
    if (section === 'Map') refuseContext("'Map' field is not supported when mocking a Context object");
    const allowed = contextFields[section];
    if (!allowed) refuseContext(`Field '${section}' is not allowed`);
    if (!isJsonObject(value)) refuseContext(`${section} must be an object`);
    for (const [name, field] of Object.entries(value)) checkContextField(section, name, field, allowed[name]);
  }
  return context;
}

function parseContext(text: string): Record<string, Json> {
  const context = parseMock(text);
  return isJsonObject(context) ? context : refuseContext('Context must be an object');
}

function checkContextField(section: string, name: string, value: Json, type: FieldType | undefined): void {
  if (!type) refuseContext(`Field '${name}' is not allowed`);
  if (type !== 'any' && typeof value !== type) refuseContext(`${section}.${name} must be a ${type}`);
}

function refuseContext(problem: string): never {
  throw new InvalidTestState(`Invalid Context object provided: ${problem}`);
}
