import type { Server } from 'node:http';
import type { RawResponse } from '../http-api/function-response.ts';
import { apiError } from '../http-api/function-response.ts';
import type { RawRequest } from '../http-api/request-event.ts';
import { createSiteServer } from '../http-api/site-server.ts';

type Handle = (request: RawRequest) => Promise<RawResponse>;

/**
 * The one server that people's browsers reach. It stands before the cloud does, so that a port in use is found at once,
 * and outlives a reset: until there is something to serve it answers Service Unavailable.
 */
export interface FrontDoor {
  readonly server: Server;
  serve(handle: Handle | undefined, now: () => number): void;
}

export function createFrontDoor(onError: (error: unknown) => void): FrontDoor {
  let handle: Handle = async () => apiError(503);
  let now = (): number => Date.now();
  const server = createSiteServer({ now: () => now(), handle: (request) => handle(request), onError });
  return {
    server,
    serve(next, time) {
      handle = next ?? (async () => apiError(503));
      now = time;
    },
  };
}
