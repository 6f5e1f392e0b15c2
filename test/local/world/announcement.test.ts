import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { announcing } from '../../../functions/cohorts/announcing.ts';
import { changeCohort } from '../../../functions/cohorts/change-cohort.ts';
import { participant } from '../../../functions/domain/participant.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { InMemoryWorld } from '../../../local/world/in-memory-world.ts';
import { othersChange } from '../../support/others-change.ts';
import { enrolled, openWorld, sampleCohort } from './people.ts';

let world: InMemoryWorld;
beforeEach(async () => {
  world = await openWorld();
});

const cohort = async () => v.parse(announcing, await world.table.get(key.cohort(sampleCohort), announcing));
const facts = async (id: string) =>
  v.parse(participant, await world.table.get(key.driven('participant', id), participant));
const changeOnce = async (write: ReturnType<typeof changeCohort>) => (await world.table.transact([write])).ok;
const change = async () => changeOnce(changeCohort(await cohort(), world.deps.clock.now()));

describe('a change of the calendar in the world of the real state machines', () => {
  test('everybody who waits plans anew on the new calendar, and nothing stays due', async () => {
    const ids = [await enrolled(world, 'Ash'), await enrolled(world, 'Birch')];
    expect(await change()).toBe(true);
    await world.settle();
    for (const id of ids)
      expect((await facts(id)).wait).toMatchObject({ basis: '1/2', seen: (await facts(id)).version });
    expect((await cohort()).announceDue).toBeUndefined();
    expect(world.executions.list().filter(({ kind }) => kind === 'announcement')).toMatchObject([
      { name: `${sampleCohort}-2-0-0`, status: 'SUCCEEDED' },
    ]);
    expect(world.alarms).toEqual([]);
  });

  test('two changes at once: one is refused, and the other is planned on', async () => {
    const id = await enrolled(world, 'Ash');
    const seen = await cohort();
    const both = await Promise.all([1, 2].map(() => changeOnce(changeCohort(seen, world.deps.clock.now()))));
    await world.settle();
    expect(both.sort()).toEqual([false, true]);
    expect((await facts(id)).wait?.basis).toBe('1/2');
  });

  test('two changes one after the other, without a pause: everybody plans on the last', async () => {
    const id = await enrolled(world, 'Ash');
    await change();
    await change();
    await world.settle();
    expect((await facts(id)).wait?.basis).toBe('1/3');
    expect((await cohort()).announceDue).toBeUndefined();
  });

  test('somebody enrolled at the same moment plans on the new calendar', async () => {
    const [id] = await Promise.all([enrolled(world, 'Ash'), change()]);
    await world.settle();
    expect((await facts(id)).wait?.basis).toBe('1/2');
  });

  test('a change that comes between a plan and its wait is planned on, and its announcement tells nobody twice', async () => {
    const id = await enrolled(world, 'Ash');
    let changed = 0;
    world.beforeCall = (name, input) => {
      const isWait = name === 'updateItem' && JSON.stringify(input).includes('AwaitDetails');
      if (!isWait || changed > 0) return;
      changed += 1;
      void change();
    };
    await world.table.write(
      othersChange({ kind: 'participant', id, seen: (await facts(id)).version }, world.deps.clock.now()),
    );
    await world.settle();
    expect(changed).toBe(1);
    const after = await facts(id);
    expect(after.wait).toMatchObject({ basis: '1/2', seen: after.version, leg: after.leg });
    expect(after.announced).toBe(`${sampleCohort}/2`);
    const { version } = after;
    expect(await world.sweep()).toMatchObject({ rebased: 0 });
    await world.settle();
    expect((await facts(id)).version).toBe(version);
  });

  test('a change that nothing announced is announced by the sweep', async () => {
    const id = await enrolled(world, 'Ash');
    const { set, ...write } = changeCohort(await cohort(), world.deps.clock.now());
    await world.table.write({ ...write, set: { calendarRevision: set?.calendarRevision } });
    await world.settle();
    expect((await facts(id)).wait?.basis).toBe('1/1');
    expect(await world.sweep()).toMatchObject({ rebased: 1 });
    await world.settle();
    expect((await facts(id)).wait?.basis).toBe('1/2');
  });
});
