import { ServiceError } from '../service.ts';
import type { Item } from './types.ts';

// Names and wordings are those of the DynamoDB API reference and, for validation, as AWS answers.

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

export function tableNotFound(): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Requested resource not found');
}

/** `item` is the one that stood in the way, for callers that asked for it. */
export function conditionFailed(item?: Item): ServiceError {
  const fields = item ? { Item: item } : {};
  return new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', { fields });
}

export function isConditionFailure(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.name === 'ConditionalCheckFailedException';
}

export function unsupportedAction(action: string): ServiceError {
  return new ServiceError('UnknownOperationException', `The embedded DynamoDB does not serve ${action}.`);
}

export function unsupportedField(action: string, field: string): ServiceError {
  return validationError(`The embedded DynamoDB does not know the field ${field} of ${action}.`);
}

export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

export function transactionCancelled(reasons: readonly CancellationReason[]): ServiceError {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons } },
  );
}
