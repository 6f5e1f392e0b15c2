import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { people } from '../../../functions/domain/people.ts';
import { readOverdueNote } from '../../../functions/erasure/note-overdue.ts';
import { runRetention } from '../../../functions/erasure/run-retention.ts';
import { readStatistics } from '../../../functions/erasure/statistics.ts';
import { key, partition } from '../../../functions/platform/keys.ts';
import { aNomination, aParticipant, sampleCohort } from '../../support/factories.ts';
import { visibleText } from '../../support/html.ts';
import { ConsoleWorld } from '../console/world.ts';

/** Six years and a month after the two who ended in January 2028. */
const now = '2034-03-01T06:00:00.000Z';
const kept = { years: 6, erases: false } as const;

const ended = { status: 'withdrawn', dueBy: undefined } as const;
const quetzal = aParticipant({ ...ended, id: 'AAAA2345', statusSince: '2028-01-10T09:00:00.000Z' });
const birch = aNomination({
  id: 'BBBB2345',
  status: 'declined',
  dueBy: undefined,
  statusSince: '2028-01-10T09:00:00.000Z',
});
const later = aParticipant({ ...ended, id: 'CCCC2345', statusSince: '2028-06-01T09:00:00.000Z' });
const active = aParticipant({ id: 'DDDD2345', status: 'year-2', statusSince: '2027-09-01T09:00:00.000Z' });

let world: ConsoleWorld;
beforeEach(async () => {
  world = new ConsoleWorld(now);
  await world.signInAll();
  await world.putCohort();
  const named = v.parse(people, { participant: { name: 'Kim Quetzal', email: 'kim@quetzal.example.org' } });
  for (const each of [quetzal, birch, later, active]) await world.putDriven(each, named);
});

const today = async (who: 'admin' | 'lead') => visibleText(await world.html('/admin', who)).replace(/\s+/g, ' ');
const statusOf = async (id: string) => (await world.facts('participant', id))?.erased !== undefined;

describe('the monthly run, as an environment is set up unless it says otherwise', () => {
  test('erases nobody, and tells an admin on Today how many records are due, with the way to look at them', async () => {
    expect(await runRetention(world.deps, kept)).toEqual({ erased: 0, due: 2 });
    expect(await statusOf(quetzal.id)).toBe(false);
    expect(await today('admin')).toContain('2 records ended more than 6 years ago');
    expect(await world.html('/admin')).toContain(`/admin/retention?cohort=${sampleCohort.id}&amp;years=6`);
    const page = visibleText(await world.html(`/admin/retention?cohort=${sampleCohort.id}`));
    expect(page).toContain('2 records ended before');
    expect(await today('lead')).not.toContain('records ended');
  });

  test('twice says the same, since when it is due included', async () => {
    await runRetention(world.deps, kept);
    world.nowMs = Date.parse('2034-04-01T06:00:00.000Z');
    await runRetention(world.deps, kept);
    expect(await readOverdueNote(world.table, sampleCohort.id)).toMatchObject({ records: 2, needFrom: now });
  });

  test('needs nobody any more once an admin has erased what was due', async () => {
    await runRetention(world.deps, kept);
    const record = ({ kind, id, version }: { kind: string; id: string; version: number }) => `${kind}/${id}/${version}`;
    for (const each of [quetzal, birch])
      await world.post('/admin/retention', { cohort: sampleCohort.id, years: '6', record: record(each) });
    expect(await today('admin')).toContain('Nothing needs you now');
    expect(await readOverdueNote(world.table, sampleCohort.id)).toEqual({
      cohortId: sampleCohort.id,
      records: 0,
      years: 6,
    });
  });

  test('looks at nobody of a cohort that is too young for anything to be due', async () => {
    const before = world.everything();
    world.mishaps.push({ action: 'BatchGetItem', when: 'before', error: 'ShouldNotBeAsked' });
    expect(await runRetention(world.deps, { years: 10, erases: true })).toEqual({ erased: 0, due: 0 });
    expect(world.everything()).toBe(before);
  });
});

describe('the monthly run, where the environment erases', () => {
  const erasing = { years: 6, erases: true } as const;

  test('erases what is due and nobody else, says so in the record, and needs nobody', async () => {
    expect(await runRetention(world.deps, erasing)).toEqual({ erased: 2, due: 0 });
    expect(await Promise.all([quetzal, later, active].map(({ id }) => statusOf(id)))).toEqual([true, false, false]);
    expect(await readStatistics(world.table, sampleCohort.id)).toMatchObject({ participants: 1, nominations: 1 });
    const lines = await world.table.queryAll({ pk: partition.cohort(sampleCohort.id), prefix: 'LOG#' });
    expect(lines).toMatchObject([{ what: 'retention run', to: '2 records erased', by: 'programme' }]);
    expect(await world.logOf('participant', quetzal.id)).toMatchObject([
      { what: 'erased', why: 'The time that we keep records is over', by: 'programme' },
    ]);
    expect(await today('admin')).not.toContain('ended more than');
  });

  test('twice is once', async () => {
    await runRetention(world.deps, erasing);
    const before = world.everything();
    expect(await runRetention(world.deps, erasing)).toEqual({ erased: 0, due: 0 });
    expect(world.everything()).toBe(before);
  });

  test('stops in time, and puts what is left before an admin and the next run', async () => {
    let asked = 0;
    // It looks at the clock as it begins and before each record: six minutes later each time, of ten that it has.
    const clock = { ...world.clock, nowMs: () => Date.parse(now) + 6 * 60_000 * asked++ };
    expect(await runRetention({ ...world.deps, clock }, erasing)).toEqual({ erased: 1, due: 1 });
    expect(await today('admin')).toContain('1 record ended more than 6 years ago');
    expect(await runRetention(world.deps, erasing)).toEqual({ erased: 1, due: 0 });
  });

  test('goes on with the other cohorts where one fails, and then says that it did', async () => {
    await world.put({ ...key.cohortList('broken'), title: 'Broken' });
    await expect(runRetention(world.deps, erasing)).rejects.toThrow('1 cohorts had no retention run');
    expect(await statusOf(quetzal.id)).toBe(true);
    expect(world.logged.join()).toContain('retention failed');
  });

  test('writes no name and no address to the log', async () => {
    await runRetention(world.deps, erasing);
    expect(world.logged.join()).not.toMatch(/quetzal/i);
  });
});
