import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import type { RawResponse } from '../../../local/http-api/function-response.ts';
import type { RawRequest } from '../../../local/http-api/request-event.ts';
import { createSiteServer } from '../../../local/http-api/site-server.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const hello: RawResponse = { status: 200, headers: [['content-type', 'text/plain']], body: Buffer.from('hello') };

async function start(handle: (request: RawRequest) => Promise<RawResponse>, errors: unknown[] = []): Promise<number> {
  const server = createSiteServer({
    now: () => Date.parse('2028-09-17T15:00:00Z'),
    handle,
    onError: (error) => errors.push(error),
  });
  open.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function send(port: number, method: string, headers: Record<string, string> = {}) {
  const sent = httpRequest({ host: '127.0.0.1', port, method, headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

it('answers with the virtual date', async () => {
  const { body, headers } = await send(await start(async () => hello), 'GET');
  expect([body, headers.date]).toEqual(['hello', 'Sun, 17 Sep 2028 15:00:00 GMT']);
});

it('answers a HEAD with the headers of the GET and no body', async () => {
  const { body, headers } = await send(await start(async () => hello), 'HEAD');
  expect([body, headers['content-length']]).toEqual(['', '5']);
});

it('refuses a request for another host than loopback', async () => {
  const port = await start(async () => hello);
  expect((await send(port, 'GET', { host: 'evil.example' })).status).toBe(403);
  expect((await send(port, 'GET', { host: `localhost:${port}` })).status).toBe(200);
});

it('answers 500 and reports when the handler breaks', async () => {
  const errors: unknown[] = [];
  const broken = new Error('broken');
  const port = await start(() => Promise.reject(broken), errors);
  expect((await send(port, 'GET')).status).toBe(500);
  expect(errors).toEqual([broken]);
});
