import type { Json, JsonObject } from '../../states-language/json.ts';
import type { Resource } from '../../states-language/resource.ts';
import type { ServiceName } from '../service.ts';

/**
 * Makes a task's call, with the rights of the role; rejects with a `ServiceError` as the service would answer it.
 *
 * For `lambda` `Invoke`, `parameters.Payload` is the payload as JSON data, and the answer is that of Lambda's API with
 * `Payload` as JSON data: `{ StatusCode, ExecutedVersion, Payload }`, and `FunctionError` beside it when the function threw
 * (then `Payload` is `{ errorType, errorMessage, trace }`). Every other call is as on the wire.
 */
export type TaskInvoker = (call: TaskCall) => Promise<Record<string, unknown>>;

export interface TaskCall {
  readonly service: ServiceName;
  /** As on the wire: `UpdateItem`, `Invoke`. */
  readonly action: string;
  readonly parameters: Record<string, unknown>;
  /** The machine's role, or the one that the state's `Credentials` name. */
  readonly roleArn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  /** The state that calls. */
  readonly state: string;
}

/** The services that `aws-sdk:` tasks may call, by the names that Amazon States Language has for them. */
const sdkServices: Readonly<Record<string, ServiceName>> = {
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  lambda: 'lambda',
  secretsmanager: 'secretsmanager',
  sesv2: 'ses',
  sfn: 'states',
  sqs: 'sqs',
};

export function supportsResource(resource: Resource): boolean {
  return resource.kind !== 'sdk' || Object.hasOwn(sdkServices, resource.service);
}

/** The call that a task stands for, as the service has it on the wire. */
export function callOf(resource: Resource, parameters: Json): Pick<TaskCall, 'service' | 'action' | 'parameters'> {
  const service = resource.kind === 'sdk' ? sdkServices[resource.service] : (resource.service as ServiceName);
  if (!service) throw new TypeError(`No service serves ${resource.arn}`);
  const action = `${resource.action.charAt(0).toUpperCase()}${resource.action.slice(1)}`;
  if (resource.kind === 'function')
    return { service, action, parameters: { FunctionName: resource.arn, Payload: parameters } };
  return { service, action, parameters: wireParameters(service, parameters as JsonObject) };
}

/** JSON data where the service wants text is written as text, and Step Functions' own fields begin in lower case. */
function wireParameters(service: ServiceName, parameters: JsonObject): Record<string, unknown> {
  switch (service) {
    case 'states':
      return withText(mapKeys(parameters, lowerFirst), ['input', 'output']);
    case 'sqs':
      return withText(parameters, ['MessageBody']);
    case 'events':
      return { ...parameters, Entries: entriesOf(parameters.Entries) };
    default:
      return parameters;
  }
}

function entriesOf(entries: Json | undefined): unknown {
  return Array.isArray(entries) ? entries.map((entry) => withText(entry as JsonObject, ['Detail'])) : entries;
}

function withText(parameters: JsonObject, names: readonly string[]): JsonObject {
  const written = { ...parameters };
  for (const name of names) {
    const value = written[name];
    if (value !== undefined && value !== null && typeof value !== 'string') written[name] = JSON.stringify(value);
    if (value === null) delete written[name];
  }
  return written;
}

function mapKeys(object: JsonObject, change: (key: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [change(key), value]));
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The answer as the state's result has it. (AWS adds `SdkHttpMetadata` to optimised calls; nothing here had any.) */
export function resultOf(resource: Resource, answer: Record<string, unknown>): Json {
  const plain = JSON.parse(JSON.stringify(answer)) as JsonObject;
  if (resource.kind === 'function') return plain.Payload ?? null;
  if (resource.service === 'states' || resource.service === 'sfn')
    return datedResult(resource, mapKeys(plain, upperFirst));
  if (resource.service === 'lambda') return { ExecutedVersion: '$LATEST', StatusCode: 200, ...plain };
  return plain;
}

/** Step Functions' dates are seconds on the wire, milliseconds in the optimised integration and ISO text in the SDK's. */
function datedResult(resource: Resource, result: JsonObject): JsonObject {
  const dated = { ...result };
  for (const [name, value] of Object.entries(result)) {
    if (!name.endsWith('Date') || typeof value !== 'number') continue;
    const at = Math.round(value * 1000);
    dated[name] = resource.kind === 'sdk' ? new Date(at).toISOString() : at;
  }
  return dated;
}
