import { parse } from 'parse5';
import { beforeAll, describe, expect, test } from 'vitest';
import { clashesOf } from '../../../local/rehearsal/calendar/clashes.ts';
import { comparePlans, mailOf } from '../../../local/rehearsal/calendar/compare-plans.ts';
import { type MailPlan, planMails } from '../../../local/rehearsal/calendar/mail-plan.ts';
import { rehearsalPage } from '../../../scripts/rehearse/page/rehearsal-page.tsx';
import { planAsCsv, planAsIcs } from '../../../scripts/rehearse/plan-files.ts';
import { launchBrowser } from '../../e2e/browser.ts';
import { seriousViolations, sidewaysScroll } from '../../e2e/inspect.ts';
import { plantedFiles, sampleFiles } from './planted.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;
const minutes = 180_000;

let sample: MailPlan;
let planted: MailPlan;

beforeAll(async () => {
  sample = await planMails({ ...sampleFiles(), seed: 1 });
  planted = await planMails({ ...plantedFiles(), seed: 1 });
}, minutes);

describe('a rehearsal for a lead', () => {
  test('finds nothing but busy weeks in the sample, and each clash that is planted', () => {
    expect(new Set(clashesOf(sample).map(({ what }) => what))).toEqual(new Set(['three-in-a-week']));
    const found = clashesOf(planted).filter(({ mails }) => mails[0]?.kind === 'never-answers');
    const about = (what: string) =>
      found.filter((clash) => clash.what === what).map(({ date, about }) => [date, about]);
    expect(about('after-its-session')).toContainEqual(['2026-10-09', 'Central day 1']);
    expect(about('head-twice-in-a-day')).toHaveLength(1);
    expect(new Set(about('school-holiday').map(([, title]) => title))).toEqual(new Set(['February half-term 2027']));
    expect(about('bank-holiday')).toContainEqual(['2027-05-03', 'Early May bank holiday']);
  });

  test('says what differs between two programmes and calendars, and nothing between the same', async () => {
    expect(comparePlans(sample, await planMails({ ...sampleFiles(), seed: 1 }))).toEqual([]);
    const changes = comparePlans(sample, planted);
    const invited = changes.filter(
      (change) => mailOf(change).prompt === 'launch' && mailOf(change).kind === 'attends-all',
    );
    expect(invited.map(({ change }) => change)).toEqual(['moved']);
  });

  test(
    'says what a moved session changes: the new date to those who had the old one, and its reminders with it',
    async () => {
      const moved = await planMails({ ...sampleFiles(), seed: 1 }, { session: 'central-3', to: '2027-02-04T13:30' });
      const changes = comparePlans(sample, moved).filter((change) => mailOf(change).kind === 'attends-all');
      const told = changes.filter((change) => change.change === 'added' && mailOf(change).prompt === 'session-moved');
      expect(told.map((change) => mailOf(change).date)).toEqual(['2027-01-07']);
      const reminded = changes.filter((change) => mailOf(change).prompt === 'session-reminder');
      expect(reminded.map((change) => [change.change, mailOf(change).date])).toEqual([['moved', '2027-02-02']]);
      expect(new Set(changes.map((change) => mailOf(change).because.includes('half-day 3')))).toEqual(new Set([true]));
    },
    minutes,
  );

  test('refuses a move that the console would refuse', async () => {
    const move = { session: 'central-3', to: '2029-02-04T13:30' };
    await expect(planMails({ ...sampleFiles(), seed: 1 }, move)).rejects.toMatchObject({ name: 'MoveRefused' });
  });

  test('writes every e-mail once into a spreadsheet and a calendar, with times in London', () => {
    const lines = planAsCsv(sample).trimEnd().split('\r\n');
    expect(lines).toHaveLength(sample.mails.length + 1);
    expect(lines).toContainEqual(
      expect.stringContaining('2026-09-15,16:00,Attends everything,Participant,S3,Session reminder'),
    );
    expect(planAsIcs(sample).match(/BEGIN:VEVENT/g)).toHaveLength(sample.mails.length);
  });

  test('asks the network for nothing and runs no script', () => {
    const html = rehearsalPage(planted);
    const names: string[] = [];
    const walk = (node: object): void => {
      if ('tagName' in node) names.push(String(node.tagName));
      if ('childNodes' in node) for (const child of node.childNodes as object[]) walk(child);
    };
    walk(parse(html));
    expect(names).toContain('table');
    expect(names.filter((name) => ['script', 'link', 'img', 'iframe'].includes(name))).toEqual([]);
    expect(html).not.toMatch(/url\(|https?:/);
  });
});

describe.skipIf(!launched.browser)(`the rehearsal's page in a browser${because}`, { timeout: minutes }, () => {
  test('shows the planted clashes, one kind of person at a time, on a desk and on a phone', async () => {
    for (const width of [1440, 390]) {
      const page = await launched.browser?.newPage({ viewport: { width, height: 900 }, javaScriptEnabled: true });
      if (!page) throw new Error('The browser is gone');
      const kinds = planted.kinds.filter(({ key }) => key === 'attends-all' || key === 'never-answers');
      await page.setContent(
        rehearsalPage({ ...planted, kinds }, { title: 'The sample', changes: comparePlans(sample, planted) }),
      );
      for (const what of ['after-its-session', 'head-twice-in-a-day', 'school-holiday', 'bank-holiday'])
        expect(await page.locator(`[data-clash=${what}] .clash-card`).first().isVisible(), what).toBe(true);
      const day = page.locator('#kind-never-answers .mails .clash', { hasText: 'Early May bank holiday' });
      expect(await day.first().isVisible()).toBe(false);
      await page.getByLabel('Never answers').check();
      expect(await day.first().isVisible()).toBe(true);
      expect(await page.locator('#kind-attends-all').isVisible()).toBe(false);
      if (width === 390) expect(await seriousViolations(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      await page.close();
    }
    await launched.browser?.close();
  });
});
