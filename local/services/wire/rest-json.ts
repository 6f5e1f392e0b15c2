import { ServiceError } from '../service.ts';
import { readBody } from './aws-json.ts';
import { header, type Protocol, type WireAnswer, type WireCall, type WireRequest } from './wire-call.ts';

type Input = Record<string, unknown>;
type Found = (match: RegExpExecArray, request: WireRequest, query: URLSearchParams) => Omit<WireCall, 'protocol'>;

const suppression = '/v2/email/suppression/addresses';

/** Methods and paths of the services that speak REST: SES v2, and Lambda's Invoke. */
const routes: ReadonlyArray<readonly [method: string, path: RegExp, found: Found, protocol: Protocol]> = [
  ['POST', /^\/v2\/email\/outbound-emails$/, (_, { body }) => ses('SendEmail', readBody(body)), json()],
  ['PUT', exactly(suppression), (_, { body }) => ses('PutSuppressedDestination', readBody(body)), json()],
  ['GET', exactly(suppression), (_, __, query) => ses('ListSuppressedDestinations', pageOf(query)), json()],
  ['GET', below(suppression), ([, address]) => ses('GetSuppressedDestination', suppressed(address)), json()],
  ['DELETE', below(suppression), ([, address]) => ses('DeleteSuppressedDestination', suppressed(address)), json()],
  ['POST', /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, invocation, lambda()],
];

/** The call of a REST request; undefined when no route fits. */
export function readRest(request: WireRequest): WireCall | undefined {
  const [path = '', search] = request.target.split('?');
  for (const [method, pattern, found, protocol] of routes) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (match) return { ...found(match, request, new URLSearchParams(search)), protocol };
  }
  return undefined;
}

function ses(action: string, input: Input): Omit<WireCall, 'protocol'> {
  return { service: 'ses', action, input };
}

function suppressed(address: string | undefined): Input {
  return { EmailAddress: decodeURIComponent(address ?? '') };
}

function pageOf(query: URLSearchParams): Input {
  const reasons = query.getAll('Reason');
  return {
    ...(reasons.length > 0 && { Reasons: reasons }),
    ...(query.has('PageSize') && { PageSize: Number(query.get('PageSize')) }),
    ...(query.has('NextToken') && { NextToken: query.get('NextToken') }),
  };
}

function invocation([, name]: RegExpExecArray, request: WireRequest, query: URLSearchParams) {
  const input: Input = {
    FunctionName: decodeURIComponent(name ?? ''),
    InvocationType: header(request, 'x-amz-invocation-type') ?? 'RequestResponse',
    ...(query.has('Qualifier') && { Qualifier: query.get('Qualifier') }),
    ...(request.body.length > 0 && { Payload: readPayload(request.body) }),
  };
  return { service: 'lambda', action: 'Invoke', input } as const;
}

function readPayload(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    const message = `Could not parse request body into json: ${String(cause)}`;
    throw new ServiceError('InvalidRequestContentException', message);
  }
}

function json(): Protocol {
  const headers = { 'content-type': 'application/json' };
  return {
    answer: (result) => ({ status: 200, headers, body: JSON.stringify(result) }),
    error: ({ name, message, status, fields }) => ({
      status,
      headers: { ...headers, 'x-amzn-errortype': name },
      body: JSON.stringify({ message, ...fields }),
    }),
  };
}

function lambda(): Protocol {
  return { ...json(), answer: writeInvocation };
}

/** Invoke answers the payload as the body, the rest as headers. */
function writeInvocation(result: Record<string, unknown>): WireAnswer {
  const { StatusCode, ExecutedVersion, FunctionError, Payload } = result;
  return {
    status: typeof StatusCode === 'number' ? StatusCode : 200,
    headers: {
      'content-type': 'application/json',
      ...(typeof ExecutedVersion === 'string' && { 'x-amz-executed-version': ExecutedVersion }),
      ...(typeof FunctionError === 'string' && { 'x-amz-function-error': FunctionError }),
    },
    body: Payload === undefined ? '' : JSON.stringify(Payload),
  };
}

function exactly(path: string): RegExp {
  return new RegExp(`^${path}/?$`);
}

function below(path: string): RegExp {
  return new RegExp(`^${path}/([^/]+)$`);
}
