import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { announceChange, pageSize } from '../../../functions/cohorts/announce-change.ts';
import { announcing } from '../../../functions/cohorts/announcing.ts';
import { changeCohort } from '../../../functions/cohorts/change-cohort.ts';
import { sweepCohorts } from '../../../functions/cohorts/sweep-cohorts.ts';
import { newDriven } from '../../../functions/domain/driven.ts';
import { minutes } from '../../../functions/platform/clock.ts';
import { key } from '../../../functions/platform/keys.ts';
import { aNomination, aParticipant, sampleCohort } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-09-10T09:00:00.000Z';
const far = '2026-10-06T15:00:00.000Z';
const wait = { token: 't', leg: 1, seen: 1, kind: 'AwaitSession', until: far, because: 'to', basis: '1/1' };
const cohortId = sampleCohort.id;
const told = { cohortId, revision: 2, attempt: 0, part: 0, from: '' };

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort();
});

/** Ids in order: an octal number in the digits 2 to 9, which ids may hold. */
const idOf = (n: number) =>
  `PART${n
    .toString(8)
    .padStart(4, '0')
    .replace(/\d/g, (digit) => String(Number(digit) + 2))}`;
async function members(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => idOf(n));
  for (const id of ids) await world.putDriven(aParticipant({ id, ...newDriven(id, now), leg: 1, dueBy: far, wait }));
  return ids;
}
const change = async (calendarRevision = 1) =>
  world.table.write(changeCohort({ id: cohortId, calendarRevision }, world.clock.now()));
const cohort = async () => v.parse(announcing, await world.item(key.cohort(cohortId)));
const versions = async (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await world.facts('participant', id))?.version));

describe('an announcement', () => {
  test('tells everybody in the cohort once, participants and nominations, however often a page is repeated', async () => {
    const ids = await members(pageSize + 2);
    await world.putDriven(aNomination({ dueBy: far }));
    await change();
    const { pages, next } = await announceChange(world.deps, { do: 'list', announcement: told });
    expect([pages, next]).toEqual([[expect.anything(), expect.anything()], '']);
    const listed = v.parse(v.array(v.object({ first: v.string(), last: v.string() })), pages);
    for (const each of [...listed, ...listed])
      await announceChange(world.deps, { do: 'bump', announcement: told, page: each });
    expect(new Set(await versions(ids))).toEqual(new Set([2]));
    expect(await world.facts('nomination', 'NEMN2345')).toMatchObject({ version: 2, announced: `${cohortId}/2` });
    expect(await announceChange(world.deps, { do: 'close', announcement: told, next: '' })).toEqual({
      outcome: 'announced',
    });
    expect((await cohort()).announceDue).toBeUndefined();
  });

  test('that stops in the middle of a page tells the rest when it is repeated, and nobody twice', async () => {
    const ids = await members(3);
    await change();
    world.mishaps.push({ action: 'UpdateItem', when: 'after', error: 'InternalServerError' });
    const page = { first: `PART#${ids[0]}`, last: `PART#${ids[2]}` };
    await expect(announceChange(world.deps, { do: 'bump', announcement: told, page })).rejects.toThrow();
    expect(await versions(ids)).toEqual([2, 1, 1]);
    expect(await announceChange(world.deps, { do: 'bump', announcement: told, page })).toEqual({ bumped: 2 });
    expect(await versions(ids)).toEqual([2, 2, 2]);
  });

  test('of a revision that has been overtaken leaves everybody to the later one, and clears nothing', async () => {
    await members(2);
    await change(1);
    await change(2);
    expect(await announceChange(world.deps, { do: 'list', announcement: told })).toEqual({ pages: [], next: '' });
    expect(await announceChange(world.deps, { do: 'close', announcement: told, next: '' })).toEqual({
      outcome: 'changed-again',
    });
    expect((await cohort()).announceDue).toBe(now);
  });

  test('passes over who has moved to another cohort, and whose journey has ended', async () => {
    const [gone = '', ended = ''] = await members(2);
    await world.putDriven(aParticipant({ id: gone, cohortId: 'another', dueBy: far }));
    await world.putDriven(aParticipant({ id: ended, dueBy: undefined }));
    await change();
    const page = { first: `PART#${gone}`, last: `PART#${ended}` };
    expect(await announceChange(world.deps, { do: 'bump', announcement: told, page })).toEqual({ bumped: 0 });
  });

  test('of one cohort counts for nothing in another', async () => {
    await world.putDriven(aParticipant({ id: idOf(1), dueBy: far, announced: 'another/9' }));
    await change();
    const page = { first: 'PART#', last: 'PART#~' };
    expect(await announceChange(world.deps, { do: 'bump', announcement: told, page })).toEqual({ bumped: 1 });
  });

  test('of a large cohort goes on in the next execution, begun once', async () => {
    const further = { do: 'close', announcement: told, next: 'PART#PART9999' } as const;
    expect(await announceChange(world.deps, further)).toEqual({ outcome: 'continued' });
    await announceChange(world.deps, further);
    expect(world.workflows.running).toEqual([`${cohortId}-2-0-1`]);
  });
});

describe('the sweep', () => {
  const sweep = () => sweepCohorts(world.deps);

  test('begins an announcement that nothing carries a minute after the change, and leaves one that runs alone', async () => {
    await change();
    expect(await sweep()).toMatchObject({ announced: 0 });
    world.pass(minutes(1));
    expect(await sweep()).toMatchObject({ announced: 1 });
    expect(world.workflows.running).toEqual([`${cohortId}-2-0-0`]);
    expect(await sweep()).toMatchObject({ announced: 0 });
  });

  test('begins one again, under another name, whose execution ended and told not everybody', async () => {
    await change();
    world.workflows.put(`${cohortId}-2-0-0`, 'closed');
    world.pass(minutes(1));
    expect(await sweep()).toMatchObject({ announced: 1 });
    expect(world.workflows.running).toEqual([`${cohortId}-2-1-0`]);
  });

  test('tells again who waits on an older calendar, once nothing is due any more, and then looks once a day', async () => {
    const [old = ''] = await members(1);
    await world.putDriven(aParticipant({ id: idOf(99), dueBy: far, wait: { ...wait, basis: '1/2' } }));
    await change();
    expect(await sweep()).toMatchObject({ rebased: 0 });
    await announceChange(world.deps, { do: 'close', announcement: told, next: '' });
    expect(await sweep()).toMatchObject({ rebased: 0 });
    world.pass(minutes(15));
    expect(await sweep()).toMatchObject({ rebased: 1 });
    expect(await versions([old])).toEqual([2]);
    expect(await sweep()).toMatchObject({ rebased: 0 });
  });
});
