import { beforeAll, expect, test } from 'vitest';
import { key, partition } from '../../../../functions/platform/keys.ts';
import { axeViolations } from '../../../support/axe.ts';
import { visibleText } from '../../../support/html.ts';
import { ada, sampleConsole, toDecide } from '../sample.ts';
import type { ConsoleWorld } from '../world.ts';

const path = `/admin/participants/${ada.id}/record`;
let world: ConsoleWorld;

beforeAll(async () => {
  world = await sampleConsole();
  const subject = partition.subject('participant', ada.id);
  const line = (at: string, entry: object) => ({ ...key.logEntry(subject, at, 'v'), at, ...entry });
  await world.put(
    line('2026-09-01T08:00:00.000Z', {
      what: 'status',
      from: 'onboarding',
      to: 'year-1',
      why: 'year 1 has begun',
      by: 'programme',
    }),
    line('2026-10-09T08:00:00.000Z', { what: 'place in Central day 1', from: 'expected', to: 'attended', by: 'lead' }),
    line('2026-11-01T08:00:00.000Z', { what: 'gate year-1', to: 'waive', why: '=HYPERLINK("x")', by: 'sample-admin' }),
    line('2026-11-02T08:00:00.000Z', { what: 'credit corrected', to: '0.5', why: 'a half day', by: 'who-left-since' }),
    { ...key.staff('sample-admin'), name: 'Sample Admin' },
  );
});

test('the record says when, what, before and after, why and who, the newest first', async () => {
  const text = visibleText(await world.html(path));
  expect(text).toContain(
    'Sun 1 Nov 2026 08:00\nDecision on year 1\nWhat is missing is waived\n=HYPERLINK("x")\nSample Admin',
  );
  expect(text).toContain('Tue 1 Sep 2026 09:00\nStatus\nJoining → Year 1\nyear 1 has begun\nThe programme');
  expect(text).toContain('Place in Central day 1\nExpected → Attended');
  expect(text.indexOf('Credit corrected')).toBeLessThan(text.indexOf('Status\nJoining'));
});

test('an admin whose name was never learned is an admin', async () => {
  expect(visibleText(await world.html(path))).toContain('a half day\nAn admin');
});

test('as a file it runs nothing in a spreadsheet', async () => {
  const lines = (await world.html(`${path}.csv`)).split('\r\n');
  expect(lines[0]).toBe('When,What,Before and after,Why,Who');
  expect(lines[3]).toBe(
    `2026-11-01T08:00:00.000Z,Decision on year 1,What is missing is waived,"'=HYPERLINK(""x"")",Sample Admin`,
  );
});

test('a subject without changes says so', async () => {
  expect(visibleText(await world.html(`/admin/nominations/${toDecide.id}/record`))).toContain(
    'Nothing has changed yet',
  );
});

test.each(['', '.csv'])('nobody’s record%s is not found', async (ending) => {
  expect((await world.get(`/admin/participants/WHAT2345/record${ending}`)).status).toBe(404);
});

test('has nothing that axe finds', async () => {
  expect(await axeViolations(await world.html(path))).toEqual([]);
});
