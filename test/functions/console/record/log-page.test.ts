import { beforeAll, expect, test } from 'vitest';
import { key } from '../../../../functions/platform/keys.ts';
import { logLine } from '../../../../functions/record/log-line.ts';
import { axeViolations } from '../../../support/axe.ts';
import { sampleCohort } from '../../../support/factories.ts';
import { visibleText } from '../../../support/html.ts';
import { ada, sampleConsole, toDecide } from '../sample.ts';
import type { ConsoleWorld } from '../world.ts';

const path = '/admin/record';
let world: ConsoleWorld;

const line = (of: Parameters<typeof logLine>[0], at: string, entry: { what: string; by: string; why?: string }) => {
  const { kind, ...rest } = logLine(of, 'v', { ...entry, at });
  expect(kind).toBe('put');
  return rest.item;
};
const cohort = { kind: 'cohort', id: sampleCohort.id, cohortId: sampleCohort.id } as const;

beforeAll(async () => {
  world = await sampleConsole();
  await world.put(
    line(toDecide, '2026-03-05T09:00:00.000Z', { what: 'nomination received', by: 'nominator', why: 'sent by form' }),
    line(ada, '2026-10-09T08:00:00.000Z', { what: 'status', by: 'programme', why: 'for 2026-09-01, not 2026-99-99' }),
    line(ada, '2026-11-01T08:00:00.000Z', { what: 'paused', by: 'sample-admin', why: '=HYPERLINK("x")' }),
    line(cohort, '2026-12-01T08:00:00.000Z', { what: 'number of places', by: 'sample-admin' }),
    line({ ...ada, cohortId: 'of-another-hub' }, '2026-12-02T08:00:00.000Z', { what: 'elsewhere', by: 'sample-admin' }),
    { ...key.staff('sample-admin'), name: 'Sample Admin' },
  );
});

const bodyOf = async (query = '') => visibleText(await world.html(`${path}${query}`));

test('the record of a cohort is over everybody in it, the newest first, each with whom it is about', async () => {
  const text = await bodyOf();
  expect(text).toContain('Sun 1 Nov 2026 08:00\nAda Example\nPaused');
  expect(text).toContain('for Tuesday 1 September 2026, not 2026-99-99');
  expect(text).toContain(`Thu 5 Mar 2026 09:00\nHope Sample\nNomination received`);
  expect(text).toContain(`${sampleCohort.title}\nNumber of places`);
  expect(text.indexOf('Number of places')).toBeLessThan(text.indexOf('Paused'));
  expect(text.indexOf('Paused')).toBeLessThan(text.indexOf('Nomination received'));
});

test('what happened at another hub is in that hub’s record', async () => {
  expect(await bodyOf()).not.toContain('Elsewhere');
});

test.each([
  ['?hand=staff', ['Paused', 'Number of places']],
  ['?hand=programme', ['Status']],
  ['?hand=link', ['Nomination received']],
  ['?find=HYPERLINK', ['Paused']],
  [`?find=${ada.id.toLowerCase()}`, ['Paused', 'Status']],
  ['?from=2026-11-01&to=2026-11-30', ['Paused']],
  ['?from=2026-11-01', ['Number of places', 'Paused']],
  ['?to=2026-10-09', ['Status', 'Nomination received']],
  ['?from=nonsense&hand=nobody', ['Number of places', 'Paused', 'Status', 'Nomination received']],
])('%s shows %j', async (query, shown) => {
  const text = await bodyOf(query);
  const all = ['Number of places', 'Paused', 'Status', 'Nomination received'];
  expect(all.filter((what) => text.includes(`\n${what}\n`))).toEqual(all.filter((what) => shown.includes(what)));
});

test('a page of fifty leads on to the next, and none is shown twice or left out', async () => {
  const many = await sampleConsole();
  // Several at one moment, as when an announcement touches everybody.
  for (let n = 0; n < 120; n += 1)
    await many.put(
      line({ ...ada, id: `MANY${1000 + n}` }, `2026-10-0${1 + (n % 3)}T08:00:00.000Z`, {
        what: 'status',
        by: 'programme',
      }),
    );
  const seen: string[] = [];
  for (let next: string | undefined = path; next; ) {
    const html: string = await many.html(next);
    seen.push(...[...html.matchAll(/participants\/(MANY\d+)\/record/g)].map(([, id = '']) => id));
    next = /href="(\/admin\/record\?after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test('as a file it runs nothing in a spreadsheet, holds what is filtered, and names nobody but who changed it', async () => {
  const text = await world.html(`${path}.csv?hand=staff`, 'lead');
  const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(lines).toEqual([
    'When,Cohort,About,Reference,What,Before and after,Why,Who',
    `2026-12-01T08:00:00.000Z,${sampleCohort.id},cohort,${sampleCohort.id},Number of places,,,Sample Admin`,
    `2026-11-01T08:00:00.000Z,${sampleCohort.id},participant,${ada.id},Paused,,"'=HYPERLINK(""x"")",Sample Admin`,
  ]);
});

test('whoever may not take data away is not offered the file', async () => {
  expect(visibleText(await world.html(path, 'viewer'))).not.toContain('Keep it as a file');
});

test('has nothing that axe finds', async () => {
  expect(await axeViolations(await world.html(path))).toEqual([]);
});
