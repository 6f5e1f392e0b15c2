import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { participant } from '../../functions/domain/participant.ts';
import { people } from '../../functions/domain/people.ts';
import { overdueNote } from '../../functions/erasure/note-overdue.ts';
import { key } from '../../functions/platform/keys.ts';
import { Table } from '../../functions/platform/table.ts';
import { putDriven, type SeededCloud, startSeededCloud } from '../../scripts/seed/seeded-cloud.ts';
import { aParticipant } from '../support/factories.ts';

const cohort = 'sample-2026';
/** Six years and more after the participant below left, and some days before the first of a month. */
const now = '2034-02-20T10:00:00.000Z';
const gone = aParticipant({
  id: 'GNEE2345',
  cohortId: cohort,
  status: 'withdrawn',
  statusSince: '2027-12-10T09:00:00.000Z',
  dueBy: undefined,
});

describe.each([
  { erases: false, becomes: 'put before an admin' },
  { erases: true, becomes: 'erased where the environment says so' },
])('with the functions, schedules and roles that deploy', ({ erases, becomes }) => {
  let seeded: SeededCloud;
  let table: Table;

  beforeAll(async () => {
    seeded = await startSeededCloud(now, { retention: { years: 6, erases } });
    const { dynamo, inventory } = seeded.cloud.world;
    table = new Table(dynamo, inventory.tables[0]?.tableName ?? '');
    const named = v.parse(people, { participant: { name: 'Kim Quetzal', email: 'kim@example.org' } });
    await putDriven(seeded.put, gone, named, now);
  }, 300_000);

  afterAll(() => seeded?.cloud.close());

  test(`on the first of the month what is due is ${becomes}, and not before`, { timeout: 120_000 }, async () => {
    const facts = () => table.get(key.driven('participant', gone.id), participant);
    const noted = () => table.get(key.overdue(cohort), overdueNote);
    const jumpTo = (until: string) =>
      fetch(`${seeded.cloud.url}/_local/clock`, { method: 'POST', body: JSON.stringify({ until }) });
    await jumpTo('2034-02-28T20:00:00Z');
    expect(await noted()).toBeUndefined();
    await jumpTo('2034-03-01T07:00:00Z');
    if (erases) {
      expect((await facts())?.erased).toMatchObject({ done: true });
      expect(await noted()).toBeUndefined();
      return;
    }
    expect((await facts())?.erased).toBeUndefined();
    expect(await noted()).toMatchObject({ records: 1, years: 6 });
  });
});
