import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Caller, type Service, ServiceError, type ServiceName } from '../service.ts';
import { readAwsJson } from './aws-json.ts';
import type { Credentials } from './credentials.ts';
import { readRest } from './rest-json.ts';
import {
  header,
  type Protocol,
  type WireAnswer,
  type WireCall,
  type WireError,
  type WireRequest,
} from './wire-call.ts';

/** Throws the service's AccessDenied when the caller may not make the call. */
export type Authorise = (service: ServiceName, action: string, input: Record<string, unknown>, caller: Caller) => void;

export interface SdkServerOptions {
  readonly services: readonly Service[];
  readonly credentials: Credentials;
  readonly authorise: Authorise;
  /** Virtual time, for the `Date` header: a real one would look like clock skew to the SDK, and be retried. */
  readonly now: () => number;
  /** Told of a call that failed for no reason that AWS would give. */
  readonly onError: (error: unknown) => void;
}

/** The largest request that any of the services takes: an e-mail of 40 MB. */
const bodyLimit = 41_943_040;

/** A client's idle connections are kept for longer than it keeps them itself, so that none is cut under a request. */
const keepAliveMs = 600_000;

/**
 * Serves all services on one port to the real SDK clients. The service is told by `X-Amz-Target` or the path, the
 * caller by the access key in the signature.
 */
export function createSdkServer(options: SdkServerOptions): Server {
  const services = new Map(options.services.map((service) => [service.name, service]));
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    void answer(request)
      .catch((error: unknown) => {
        options.onError(error);
        return unreadable({ name: 'InternalFailure', message: 'The request broke off.', status: 500, fields: {} });
      })
      .then((result) => write(response, result, options.now()));
  });
  return server;

  async function answer(incoming: IncomingMessage): Promise<WireAnswer> {
    const request = await readRequest(incoming);
    let protocol: Protocol | undefined;
    try {
      if (!request) throw new ServiceError('RequestEntityTooLargeException', 'Request too large.', { status: 413 });
      const call = readCall(request);
      protocol = call.protocol;
      return protocol.answer(await perform(call, request), call.action);
    } catch (thrown) {
      const error = errorOf(thrown);
      return protocol ? protocol.error(error) : unreadable(error);
    }
  }

  async function perform(call: WireCall, request: WireRequest): Promise<Record<string, unknown>> {
    const caller = callerOf(call, request, options.credentials);
    const service = services.get(call.service);
    if (!service) throw new ServiceError('UnknownOperationException', `${call.service} is not served here.`);
    options.authorise(call.service, call.action, call.input, caller);
    return service.call(call.action, call.input, caller);
  }

  function errorOf(thrown: unknown): WireError {
    if (thrown instanceof ServiceError) return thrown;
    options.onError(thrown);
    return { name: 'InternalFailure', message: 'The embedded cloud failed; see its log.', status: 500, fields: {} };
  }
}

function readCall(request: WireRequest): WireCall {
  const call = readAwsJson(request) ?? readRest(request);
  if (call) return call;
  const path = request.target.split('?')[0];
  throw new ServiceError('UnknownOperationException', `${request.method} ${path} is not served here.`, { status: 404 });
}

function callerOf(call: WireCall, request: WireRequest, credentials: Credentials): Caller {
  const signature = header(request, 'authorization') ?? '';
  const [, accessKeyId, scope] = /\bCredential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(signature) ?? [];
  if (accessKeyId === undefined)
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', { status: 403 });
  const caller = credentials.callerOf(accessKeyId);
  if (!caller) throw denied('UnrecognizedClientException', 'The security token included in the request is invalid.');
  if (scope !== call.service)
    throw denied('InvalidSignatureException', `Credential should be scoped to correct service: '${call.service}'.`);
  return caller;
}

function denied(name: string, message: string): ServiceError {
  return new ServiceError(name, message, { status: 403 });
}

/** An error before it was known how the service writes errors: every client reads one of these places. */
function unreadable({ name, message, status }: WireError): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message }),
  };
}

/** The whole request, or undefined when its body is too long; the rest of it is read and thrown away. */
async function readRequest(incoming: IncomingMessage): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= bodyLimit) chunks.push(bytes);
  }
  if (length > bodyLimit) return undefined;
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, target: url, headers, body: Buffer.concat(chunks) };
}

function write(response: ServerResponse, { status, headers, body }: WireAnswer, now: number): void {
  response.sendDate = false;
  response.writeHead(status, {
    ...headers,
    date: new Date(now).toUTCString(),
    'x-amzn-requestid': randomUUID(),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
