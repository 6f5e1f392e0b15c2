import { beforeEach, expect, test } from 'vitest';
import { moveNomination } from '../../../functions/nominations/move-nomination.ts';
import { aNomination } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-05-12T09:00:00.000Z';
const { id } = aNomination();
const step = { seen: 3, leg: 1, to: 'awaiting-decision', because: 'both have promised' } as const;

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort();
  await world.putDriven(aNomination({ version: 3, leg: 1, dueBy: now }));
});

test('a nomination moves on, is woken, and the record says why', async () => {
  expect(await moveNomination(world.deps, { id, step })).toEqual({ moved: true });
  expect(await world.facts('nomination', id)).toMatchObject({
    status: 'awaiting-decision',
    statusSince: now,
    version: 4,
    wakeDue: now,
  });
  expect(await world.logOf('nomination', id)).toMatchObject([
    { what: 'status', to: 'awaiting-decision', why: 'both have promised', by: 'programme' },
  ]);
});

test('twice is once', async () => {
  await moveNomination(world.deps, { id, step });
  const before = world.everything();
  expect(await moveNomination(world.deps, { id, step })).toEqual({ moved: false });
  expect(world.everything()).toBe(before);
});

test.each([
  ['older facts', { ...step, seen: 2 }],
  ['a leg that no longer drives', { ...step, leg: 0 }],
])('a plan of %s moves nothing', async (_, old) => {
  const before = world.everything();
  expect(await moveNomination(world.deps, { id, step: old })).toEqual({ moved: false });
  expect(world.everything()).toBe(before);
});

test('a write whose answer was lost is found done by the retry', async () => {
  world.mishaps.push({ action: 'TransactWriteItems', when: 'after', error: 'InternalServerError' });
  await expect(moveNomination(world.deps, { id, step })).rejects.toThrow('InternalServerError');
  expect(await moveNomination(world.deps, { id, step })).toEqual({ moved: false });
  expect(await world.facts('nomination', id)).toMatchObject({ status: 'awaiting-decision', version: 4 });
});
