import { describe, expect, test } from 'vitest';
import type { Participant } from '../../../functions/domain/participant.ts';
import { finish } from '../../../functions/driving/finish.ts';
import { noteExecutionEnd } from '../../../functions/driving/note-execution-end.ts';
import { releaseParked } from '../../../functions/driving/release-parked.ts';
import { aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2026-04-02T09:00:00.000Z';
const { id } = aParticipant();
const wait = { token: 'token-1', leg: 2, seen: 5, kind: 'AwaitSession', until: now, because: 'to', basis: '1/1' };

async function worldWith(given: Partial<Record<keyof Participant, unknown>> = {}) {
  const world = new FunctionsWorld(now);
  await world.putDriven(aParticipant({ leg: 2, version: 5, turn: 7, dueBy: now, wait, ...given }));
  return world;
}

describe('an execution that ended early', () => {
  const note = (world: FunctionsWorld, name: string) => noteExecutionEnd(world.deps, { kind: 'participant', name });

  test('is followed at once by the next leg, when it was the one that drives', async () => {
    const world = await worldWith();
    expect(await note(world, `${id}-0-2`)).toBe('restarted');
    expect(await world.facts('participant', id)).toMatchObject({ leg: 3, restarts: [now] });
    expect(world.workflows.running).toEqual([`${id}-0-3`]);
    expect(world.logged.join('\n')).toContain('alarm execution ended early');
  });

  test('told twice is followed once', async () => {
    const world = await worldWith();
    await note(world, `${id}-0-2`);
    expect(await note(world, `${id}-0-2`)).toBe('not-the-driver');
    expect(world.workflows.asked).toEqual([`${id}-0-3`]);
  });

  test.each<[string, string, Partial<Record<keyof Participant, unknown>>]>([
    ['of a leg before', `${id}-0-1`, {}],
    ['of a leg that has not begun', `${id}-0-3`, {}],
    ['from before a restore', `${id}-0-2`, { epoch: 1 }],
    ['of somebody who is finished', `${id}-0-2`, { dueBy: undefined }],
    ['of somebody who is not there', 'WHAT2345-0-2', {}],
    ['of another machine', 'rehearsal', {}],
  ])('%s changes nothing', async (_, name, given) => {
    const world = await worldWith(given);
    const before = world.everything();
    expect(await note(world, name)).toBe('not-the-driver');
    expect(world.everything()).toBe(before);
    expect(world.workflows.asked).toEqual([]);
  });
});

describe('finishing', () => {
  const step = { seen: 5, leg: 2 };

  test('takes whoever has nothing left to do out of the sweep’s sight', async () => {
    const world = await worldWith({ wakeDue: now });
    expect(await finish(world.deps, { kind: 'participant', id, step })).toEqual({ finished: true });
    const facts = await world.facts('participant', id);
    for (const gone of ['dueBy', 'wakeDue', 'wait']) expect(facts).not.toHaveProperty(gone);
    expect(facts).toMatchObject({ version: 5, leg: 2 });
  });

  test('twice is once', async () => {
    const world = await worldWith();
    await finish(world.deps, { kind: 'participant', id, step });
    const before = world.everything();
    expect(await finish(world.deps, { kind: 'participant', id, step })).toEqual({ finished: true });
    expect(world.everything()).toBe(before);
  });

  test('gives way to a change that came first', async () => {
    const world = await worldWith();
    await world.table.write(othersChange({ kind: 'participant', id, seen: 5 }, now));
    expect(await finish(world.deps, { kind: 'participant', id, step })).toEqual({ finished: false });
    expect(await world.facts('participant', id)).toMatchObject({ dueBy: now, wakeDue: now });
  });

  test('is not for a leg that no longer drives', async () => {
    const world = await worldWith({ leg: 3 });
    expect(await finish(world.deps, { kind: 'participant', id, step })).toEqual({ finished: false });
  });
});

describe('trying again what is parked', () => {
  const parked = { state: 'SendPrompts', reason: 'MalformedItem', since: now };
  const release = (world: FunctionsWorld) => releaseParked(world.deps, { kind: 'participant', id, by: 'sample-admin' });

  test('takes the mark away, forgets the restarts, wakes the execution and is on the record', async () => {
    const world = await worldWith({ parked, restarts: [now, now] });
    expect(await release(world)).toBe('released');
    const facts = await world.facts('participant', id);
    expect(facts).toMatchObject({ version: 6, wakeDue: now, restarts: [] });
    expect(facts).not.toHaveProperty('parked');
    expect(await world.logOf('participant', id)).toMatchObject([{ by: 'sample-admin', why: 'MalformedItem', at: now }]);
  });

  test('twice is once', async () => {
    const world = await worldWith({ parked });
    await release(world);
    const before = world.everything();
    expect(await release(world)).toBe('not-parked');
    expect(world.everything()).toBe(before);
  });

  test('is done on the newer facts when a change or another transaction comes in between', async () => {
    const world = await worldWith({ parked });
    world.mishaps.push({ action: 'TransactWriteItems', when: 'before', error: 'TransactionConflict' });
    world.meanwhile = {
      action: 'TransactWriteItems',
      happens: async () => {
        await world.table.write(othersChange({ kind: 'participant', id, seen: 5 }, now));
      },
    };
    expect(await release(world)).toBe('released');
    expect(await world.facts('participant', id)).toMatchObject({ version: 7 });
  });

  test('somebody who is not there is unknown', async () => {
    expect(await release(new FunctionsWorld(now))).toBe('unknown');
  });
});
