import { expect, test } from 'vitest';
import { type Wakeable, wakeWaiting } from '../../../functions/driving/wake-waiting.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-04-02T09:00:00.000Z';
const wait: Wakeable['wait'] = {
  token: 'token-1',
  leg: 1,
  seen: 4,
  kind: 'AwaitSession',
  until: '2026-10-06T15:00:00.000Z',
  because: 'to remind this participant',
  basis: '1/1',
};
const waiting: Wakeable = { pk: 'PART#PART2345', version: 5, wakeDue: now, wait };

test('whoever waits on older facts is woken by the token in the image', async () => {
  const { deps, workflows } = new FunctionsWorld(now);
  expect(await wakeWaiting(deps, waiting)).toBe('woken');
  expect(workflows.woken).toEqual(['token-1']);
});

test('waking again says that it is awake already', async () => {
  const { deps, workflows } = new FunctionsWorld(now);
  workflows.awake.add('token-1');
  expect(await wakeWaiting(deps, waiting)).toBe('already-awake');
});

test.each<[string, Partial<Wakeable>]>([
  ['a wait that has seen the newest version', { wait: { ...wait, seen: 5 } }],
  ['a wait that has seen a newer one: the image is old', { wait: { ...wait, seen: 6 } }],
  ['nobody who waits', { wait: undefined }],
  ['no wake-up that is due', { wakeDue: undefined }],
])('%s is nothing to wake', async (_, given) => {
  const { deps, workflows } = new FunctionsWorld(now);
  expect(await wakeWaiting(deps, { ...waiting, ...given })).toBe('nothing-to-wake');
  expect(workflows.woken).toEqual([]);
});

test('any other failure is for the caller to try again', async () => {
  const { deps, workflows } = new FunctionsWorld(now);
  workflows.failsToWake = new Error('throttled');
  await expect(wakeWaiting(deps, waiting)).rejects.toThrow('throttled');
});

test('the log has no token', async () => {
  const world = new FunctionsWorld(now);
  await wakeWaiting(world.deps, waiting);
  expect(world.logged.join('\n')).toContain('wake');
  expect(world.logged.join('\n')).not.toContain('token-1');
});
