import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';

/** The function refused or failed: what it said. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

const failed = v.object({ errorType: v.string(), errorMessage: v.string() });

/** Calls a function of an environment in AWS, with the credentials and region that this process has. */
export function callFunction(environment: string, name: string): (payload: unknown) => Promise<unknown> {
  const client = new LambdaClient({});
  return async (payload) => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: `throughline-${environment}-${name}`, Payload: JSON.stringify(payload) }),
    );
    const answer: unknown = JSON.parse(new TextDecoder().decode(Payload));
    if (!FunctionError) return answer;
    const { errorType, errorMessage } = readAs(failed, answer);
    throw new FunctionFailed(`${errorType}: ${errorMessage}`);
  };
}
