import { beforeEach, describe, expect, test } from 'vitest';
import type { Nomination } from '../../../functions/domain/nomination.ts';
import { withdrawNomination } from '../../../functions/nominations/withdraw-nomination.ts';
import { aNomination } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-05-12T09:00:00.000Z';
const { id } = aNomination();
const withdrawal = { reason: 'The school has closed', by: 'sample-admin' };
const given = { state: 'given', at: now } as const;
const pair = {
  pair: { partnerRole: 'Teacher', experience: { nominee: 'specialist', partner: 'neither' } },
  promises: { head: given, nominee: given, partner: given },
} as const;

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort({ taken: 5 });
});

/** How many places are taken once a nomination of these facts is withdrawn twice, of five before. */
async function takenAfter(given: Partial<Record<keyof Nomination, unknown>>): Promise<unknown> {
  await world.putDriven(aNomination({ dueBy: now, ...given }));
  expect(await withdrawNomination(world.deps, id, withdrawal)).toBe('withdrawn');
  expect(await withdrawNomination(world.deps, id, withdrawal)).toBe('withdrawn');
  return world.placesTaken();
}

describe('withdrawing a nomination gives back', () => {
  test('the place that was taken when it was accepted', async () => {
    expect(await takenAfter({ status: 'accepted' })).toBe(4);
  });

  test('both places of a pair', async () => {
    expect(await takenAfter({ status: 'accepted', ...pair })).toBe(3);
  });

  test('nothing before it was accepted', async () => {
    expect(await takenAfter({ status: 'awaiting-promises', ...pair })).toBe(5);
  });

  test('the place that was kept for a colleague, also before they agreed', async () => {
    expect(await takenAfter({ status: 'awaiting-promises', replaces: 'PART2345', keepsPlace: true })).toBe(4);
  });

  test('nothing of a colleague’s whose place somebody still has', async () => {
    expect(await takenAfter({ status: 'accepted', replaces: 'PART2345', keepsPlace: false })).toBe(5);
  });
});
