import { ServiceError, type ServiceName } from '../service.ts';
import { header, type Protocol, type WireCall, type WireRequest } from './wire-call.ts';

interface JsonService {
  readonly service: ServiceName;
  readonly version: '1.0' | '1.1';
  /** What stands before `#` in an error's `__type`. */
  readonly namespace?: string;
}

/** The services that speak AWS JSON, by the prefix of `X-Amz-Target`. */
const services: Readonly<Record<string, JsonService>> = {
  DynamoDB_20120810: { service: 'dynamodb', version: '1.0', namespace: 'com.amazonaws.dynamodb.v20120810' },
  AWSStepFunctions: { service: 'states', version: '1.0' },
  AmazonSQS: { service: 'sqs', version: '1.0', namespace: 'com.amazonaws.sqs' },
  AWSEvents: { service: 'events', version: '1.1' },
  secretsmanager: { service: 'secretsmanager', version: '1.1' },
};

/** SQS's error codes in its old query protocol, which its clients still read from a header. */
const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
  InvalidParameterValueException: 'InvalidParameterValue',
};

/** The call of a request that names it in `X-Amz-Target`; undefined when it has no such header. */
export function readAwsJson(request: WireRequest): WireCall | undefined {
  const [prefix, action, ...rest] = header(request, 'x-amz-target')?.split('.') ?? [];
  if (prefix === undefined) return undefined;
  const found = services[prefix];
  if (!found || !action || rest.length > 0)
    throw new ServiceError('UnknownOperationException', `${header(request, 'x-amz-target')} is not served here.`);
  return { service: found.service, action, input: readBody(request.body), protocol: protocolOf(found) };
}

/** A JSON object; no body at all is an empty one. Throws SerializationException. */
export function readBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const value = parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ServiceError('SerializationException', 'The body is not a JSON object.');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw Object.assign(new ServiceError('SerializationException', 'The body is not JSON.'), { cause });
  }
}

function protocolOf({ service, version, namespace }: JsonService): Protocol {
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    answer: (result) => ({ status: 200, headers, body: JSON.stringify(result) }),
    error: ({ name, message, status, fields }) => ({
      status,
      headers: service === 'sqs' ? { ...headers, 'x-amzn-query-error': queryError(name, status) } : headers,
      body: JSON.stringify({ __type: namespace ? `${namespace}#${name}` : name, message, ...fields }),
    }),
  };
}

function queryError(name: string, status: number): string {
  return `${queryCodes[name] ?? name};${status >= 500 ? 'Receiver' : 'Sender'}`;
}
