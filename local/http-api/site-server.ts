import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { apiError, type RawResponse } from './function-response.ts';
import { bodyLimit } from './http-api.ts';
import type { RawRequest } from './request-event.ts';

export interface SiteServerOptions {
  readonly now: () => number;
  readonly handle: (request: RawRequest) => Promise<RawResponse>;
  /** Told of a request that could not be answered. */
  readonly onError: (error: unknown) => void;
}

/** API Gateway's quota for the request line and headers together. */
const headerLimit = 10_240;

/**
 * The site's HTTP server. It answers only requests whose Host is this machine's loopback, so that a page of another
 * name that resolves to 127.0.0.1 can't reach it; the `Date` header is virtual.
 */
export function createSiteServer({ now, handle, onError }: SiteServerOptions): Server {
  const server = createServer({ maxHeaderSize: headerLimit }, (request, response) => {
    void answer(request)
      .catch((error: unknown) => {
        onError(error);
        return apiError(500);
      })
      .then((result) => write(response, request.method ?? 'GET', result, now()));
  });
  return server;

  async function answer(request: IncomingMessage): Promise<RawResponse> {
    if (!isLoopback(request.headers.host)) return apiError(403);
    const body = await readBody(request);
    if (!body) return apiError(413);
    return handle({
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      body,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    });
  }
}

export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** The whole body, or undefined when it is longer than is taken; the rest is read and thrown away. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= bodyLimit) chunks.push(bytes);
  }
  return length <= bodyLimit ? Buffer.concat(chunks) : undefined;
}

function write(response: ServerResponse, method: string, result: RawResponse, now: number): void {
  const headers = [...result.headers.flat(), 'date', new Date(now).toUTCString()];
  const hasBody = result.status !== 204 && result.status !== 304;
  if (hasBody) headers.push('content-length', String(result.body.length));
  response.sendDate = false;
  response.writeHead(result.status, headers);
  response.end(hasBody && method !== 'HEAD' ? result.body : undefined);
}
