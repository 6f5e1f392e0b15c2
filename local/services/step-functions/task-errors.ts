import { isJsonObject, type Json } from '../../states-language/json.ts';
import type { Resource } from '../../states-language/resource.ts';
import { ServiceError } from '../service.ts';

/** An error and cause, as a task reports them. */
export interface TaskFailure {
  readonly error: string;
  readonly cause: string;
}

interface Naming {
  /** The prefix of an optimised integration's errors, the error for what its SDK has no class for, and its `Service:`. */
  readonly optimised: readonly [prefix: string, unknown: string, service: string];
  /** The same of the `aws-sdk:` integration. */
  readonly sdk: readonly [prefix: string, unknown: string, service: string];
  /** The errors that the service's SDK has a class for, by their names on the wire. */
  readonly known: ReadonlySet<string>;
}

const lambda: Naming = {
  optimised: ['Lambda', 'AWSLambdaException', 'AWSLambda'],
  sdk: ['Lambda', 'LambdaException', 'Lambda'],
  known: new Set([
    'InvalidParameterValueException',
    'InvalidRequestContentException',
    'RequestTooLargeException',
    'ResourceConflictException',
    'ResourceNotFoundException',
    'ResourceNotReadyException',
    'ServiceException',
    'TooManyRequestsException',
  ]),
};

const dynamodb: Naming = {
  optimised: ['DynamoDB', 'AmazonDynamoDBException', 'AmazonDynamoDBv2'],
  sdk: ['DynamoDb', 'DynamoDbException', 'DynamoDb'],
  known: new Set([
    'ConditionalCheckFailedException',
    'DuplicateItemException',
    'IdempotentParameterMismatchException',
    'InternalServerError',
    'ItemCollectionSizeLimitExceededException',
    'LimitExceededException',
    'ProvisionedThroughputExceededException',
    'ReplicatedWriteConflictException',
    'RequestLimitExceeded',
    'ResourceInUseException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'TransactionCanceledException',
    'TransactionConflictException',
    'TransactionInProgressException',
  ]),
};

const sqs: Naming = {
  optimised: ['SQS', 'AmazonSQSException', 'AmazonSQS'],
  sdk: ['Sqs', 'SqsException', 'Sqs'],
  known: new Set([
    'InvalidMessageContents',
    'OverLimit',
    'QueueDoesNotExist',
    'RequestThrottled',
    'UnsupportedOperation',
  ]),
};

const events: Naming = {
  optimised: ['EventBridge', 'AmazonEventBridgeException', 'AmazonEventBridge'],
  sdk: ['EventBridge', 'EventBridgeException', 'EventBridge'],
  known: new Set(['InternalException', 'ResourceNotFoundException']),
};

const states: Naming = {
  optimised: ['StepFunctions', 'AWSStepFunctionsException', 'AWSStepFunctions'],
  sdk: ['Sfn', 'SfnException', 'Sfn'],
  known: new Set([
    'ExecutionAlreadyExists',
    'ExecutionDoesNotExist',
    'ExecutionLimitExceeded',
    'ExecutionNotRedrivable',
    'InvalidArn',
    'InvalidExecutionInput',
    'InvalidName',
    'InvalidOutput',
    'InvalidToken',
    'StateMachineDeleting',
    'StateMachineDoesNotExist',
    'TaskDoesNotExist',
    'TaskTimedOut',
    'ValidationException',
  ]),
};

const ses: Naming = {
  optimised: ['SesV2', 'SesV2Exception', 'SesV2'],
  sdk: ['SesV2', 'SesV2Exception', 'SesV2'],
  known: new Set([
    'AccountSuspendedException',
    'BadRequestException',
    'LimitExceededException',
    'MailFromDomainNotVerifiedException',
    'MessageRejected',
    'NotFoundException',
    'SendingPausedException',
    'TooManyRequestsException',
  ]),
};

const secrets: Naming = {
  optimised: ['SecretsManager', 'SecretsManagerException', 'SecretsManager'],
  sdk: ['SecretsManager', 'SecretsManagerException', 'SecretsManager'],
  known: new Set([
    'DecryptionFailure',
    'InternalServiceError',
    'InvalidParameterException',
    'InvalidRequestException',
    'ResourceNotFoundException',
  ]),
};

const namings: Readonly<Record<string, Naming>> = {
  lambda,
  dynamodb,
  sqs,
  events,
  eventbridge: events,
  states,
  sfn: states,
  sesv2: ses,
  secretsmanager: secrets,
};

/**
 * A service's refusal as the task reports it, which differs between the integrations: `DynamoDb.<Exception>` of
 * `aws-sdk:dynamodb`, `DynamoDB.<Exception>` of `dynamodb` (reference cases of `error_handling`).
 */
export function failureOfCall(resource: Resource, thrown: unknown, requestId: string): TaskFailure {
  const naming = namings[resource.service];
  const [prefix, unknown, service] = naming?.[resource.kind === 'sdk' ? 'sdk' : 'optimised'] ?? ['States', '', ''];
  if (!(thrown instanceof ServiceError))
    return { error: `${prefix}.SdkClientException`, cause: `Unable to execute HTTP request: ${messageOf(thrown)}` };
  const { name, message, status } = thrown;
  const error = `${prefix}.${naming?.known.has(name) ? exceptionName(name) : unknown}`;
  const where =
    resource.kind === 'sdk'
      ? `(Service: ${service}, Status Code: ${status}, Request ID: ${requestId}) (SDK Attempt Count: 1)`
      : `(Service: ${service}; Status Code: ${status}; Error Code: ${name}; Request ID: ${requestId}; Proxy: null)`;
  return { error, cause: `${message} ${where}` };
}

/** The SDK's class for an error: `InvalidToken` is `InvalidTokenException`. */
function exceptionName(name: string): string {
  return name.endsWith('Exception') ? name : `${name}Exception`;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What a function that threw reports: its `errorType`, and all it said as the cause. */
export function failureOfFunction(payload: Json): TaskFailure {
  const type = isJsonObject(payload) ? payload.errorType : undefined;
  return { error: typeof type === 'string' ? type : 'Lambda.Unknown', cause: JSON.stringify(payload) };
}
