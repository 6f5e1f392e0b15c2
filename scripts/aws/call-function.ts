import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';

/** The function refused or failed: what it said. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

const failed = z.object({ errorType: z.string(), errorMessage: z.string() });

/** Calls a function of an environment in AWS, with the credentials and region that this process has. */
export function callFunction(environment: string, name: string): (payload: unknown) => Promise<unknown> {
  const client = new LambdaClient({});
  return async (payload) => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: `throughline-${environment}-${name}`, Payload: JSON.stringify(payload) }),
    );
    const answer: unknown = JSON.parse(new TextDecoder().decode(Payload));
    if (!FunctionError) return answer;
    const { errorType, errorMessage } = failed.parse(answer);
    throw new FunctionFailed(`${errorType}: ${errorMessage}`);
  };
}
