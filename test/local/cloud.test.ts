import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { areFree, findFreePorts, PortInUse } from '../../local/cloud/loopback.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { UnreadableState } from '../../local/journal/journal.ts';
import { writeSampleAssembly } from './cloud-fixture.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
const day = 86_400_000;

let assembly: string;
const open: Cloud[] = [];

beforeAll(async () => {
  assembly = await writeSampleAssembly();
});

afterEach(async () => {
  for (const cloud of open.splice(0)) await cloud.close();
});

interface Started extends Cloud {
  readonly log: string[];
}

async function startSample(options: Partial<CloudOptions> = {}): Promise<Started> {
  const log: string[] = [];
  const cloud = await startCloud({
    assembly,
    state: 'memory',
    port: 0,
    clock: { start, mode: 'paused' },
    log: (line) => void log.push(line),
    onFunctionLog: ({ functionName, text }) => void log.push(`${functionName}: ${text}`),
    ...options,
  });
  open.push(cloud);
  return Object.defineProperties({ log }, Object.getOwnPropertyDescriptors(cloud)) as Started;
}

const post = (cloud: Cloud, path: string, form: Record<string, string>) =>
  fetch(`${cloud.url}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const json = async (cloud: Cloud, path: string): Promise<unknown> => (await fetch(`${cloud.url}${path}`)).json();

const settle = (cloud: Cloud) => cloud.clock.jumpTo(cloud.clock.now());

const status = async (cloud: Cloud, path: string): Promise<number> => (await fetch(`${cloud.url}${path}`)).status;

const queueArn = (name: string) => `arn:aws:sqs:eu-west-2:000000000000:Sample-${name}`;

describe('the embedded cloud', () => {
  it('serves the site from its bundle, on virtual time, with the rights of its role', async () => {
    const cloud = await startSample();
    const answer = await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([303, 'seen=1; Path=/']);
    expect(answer.headers.get('date')).toBe('Mon, 02 Mar 2026 09:00:00 GMT');
    expect(await json(cloud, '/items/a')).toMatchObject({ at: { S: '2026-03-02T09:00:00.000Z' } });
    expect(cloud.log).toEqual([]);
  });

  it('takes a change from the table’s stream through the queue to a mail, and its delivery back to a function', async () => {
    const cloud = await startSample();
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await cloud.clock.jumpTo(start + 10_000);
    expect(await json(cloud, '/_local/mail?to=jo@example.org')).toMatchObject([
      { subject: 'About a', prompt: 'hello', links: ['http://127.0.0.1/items'] },
    ]);
    expect(await status(cloud, '/items/event-Email-Delivered')).toBe(200);
    expect(cloud.log).toEqual([]);
  });

  it('lets a state machine wait until somebody answers', async () => {
    const cloud = await startSample();
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await settle(cloud);
    expect(await json(cloud, '/_local/executions?status=RUNNING')).toMatchObject({
      executions: [{ name: 'a', currentState: 'Wait', startDate: '2026-03-02T09:00:00.000Z' }],
    });
    await cloud.clock.jumpTo(start + day);
    await post(cloud, '/answers', { id: 'a' });
    await settle(cloud);
    expect(await json(cloud, '/items/a')).toMatchObject({
      outcome: { S: 'answered' },
      noted: { S: '2026-03-03T09:00:00.000Z' },
    });
    expect(await status(cloud, '/items/event-Step-Functions-Execution-Status-Change-SUCCEEDED')).toBe(200);
  });

  it('lets a state machine wait until its time has come, to the second', async () => {
    const cloud = await startSample();
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await cloud.clock.jumpTo(start + 30 * day);
    expect(await json(cloud, '/items/a')).toMatchObject({
      outcome: { S: 'timed out' },
      noted: { S: '2026-03-04T09:00:00.000Z' },
    });
  });

  it('shows an execution’s history', async () => {
    const cloud = await startSample();
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await settle(cloud);
    const { events } = (await json(cloud, '/_local/executions/a/history')) as { events: Array<{ type: string }> };
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
    ]);
    expect(events[0]).toMatchObject({ timestamp: '2026-03-02T09:00:00.000Z' });
  });

  it('fires a daily rule on every day of a jump', async () => {
    const cloud = await startSample();
    await cloud.clock.jumpTo(start + 3 * day);
    for (const date of ['2026-03-03', '2026-03-04', '2026-03-05'])
      expect(await status(cloud, `/items/daily-${date}T07:00:00.000Z`)).toBe(200);
  });

  it('gives up a record that always fails to the failure destination, and goes on', async () => {
    const cloud = await startSample();
    await post(cloud, '/items', { id: 'poison', to: 'jo@example.org' });
    await settle(cloud);
    await post(cloud, '/items', { id: 'fine', to: 'sam@example.org' });
    await cloud.clock.jumpTo(start + day / 2);
    const [letter] = cloud.world.sqs.messages(queueArn('DeadLetters'));
    expect(JSON.parse(letter?.body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(await json(cloud, '/_local/mail?to=sam@example.org')).toHaveLength(1);
  });

  it('answers 500 where the function throws, and says so in the log', async () => {
    const cloud = await startSample();
    expect(await status(cloud, '/breaks')).toBe(500);
    expect(cloud.log).toContain('site failed: RangeError: broken on purpose');
  });

  it('breaks a function on purpose and sends the mail all the same, once', async () => {
    const cloud = await startSample();
    const fault = JSON.stringify({ target: 'on-message', kind: 'throw', times: 2 });
    await fetch(`${cloud.url}/_local/faults`, { method: 'POST', body: fault });
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await cloud.clock.jumpTo(start + 3_600_000);
    expect(await json(cloud, '/_local/mail')).toHaveLength(1);
  });
});

describe('the template’s permissions', () => {
  const without = (resource: string, part: string) =>
    writeSampleAssembly((resources) => {
      const text = JSON.stringify(resources[resource]);
      return {
        ...resources,
        [resource]: JSON.parse(text.replaceAll(part, 'nothing:AtAll')) as (typeof resources)[string],
      };
    });

  it('stop a function that lacks a grant, by role, action and resource', async () => {
    const cloud = await startSample({ assembly: await without('OnMessageRole', 'ses:SendEmail') });
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await cloud.clock.jumpTo(start + 3_600_000);
    expect(await json(cloud, '/_local/mail')).toEqual([]);
    expect(cloud.log.join('\n')).toMatch(/role\/Sample-OnMessageRole may not ses:SendEmail on .*identity\/throughline/);
    expect(cloud.world.sqs.messages(queueArn('DeadLetters'))).toHaveLength(1);
  });

  it('stop a state machine whose role lacks a grant', async () => {
    const cloud = await startSample({ assembly: await without('MachineRole', 'dynamodb:UpdateItem') });
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await settle(cloud);
    expect(await json(cloud, '/_local/executions?status=FAILED')).toMatchObject({ executions: [{ name: 'a' }] });
    expect(cloud.log.join('\n')).toMatch(/MachineRole may not dynamodb:UpdateItem/);
  });

  it('stop the HTTP API and a rule that may not invoke their function', async () => {
    const cloud = await startSample({
      assembly: await writeSampleAssembly(({ ApiPermission, DailyRulePermission, ...rest }) => rest),
    });
    expect(await status(cloud, '/items/a')).toBe(500);
    await cloud.clock.jumpTo(start + day);
    expect(cloud.log.join('\n')).toMatch(/apigateway.amazonaws.com may not invoke site/);
    expect(cloud.log.join('\n')).toMatch(/rule\/Sample-DailyRule may not deliver to .*function:daily/);
  });

  it('refuse a mapping whose function may not read its source, and leave nothing open', async () => {
    const assemblyWithout = await without('OnRecordRole', 'dynamodb:GetRecords');
    const port = await findFreePorts(3);
    await expect(startSample({ assembly: assemblyWithout, port })).rejects.toThrow(/may not dynamodb:GetRecords/);
    expect(await areFree(port, 3)).toBe(true);
  });

  it('are all used by the sample, but for what only Lambda’s own poller or a failure needs', async () => {
    const cloud = await startSample();
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await cloud.clock.jumpTo(start + day);
    await post(cloud, '/answers', { id: 'a' });
    await settle(cloud);
    const unused = [...cloud.world.authority.usage()].filter(([, count]) => count === 0).map(([id]) => id);
    expect(unused).toEqual(['Sample/OnRecordRole/own#1']);
  });
});

describe('the state', () => {
  const createFolder = () => mkdtempSync(join(tmpdir(), 'state-'));
  /** What a kill leaves behind: the journal as it is at this moment. */
  const copyOf = (folder: string) => {
    const copy = createFolder();
    cpSync(folder, copy, { recursive: true });
    return copy;
  };

  it('goes on after a kill where it was: table, mail, clock, and executions that wait', async () => {
    const folder = createFolder();
    const first = await startSample({ state: folder });
    await post(first, '/items', { id: 'a', to: 'jo@example.org' });
    await first.clock.jumpTo(start + day);
    const second = await startSample({ state: copyOf(folder) });
    expect(new Date(second.clock.now()).toISOString()).toBe('2026-03-03T09:00:00.000Z');
    expect(await json(second, '/_local/mail')).toHaveLength(1);
    expect(await json(second, '/_local/executions?status=RUNNING')).toMatchObject({ executions: [{ name: 'a' }] });
    await second.clock.jumpTo(start + 3 * day);
    expect(await json(second, '/items/a')).toMatchObject({
      outcome: { S: 'timed out' },
      noted: { S: '2026-03-04T09:00:00.000Z' },
    });
    expect(await json(second, '/_local/mail')).toHaveLength(1);
  });

  it('goes on from any moment of a journey to the same end', async () => {
    const folder = createFolder();
    const first = await startSample({ state: folder });
    const posted = post(first, '/items', { id: 'a', to: 'jo@example.org' });
    const copies: string[] = [];
    for (const wait of [0, 10, 30]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      copies.push(copyOf(folder));
    }
    await posted;
    copies.push(copyOf(folder));
    for (const copy of copies) {
      const again = await startSample({ state: copy });
      await post(again, '/items', { id: 'a', to: 'jo@example.org' });
      await again.clock.jumpTo(start + 3 * day);
      expect(await json(again, '/items/a')).toMatchObject({ outcome: { S: 'timed out' } });
      await again.close();
    }
  });

  it('is seeded once, and again when the first time was cut short', async () => {
    const folder = createFolder();
    const seeded: boolean[] = [];
    const seed = async (_: unknown, isFirst: boolean) => void seeded.push(isFirst);
    const fails = () => Promise.reject(new Error('cut short'));
    await expect(startSample({ state: folder, seed: fails })).rejects.toThrow('cut short');
    const first = await startSample({ state: folder, seed });
    await first.close();
    await startSample({ state: folder, seed });
    expect(seeded).toEqual([true, false]);
  });

  it('goes back to the seeded start on demand', async () => {
    const cloud = await startSample({
      state: createFolder(),
      seed: async (invoke) => void (await invoke('on-event', { 'detail-type': 'seed', detail: {} })),
    });
    await post(cloud, '/items', { id: 'a', to: 'jo@example.org' });
    await cloud.clock.jumpTo(start + day);
    await fetch(`${cloud.url}/_local/reset`, { method: 'POST' });
    expect(cloud.clock.now()).toBe(start);
    expect(await status(cloud, '/items/a')).toBe(404);
    expect(await status(cloud, '/items/event-seed')).toBe(200);
    expect(await json(cloud, '/_local/mail')).toEqual([]);
  });

  it('is refused in one sentence when it can’t be read', async () => {
    const folder = createFolder();
    writeFileSync(join(folder, 'journal.ndjson'), 'not a journal\n');
    await expect(startSample({ state: folder })).rejects.toThrow(UnreadableState);
  });
});

it('names the port that is in use', async () => {
  const cloud = await startSample();
  await expect(startSample({ port: Number(new URL(cloud.url).port) })).rejects.toThrow(PortInUse);
});
