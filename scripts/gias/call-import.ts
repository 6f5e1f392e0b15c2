import { callFunction, FunctionFailed } from '../aws/call-function.ts';
import type { CallImport } from './take-in.ts';

/** The function refused or failed: what it said. */
export class ImportFailed extends Error {
  override readonly name = 'ImportFailed';
}

/** Takes in at an embedded cloud, by its local control. */
export function callEmbedded(siteUrl: string): CallImport {
  return async (payload) => {
    const headers = { 'content-type': 'application/json', origin: siteUrl };
    const answer = await reach(`${siteUrl}/_local/functions/import-schools`, {
      method: 'POST',
      headers,
      body: JSON.stringify(payload),
    });
    if (!answer.ok) throw new ImportFailed(`${siteUrl} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    // What fetch throws where nothing listens.
    if (!(error instanceof TypeError)) throw error;
    throw new ImportFailed(`Nothing answers at ${new URL(url).origin}: is "npm start" running there?`, {
      cause: error,
    });
  }
}

/** Takes in at AWS, with the credentials and region that the environment has. */
export function callAws(environment: string): CallImport {
  const call = callFunction(environment, 'import-schools');
  return async (payload) => {
    try {
      return await call(payload);
    } catch (error) {
      if (!(error instanceof FunctionFailed)) throw error;
      throw new ImportFailed(error.message, { cause: error });
    }
  };
}
