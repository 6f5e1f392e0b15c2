import * as v from 'valibot';
import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import { action, callAction } from '../services/action-table.ts';
import type { Service } from '../services/service.ts';
import { functionNameOf } from '../template/readers/functions.ts';

const invokeRequest = v.strictObject({
  FunctionName: v.string(),
  InvocationType: v.optional(v.picklist(['RequestResponse', 'Event']), 'RequestResponse'),
  Qualifier: v.optional(v.literal('$LATEST')),
  Payload: v.unknown(),
});

/** Lambda's Invoke, for state machines and for functions that call others: for an answer, or as an event. Payloads are data, not text. */
export function createLambdaService(
  invoke: (functionName: string, payload: unknown) => Promise<InvocationOutcome>,
  accept: (functionName: string, payload: unknown) => void,
): Service {
  const table = {
    title: 'Lambda',
    invalidInput: 'InvalidParameterValueException',
    actions: {
      Invoke: action(invokeRequest, async ({ FunctionName, InvocationType, Payload }) => {
        if (InvocationType === 'RequestResponse')
          return invocationAnswer(await invoke(functionNameOf(FunctionName), Payload));
        accept(functionNameOf(FunctionName), Payload);
        return { StatusCode: 202 };
      }),
    },
  };
  return { name: 'lambda', call: (name, input, caller) => callAction(table, name, input, caller) };
}

/** A handler that returns nothing answers null; one that threw answers its error as the payload. */
function invocationAnswer(outcome: InvocationOutcome): Record<string, unknown> {
  const answer = { StatusCode: 200, ExecutedVersion: '$LATEST' };
  if ('payload' in outcome) return { ...answer, Payload: outcome.payload ?? null };
  const { errorType, errorMessage, stackTrace } = outcome.error;
  return { ...answer, FunctionError: 'Unhandled', Payload: { errorType, errorMessage, trace: stackTrace } };
}
