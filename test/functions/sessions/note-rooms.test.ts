import { beforeEach, describe, expect, test } from 'vitest';
import { sweepCohorts } from '../../../functions/cohorts/sweep-cohorts.ts';
import { withdrawParticipant } from '../../../functions/participants/withdraw-participant.ts';
import { indexes, key } from '../../../functions/platform/keys.ts';
import { notedSession } from '../../../functions/sessions/note-rooms.ts';
import { setSeats } from '../../../functions/sessions/set-seats.ts';
import { aParticipant, sampleCohort } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const cohortId = sampleCohort.id;
const sessionId = 'central-6';
const place = key.session(cohortId, sessionId);
const by = 'sample-admin';
let world: FunctionsWorld;

beforeEach(async () => {
  world = new FunctionsWorld('2027-03-09T10:00:00Z');
  await world.putCohort({ taken: 3 });
  for (const id of ['PAAA2222', 'PBBB2222', 'PCCC2222'])
    await world.putDriven(aParticipant({ id, status: 'year-1' }), {});
});

const seats = (number: number | undefined) => setSeats(world.deps, { cohortId, sessionId, seats: number, by });
const session = () => world.table.get(place, notedSession);
const found = async () =>
  (await world.table.queryIndex({ index: indexes.need, of: 'room', until: '9', limit: 10 })).keys;

describe('a session whose room is too small', () => {
  test('is found by the index of needs as soon as somebody says so, once, and no longer when there is room', async () => {
    for (const _ of [1, 2]) await seats(2);
    expect(await session()).toMatchObject({
      seats: 2,
      crowdedWith: 3,
      needFrom: '2027-03-09T10:00:00.000Z',
      revision: 1,
    });
    expect(await found()).toEqual([place]);
    await seats(3);
    expect(await session()).not.toHaveProperty('crowdedWith');
    expect(await found()).toEqual([]);
    await seats(undefined);
    expect(await found()).toEqual([]);
  });

  test('is marked by the sweep when somebody joins, and unmarked when somebody leaves, and since when stays', async () => {
    await seats(3);
    await world.putDriven(aParticipant({ id: 'PDDD2222', status: 'onboarding' }), {});
    await world.table.write({
      kind: 'update',
      key: key.cohortPlaces(cohortId),
      set: { taken: 4 },
      where: { taken: 3 },
    });
    for (const _ of [1, 2]) await sweepCohorts(world.deps);
    expect(await session()).toMatchObject({ crowdedWith: 4 });
    world.pass(86_400_000);
    await sweepCohorts(world.deps);
    expect(await session()).toMatchObject({ crowdedWith: 4, needFrom: '2027-03-09T10:00:00.000Z' });
    await withdrawParticipant(world.deps, 'PDDD2222', { reason: 'other', note: '', by });
    await sweepCohorts(world.deps);
    expect(await found()).toEqual([]);
  });

  test('is nobody’s need when it is over', async () => {
    await seats(2);
    world.nowMs = Date.parse('2028-08-01T09:00:00Z');
    await sweepCohorts(world.deps);
    expect(await found()).toEqual([]);
  });

  test('reads nobody again while nobody joined or left and the calendar is the same', async () => {
    await seats(2);
    await sweepCohorts(world.deps);
    await world.table.write({ kind: 'update', key: place, remove: ['crowdedWith'], where: { revision: 1 } });
    await sweepCohorts(world.deps);
    expect(await session()).not.toHaveProperty('crowdedWith');
  });
});
