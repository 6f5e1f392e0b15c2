import { beforeEach, describe, expect, test } from 'vitest';
import { mergeParticipants } from '../../../functions/participants/merge-participants.ts';
import { key } from '../../../functions/platform/keys.ts';
import { aCredit, aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2027-07-14T09:00:00.000Z';
const kept = aParticipant({ status: 'year-1', dueBy: now });
const duplicate = aParticipant({ id: 'PART2346', nominationId: 'NEMN2346', status: 'year-1', dueBy: now });

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort({ taken: 2 });
  await world.putDriven(kept);
  await world.putDriven(duplicate);
});

const merge = () => mergeParticipants(world.deps, kept.id, { duplicate: duplicate.id, note: '', by: 'sample-admin' });

/** Corrections by an admin: each moves as an entry there and its reversal here. */
async function earnedThere(entries: number): Promise<void> {
  for (let entry = 0; entry < entries; entry += 1) {
    const credit = aCredit({ id: `adjustment:${entry}`, kind: 'adjustment', amount: 0.5, by: 'admin' });
    await world.put({ ...key.credit(duplicate.id, credit.id), ...credit });
  }
}

describe('two records of one person', () => {
  test('become one in a single transaction, as long as that holds them', async () => {
    await earnedThere(46);
    expect(await merge()).toBe('merged');
    expect(await world.facts('participant', duplicate.id)).toMatchObject({ status: 'merged', mergedInto: kept.id });
    expect(await world.placesTaken()).toBe(1);
  });

  test('that hold more than a transaction are refused before anything is written', async () => {
    await earnedThere(60);
    const before = world.everything();
    expect(await merge()).toBe('too-much');
    expect(world.everything()).toBe(before);
  });
});
