import { Hono } from 'hono';
import type { RawResponse } from '../http-api/function-response.ts';
import type { RawRequest } from '../http-api/request-event.ts';
import type { ControlPorts } from './control-ports.ts';
import { controlPrefix } from './control-prefix.ts';
import { jsonRoutes } from './json-routes.ts';
import { nothingHere, pageRoutes } from './page-routes.tsx';

/**
 * The local control: JSON for tests and scripts, pages for people. A GET or HEAD changes nothing; whatever changes
 * something is refused when a page of another origin sends it.
 */
export function createControl(ports: ControlPorts): (request: RawRequest) => Promise<RawResponse> {
  const app = new Hono({ strict: false });
  app.use(async (context, next) => {
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD' && isForeign(context.req.raw))
      return context.json({ error: 'Only pages of this site may do that.' }, 403);
    return next();
  });
  app.route(controlPrefix, jsonRoutes(ports));
  app.route(controlPrefix, pageRoutes(ports));
  app.notFound(nothingHere);
  return async (request) => rawResponse(await app.fetch(webRequest(request)));
}

/** Whether a browser sent it for a page of another origin. Tools that are no browser send neither header. */
function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  return origin !== null && origin !== new URL(request.url).origin;
}

function webRequest({ method, target, rawHeaders, body }: RawRequest): Request {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    headers.append(String(rawHeaders[index]), String(rawHeaders[index + 1]));
  const bodyless = method === 'GET' || method === 'HEAD' || body.length === 0;
  return new Request(new URL(target, `http://${headers.get('host')}`), {
    method,
    headers,
    ...(!bodyless && { body: new Uint8Array(body) }),
  });
}

async function rawResponse(response: Response): Promise<RawResponse> {
  return {
    status: response.status,
    headers: [...response.headers.entries()],
    body: Buffer.from(await response.arrayBuffer()),
  };
}
