import { ServiceError } from '../service.ts';

// Names as SQS's clients know them; the wire adds the codes of the old query protocol.

export function queueDoesNotExist(): ServiceError {
  return new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}

export function invalidReceipt(receipt: string): ServiceError {
  return new ServiceError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${receipt}" is not a valid receipt handle.`,
  );
}

export function notInFlight(receipt: string): ServiceError {
  return new ServiceError('MessageNotInflight', `The message of the receipt handle "${receipt}" is not in flight.`);
}

export function invalidAttribute(name: string): ServiceError {
  return new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}
