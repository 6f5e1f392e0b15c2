import type { RawResponse } from '../http-api/function-response.ts';
import type { RawRequest } from '../http-api/request-event.ts';
import type { SecretsService } from '../services/secrets/secrets-service.ts';
import { root } from '../services/service.ts';
import type { FrontDefinition } from '../template/inventory.ts';

type Handle = (request: RawRequest) => Promise<RawResponse>;

/** Shows the HTTP API what CloudFront would, in place of whatever the visitor sent under the same names. */
export function throughFront(fronts: readonly FrontDefinition[], secrets: SecretsService, serve: Handle): Handle {
  const shown = fronts.flatMap(({ originHeaders }) => originHeaders);
  if (shown.length === 0) return serve;
  return async (request) => {
    const own = new Set(shown.map(({ name }) => name.toLowerCase()));
    const rawHeaders = pairs(request.rawHeaders).filter(([name]) => !own.has(name.toLowerCase()));
    for (const { name, value } of shown) rawHeaders.push([name, 'text' in value ? value.text : await textOf(value)]);
    return serve({ ...request, rawHeaders: rawHeaders.flat() });
  };

  async function textOf({ secretArn }: { readonly secretArn: string }): Promise<string> {
    const { SecretString } = await secrets.call('GetSecretValue', { SecretId: secretArn }, root);
    return String(SecretString);
  }
}

function pairs(raw: readonly string[]): Array<[name: string, value: string]> {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
}
