import { describe, expect, test } from 'vitest';
import type { Participant } from '../../../functions/domain/participant.ts';
import { beginLeg } from '../../../functions/driving/begin-leg.ts';
import { days } from '../../../functions/platform/clock.ts';
import { aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2026-04-02T09:00:00.000Z';
const { id } = aParticipant();

async function worldWith(given: Partial<Record<keyof Participant, unknown>> = {}) {
  const world = new FunctionsWorld(now);
  await world.putDriven(aParticipant({ leg: 1, version: 5, turn: 7, dueBy: now, ...given }));
  return world;
}

const begin = (world: FunctionsWorld, after: number, because: 'first' | 'hand-over' | 'restart') =>
  beginLeg(world.deps, { kind: 'participant', id, after, because });

describe('beginning a leg', () => {
  test('raises the leg and the version together, wakes the old leg, and starts the execution of its name', async () => {
    const world = await worldWith();
    expect(await begin(world, 1, 'hand-over')).toBe('begun');
    expect(await world.facts('participant', id)).toMatchObject({
      leg: 2,
      version: 6,
      legBeganAt: now,
      legBeganAtTurn: 7,
      wakeDue: now,
      dueBy: now,
      restarts: [],
    });
    expect(world.workflows.running).toEqual([`${id}-0-2`]);
  });

  test('twice is once: one leg more, one execution', async () => {
    const world = await worldWith();
    await begin(world, 1, 'hand-over');
    expect(await begin(world, 1, 'hand-over')).toBe('already-begun');
    expect(await world.facts('participant', id)).toMatchObject({ leg: 2, version: 6 });
    expect(world.workflows.running).toEqual([`${id}-0-2`]);
  });

  test('the first leg of somebody whom nothing drives yet is leg 1', async () => {
    const world = await worldWith({ leg: 0 });
    expect(await begin(world, 0, 'first')).toBe('begun');
    expect(world.workflows.running).toEqual([`${id}-0-1`]);
  });

  test('a crash between the write and the start is put right by doing it again', async () => {
    const world = await worldWith();
    world.workflows.failsToStart = new Error('the process died');
    await expect(begin(world, 1, 'hand-over')).rejects.toThrow('the process died');
    expect(world.workflows.running).toEqual([]);
    expect(await begin(world, 1, 'hand-over')).toBe('already-begun');
    expect(await world.facts('participant', id)).toMatchObject({ leg: 2, version: 6 });
    expect(world.workflows.running).toEqual([`${id}-0-2`]);
  });

  test('a write whose answer was lost is found done', async () => {
    const world = await worldWith();
    world.mishaps.push({ action: 'UpdateItem', when: 'after', error: 'InternalServerError' });
    await expect(begin(world, 1, 'hand-over')).rejects.toThrow('InternalServerError');
    expect(await begin(world, 1, 'hand-over')).toBe('already-begun');
    expect(world.workflows.running).toEqual([`${id}-0-2`]);
  });

  test('a change that comes in between is not lost: the leg is begun on the newer version', async () => {
    const world = await worldWith();
    world.meanwhile = {
      action: 'UpdateItem',
      happens: async () => {
        const subject = { kind: 'participant', id, seen: 5 } as const;
        await world.table.write(othersChange(subject, now, { set: { schoolName: 'Another School' } }));
      },
    };
    expect(await begin(world, 1, 'hand-over')).toBe('begun');
    expect(await world.facts('participant', id)).toMatchObject({ leg: 2, version: 7, schoolName: 'Another School' });
  });

  test('of two that begin the leg at once, one raises it and both ask for the same execution', async () => {
    const world = await worldWith();
    world.meanwhile = { action: 'UpdateItem', happens: async () => void (await begin(world, 1, 'restart')) };
    expect(await begin(world, 1, 'restart')).toBe('already-begun');
    expect(await world.facts('participant', id)).toMatchObject({ leg: 2, restarts: [now] });
    expect(world.workflows.asked).toEqual([`${id}-0-2`, `${id}-0-2`]);
  });

  test('a leg long past starts nothing', async () => {
    const world = await worldWith({ leg: 4 });
    expect(await begin(world, 1, 'hand-over')).toBe('already-begun');
    expect(world.workflows.asked).toEqual([]);
  });

  test('somebody who is finished, or was never there, is not driven', async () => {
    const world = await worldWith({ dueBy: undefined });
    expect(await begin(world, 1, 'restart')).toBe('not-driven');
    expect(await beginLeg(world.deps, { kind: 'participant', id: 'WHAT2345', after: 1, because: 'restart' })).toBe(
      'not-driven',
    );
    expect(world.workflows.asked).toEqual([]);
  });

  test('the name has the epoch of the restore', async () => {
    const world = await worldWith({ epoch: 3 });
    await begin(world, 1, 'hand-over');
    expect(world.workflows.running).toEqual([`${id}-3-2`]);
  });
});

describe('restarts', () => {
  test('two within a day go on, and the third parks', async () => {
    const world = await worldWith();
    for (const leg of [1, 2]) {
      await begin(world, leg, 'restart');
      expect((await world.facts('participant', id))?.parked).toBeUndefined();
      world.pass(60_000);
    }
    await begin(world, 3, 'restart');
    expect(await world.facts('participant', id)).toMatchObject({
      leg: 4,
      parked: { state: 'Restart', reason: 'it stopped three times within a day' },
    });
    expect(world.workflows.running).toContain(`${id}-0-4`);
  });

  test('those of yesterday are forgotten', async () => {
    const world = await worldWith();
    await begin(world, 1, 'restart');
    await begin(world, 2, 'restart');
    world.pass(days(1));
    await begin(world, 3, 'restart');
    const facts = await world.facts('participant', id);
    expect(facts?.parked).toBeUndefined();
    expect(facts?.restarts).toEqual([world.clock.now()]);
  });

  test('a hand-over is none', async () => {
    const world = await worldWith({ restarts: [now, now] });
    await begin(world, 1, 'hand-over');
    expect((await world.facts('participant', id))?.parked).toBeUndefined();
  });

  test('what was parked before keeps its own reason', async () => {
    const parked = { state: 'SendPrompts', reason: 'MalformedItem', since: now };
    const world = await worldWith({ restarts: [now, now], parked });
    await begin(world, 1, 'restart');
    expect(await world.facts('participant', id)).toMatchObject({ leg: 2, parked });
  });
});
