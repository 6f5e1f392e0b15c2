import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleText } from '../../../infra/bundles.ts';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { FunctionRuntime } from '../../../local/functions-runtime/function-runtime.ts';
import { type Service, ServiceError } from '../../../local/services/service.ts';
import { sdkEnvironment } from '../../../local/services/wire/sdk-environment.ts';
import { roleArn, serve } from '../services/wire/serve.ts';

const source = `
  import { scheduler } from 'node:timers/promises';
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient();
  const put = (sk) => client.send(new PutItemCommand({ TableName: 'T', Item: { sk: { S: sk } } }));
  export const handler = async ({ refuse, sleeps = 0 }) => {
    if (refuse) return put('refused').then(() => 'put', (error) => [error.name, error.$metadata.attempts]);
    await put('before');
    for (let i = 0; i < sleeps; i++) await scheduler.wait(1000);
    await put('after');
    return Date.now();
  };`;

/** A function that calls DynamoDB through the SDK, on a clock two years ahead of the machine's. */
async function world() {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-sdk-'));
  writeFileSync(join(folder, 'index.mjs'), (await bundleText(source)).code);
  const activity = new Activity();
  const begin = Date.now() + 2 * 365 * 86_400_000;
  const clock = new Clock({ state: { mode: 'paused', virtual: begin }, activity });
  const calls: Array<{ sk: string; at: number }> = [];
  const dynamo: Service = {
    name: 'dynamodb',
    call: async (_, input) => {
      const sk = (input as { Item: { sk: { S: string } } }).Item.sk.S;
      calls.push({ sk, at: clock.now() - begin });
      if (sk === 'refused') throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
      return {};
    },
  };
  const server = await serve([dynamo], { now: () => clock.now() });
  const definition = { name: 'f', arn: 'arn', folder, handler: 'index.handler', environment: {} };
  const runtime = new FunctionRuntime({
    functions: [{ ...definition, timeoutSeconds: 30, memoryMegabytes: 256 }],
    clock,
    activity,
    log: () => {},
    environmentOf: () =>
      sdkEnvironment({ endpoint: server.endpoint, region: 'eu-west-2', key: server.credentials.keyOf(roleArn) }),
  });
  const close = async () => {
    await runtime.close();
    await server.close();
    clock.close();
    rmSync(folder, { recursive: true });
  };
  return { invoke: (payload: unknown) => runtime.invoke('f', payload), clock, activity, calls, begin, close };
}

describe('the SDK in a function whose clock is years ahead', () => {
  it('makes one attempt of a call that is refused', async () => {
    const { invoke, calls, close } = await world();
    expect(await invoke({ refuse: true })).toEqual({ payload: ['ConditionalCheckFailedException', 1] });
    expect(calls).toHaveLength(1);
    await close();
  });

  it('lets the clock move on while the function sleeps between calls', async () => {
    const { invoke, clock, activity, calls, begin, close } = await world();
    const invoked = invoke({ sleeps: 3 });
    await activity.whenQuiet();
    await clock.jumpTo(begin + 60_000);
    expect(await invoked).toEqual({ payload: begin + 3000 });
    expect(calls).toEqual([
      { sk: 'before', at: 0 },
      { sk: 'after', at: 3000 },
    ]);
    await close();
  });
});
