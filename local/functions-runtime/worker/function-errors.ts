import { isNativeError } from 'node:util/types';
import type { FunctionError } from '../messages.ts';

/** What was thrown, as Lambda's Node.js runtime reports it. */
export function errorOf(thrown: unknown): FunctionError {
  if (thrown instanceof Error || isNativeError(thrown)) {
    const { name, message, stack = '' } = thrown as Error;
    return { errorType: name, errorMessage: message, stackTrace: stack.split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), stackTrace: [] };
}

/** An error of the runtime itself: `Runtime.HandlerNotFound`, `Runtime.MarshalError`, … */
export function runtimeError(kind: string, message: string, cause?: unknown): FunctionError {
  const stackTrace = cause === undefined ? [] : errorOf(cause).stackTrace;
  return { errorType: `Runtime.${kind}`, errorMessage: message, stackTrace };
}
