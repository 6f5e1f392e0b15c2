import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { InvocationOutcome } from '../../../local/functions-runtime/function-definition.ts';
import { createHttpApi } from '../../../local/http-api/http-api.ts';
import type { RawRequest } from '../../../local/http-api/request-event.ts';
import type { HttpApiDefinition } from '../../../local/template/inventory.ts';
import { place } from '../template/place.ts';

const now = Date.parse('2026-09-17T15:00:00Z');

function apiWith(routes: Record<string, string>, timeoutMs = 30_000): HttpApiDefinition {
  return {
    id: 'api',
    name: 'site',
    stage: '$default',
    routes: Object.entries(routes).map(([routeKey, functionName]) => ({
      routeKey,
      integration: { functionName, timeoutMs },
    })),
  };
}

interface Call {
  functionName: string;
  event: APIGatewayProxyEventV2;
  sourceArn: string;
}

function serve(api: HttpApiDefinition, answer: (call: Call) => InvocationOutcome | Promise<InvocationOutcome>) {
  return createHttpApi(api, {
    place,
    now: () => now,
    invoke: async (functionName, payload, sourceArn) =>
      answer({ functionName, event: payload as APIGatewayProxyEventV2, sourceArn }),
  });
}

function request(parts: Partial<RawRequest> = {}): RawRequest {
  return {
    method: 'GET',
    target: '/',
    rawHeaders: ['Host', '127.0.0.1:4400'],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    ...parts,
  };
}

async function eventOf(parts: Partial<RawRequest>, api = apiWith({ $default: 'site' })) {
  const seen: Call[] = [];
  await serve(api, (call) => {
    seen.push(call);
    return { payload: { statusCode: 204 } };
  })(request(parts));
  const [call] = seen;
  if (!call) throw new Error('No function was invoked.');
  return call;
}

describe('routing', () => {
  const api = apiWith({
    'ANY /admin': 'console',
    'ANY /admin/{proxy+}': 'console-greedy',
    'ANY /{proxy+}': 'site',
    'ANY /': 'root',
    'GET /people/{id}': 'person',
    'POST /people/{id}': 'change',
  });

  it.each([
    ['GET', '/', 'root'],
    ['GET', '/admin', 'console'],
    ['POST', '/admin/nominations/2', 'console-greedy'],
    ['GET', '/nominate', 'site'],
    ['GET', '/people/7', 'person'],
    ['POST', '/people/7', 'change'],
    ['DELETE', '/people/7', 'site'],
    ['HEAD', '/nominate', 'site'],
  ])('sends %s %s to the most specific route', async (method, target, functionName) => {
    expect((await eventOf({ method, target }, api)).functionName).toBe(functionName);
  });

  it('hands over the parts of the path that the route names, decoded', async () => {
    expect((await eventOf({ target: '/people/a%20b' }, api)).event.pathParameters).toEqual({ id: 'a b' });
    expect((await eventOf({ target: '/a/b?c=d' }, api)).event.pathParameters).toEqual({ proxy: 'a/b' });
  });

  it('names the source as a function’s permission would', async () => {
    expect((await eventOf({ target: '/nominate' }, api)).sourceArn).toBe(
      'arn:aws:execute-api:eu-west-2:000000000000:api/$default/GET/{proxy+}',
    );
  });

  it('answers 404 where no route fits', async () => {
    const response = await serve(apiWith({ 'GET /only': 'site' }), () => ({ payload: {} }))(request({ target: '/x' }));
    expect([response.status, response.body.toString()]).toEqual([404, '{"message":"Not Found"}']);
  });
});

describe('the event', () => {
  it('has header names in lower case, repeated ones joined, and cookies apart', async () => {
    const { event } = await eventOf({
      rawHeaders: ['Host', 'localhost', 'X-A', '1', 'x-a', '2', 'Cookie', 'a=1; b=2'],
    });
    expect(event.headers).toMatchObject({ host: 'localhost', 'x-a': '1,2' });
    expect(event.headers.cookie).toBeUndefined();
    expect(event.cookies).toEqual(['a=1', 'b=2']);
  });

  it('has the query as sent, and its repeated names joined', async () => {
    const { event } = await eventOf({ target: '/find?q=a%26b&n=1&n=2' });
    expect(event.rawPath).toBe('/find');
    expect(event.rawQueryString).toBe('q=a%26b&n=1&n=2');
    expect(event.queryStringParameters).toEqual({ q: 'a&b', n: '1,2' });
  });

  it('has a JSON body as text and a form in base64', async () => {
    const post = (type: string) =>
      eventOf({ method: 'POST', rawHeaders: ['Host', 'localhost', 'Content-Type', type], body: Buffer.from('a=1') });
    const json = (await post('application/json; charset=utf-8')).event;
    const form = (await post('application/x-www-form-urlencoded')).event;
    expect([json.body, json.isBase64Encoded]).toEqual(['a=1', false]);
    expect([form.body, form.isBase64Encoded]).toEqual([Buffer.from('a=1').toString('base64'), true]);
  });

  it('has the virtual time', async () => {
    const { event } = await eventOf({});
    expect(event.requestContext).toMatchObject({ timeEpoch: now, time: '17/Sep/2026:15:00:00 +0000' });
  });

  it('is not made of a body over 10 MB', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const response = await serve(apiWith({ $default: 'site' }), () => ({ payload: {} }))(request({ body }));
    expect(response.status).toBe(413);
  });
});

describe('the response', () => {
  const respond = (outcome: InvocationOutcome) => serve(apiWith({ $default: 'site' }), () => outcome)(request());

  it('has each cookie in a header of its own', async () => {
    const { headers } = await respond({ payload: { statusCode: 200, cookies: ['a=1', 'b=2'], headers: { X: 'y' } } });
    expect(headers).toContainEqual(['set-cookie', 'a=1']);
    expect(headers).toContainEqual(['set-cookie', 'b=2']);
    expect(headers).toContainEqual(['x', 'y']);
  });

  it('has a binary body decoded', async () => {
    const bytes = Buffer.from([0, 255, 1]);
    const { body } = await respond({
      payload: { statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true },
    });
    expect(body).toEqual(bytes);
  });

  it('is the result as JSON where the function names no status', async () => {
    const { status, body, headers } = await respond({ payload: { hello: 'there' } });
    expect([status, body.toString(), headers]).toEqual([
      200,
      '{"hello":"there"}',
      [['content-type', 'application/json']],
    ]);
  });

  it.each([
    ['fails', { error: { errorType: 'TypeError', errorMessage: '', stackTrace: [] } }],
    ['answers with parts of the wrong type', { payload: { statusCode: 200, body: 7 } }],
  ] satisfies Array<[string, InvocationOutcome]>)(
    'is Internal Server Error when the function %s',
    async (_, outcome) => {
      const { status, body } = await respond(outcome);
      expect([status, body.toString()]).toEqual([500, '{"message":"Internal Server Error"}']);
    },
  );

  it('is Service Unavailable when the function takes longer than the integration waits', async () => {
    const never = new Promise<InvocationOutcome>(() => {});
    const { status, body } = await serve(apiWith({ $default: 'slow' }, 5), () => never)(request());
    expect([status, body.toString()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });
});
