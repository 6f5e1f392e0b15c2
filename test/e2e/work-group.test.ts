import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changingPair, groupId, newToMastery } from '../../scripts/demo/group-people.ts';
import { GroupScenario } from '../../scripts/demo/group-scenario.ts';
import { LocalCloud } from '../../scripts/demo/local-cloud.ts';
import { newestPage } from '../../scripts/demo/mail-round.ts';
import { asksForCode, readCode } from '../../scripts/demo/sample-lead.ts';
import { launchBrowser } from './browser.ts';
import { picture, seriousViolations, sidewaysScroll } from './inspect.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;

/** Each size is another school's: what one has done, the other has still to do. */
const sizes = [
  { size: 'phone', viewport: { width: 390, height: 844 }, pair: newToMastery },
  { size: 'desktop', viewport: { width: 1280, height: 900 }, pair: changingPair },
] as const;

describe.skipIf(!launched.browser)(`a Work Group in a browser${because}`, { timeout: 240_000 }, () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await LocalCloud.start();
    await cloud.pause();
    await new GroupScenario(cloud, () => {}, [changingPair, newToMastery]).live('2026-11-04');
    await cloud.jumpTo('2026-11-04T10:00:00Z');
  }, 900_000);

  afterAll(async () => {
    await cloud?.close();
    await launched.browser?.close();
  });

  /** Every page that is looked at is held to axe and to the screen's width. */
  async function look(page: Page, name: string): Promise<void> {
    await picture(page, name);
    expect(await seriousViolations(page), name).toEqual([]);
    expect(await sidewaysScroll(page), name).toBeLessThanOrEqual(0);
  }

  async function open(viewport: { width: number; height: number }): Promise<{ context: BrowserContext; page: Page }> {
    const context = await (launched.browser as Browser).newContext({ viewport, locale: 'en-GB' });
    context.setDefaultTimeout(90_000);
    return { context, page: await context.newPage() };
  }

  const leadPage = () => newestPage(cloud, 'lead@example.org', '/lead/', groupId);

  /** On a device that is not known, a lead types the code that they are sent. */
  async function openAsLead(page: Page, address: string): Promise<void> {
    await page.goto(address);
    await page.getByRole('heading', { name: asksForCode }).waitFor();
    await page.getByLabel('Yes', { exact: true }).check();
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('The code from the email').fill(await readCode(cloud));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Your Work Group' }).waitFor();
  }

  describe.each(sizes)('$size', ({ size, viewport, pair }) => {
    const [member] = pair.members;
    const own = () => newestPage(cloud, member.email, '/me/');

    test('a participant sees what their group asks of them, and answers about the task in a minute', async () => {
      const { context, page } = await open(viewport);
      await page.goto(await own());
      await look(page, `group-${size}-participant`);
      await page.getByRole('link', { name: 'Say how it went with your department' }).click();
      await page.getByRole('button', { name: 'Send my answer' }).click();
      await page.getByRole('alert').getByRole('link', { name: 'Select whether you have done it' }).waitFor();
      await look(page, `group-${size}-pulse-wrong`);
      await page.getByLabel('In part').check();
      await page.getByLabel(/^Who took part/).fill('The Year 8 team');
      await page.getByLabel(/^What changed/).fill('We plan the first lesson of each unit together.');
      await page.getByLabel('How many colleagues took part?').fill('3');
      await page.getByLabel(/^How many colleagues teach/).fill('7');
      await look(page, `group-${size}-pulse`);
      await page.getByRole('button', { name: 'Send my answer' }).click();
      await page.getByText('The lead reads it before the next session').waitFor();
      expect(await page.getByRole('link', { name: 'Say how it went with your department' }).count()).toBe(0);
      await context.close();
    });

    test('a school offers a lesson that another may visit', async () => {
      const { context, page } = await open(viewport);
      await page.goto(`${await own()}/observations`);
      await page.getByRole('button', { name: 'Offer the lesson' }).click();
      await page.getByRole('alert').getByRole('link', { name: 'Enter which lesson it is' }).waitFor();
      await look(page, `group-${size}-lesson-wrong`);
      const form = page.locator('form').filter({ hasText: 'Offer a lesson' });
      await form.getByLabel('Day').fill('3');
      await form.getByLabel('Month').fill('2');
      await form.getByLabel('Year').fill('2027');
      await form.getByLabel('When does it begin?').fill('9:30');
      await form.getByLabel('Which lesson?').fill('Year 9, proportion');
      await form.getByLabel('What should visitors look at?').fill('Which representations pupils choose');
      await page.getByRole('button', { name: 'Offer the lesson' }).click();
      await page.getByText('Your lesson is offered').waitFor();
      await page.getByText('Year 9, proportion').waitFor();
      await look(page, `group-${size}-lesson`);
      await context.close();
    });

    test('a department asks for support; its lead passes the request on, shows a code and opens a register', async () => {
      const { context, page } = await open(viewport);
      await page.goto(`${await own()}/support`);
      await page.getByRole('button', { name: 'Ask for support' }).click();
      await page.getByRole('alert').getByRole('link', { name: 'Select who it is for' }).waitFor();
      await look(page, `group-${size}-support-wrong`);
      await page.getByLabel('Our department').check();
      await page.getByLabel('What do you need?').fill(`Help with a unit, from a ${size}`);
      await page.getByRole('button', { name: 'Ask for support' }).click();
      await page.getByText('Your request lies with the lead of the group').waitFor();
      await look(page, `group-${size}-support`);
      await cloud.settle();

      await openAsLead(page, await leadPage());
      await page.getByText(`Help with a unit, from a ${size}`).waitFor();
      await look(page, `group-${size}-lead`);
      await page.getByText('Answer it').click();
      await look(page, `group-${size}-lead-answering`);
      await page.getByRole('button', { name: 'Pass it to the hub’s leadership' }).click();
      await page.getByText('It is recorded').waitFor();
      await page.getByText('It lies with the leadership of the hub').first().waitFor();
      await page.getByText(`Help with a unit, from a ${size}`).waitFor();

      const lead = page.url().replace(/\?.*/, '');
      await page.getByRole('link', { name: 'Show its code' }).click();
      await look(page, `group-${size}-code`);
      await page.goto(`${lead}/sessions/meeting-1`);
      await look(page, `group-${size}-register`);
      await context.close();
    });

    test('a school sees the thread of its pair’s year', async () => {
      const { context, page } = await open(viewport);
      await page.goto((await own()).replace('/me/', '/pair/'));
      await page.getByText('We plan the first lesson of each unit together.').waitFor();
      await look(page, `group-${size}-school`);
      await context.close();
    });

    test('an admin sees how the groups are', async () => {
      const { context, page } = await open(viewport);
      await page.goto(`${cloud.url}/admin`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Sample Admin' }).click();
      await page.goto(`${cloud.url}/admin/work-groups`);
      await look(page, `group-${size}-console-list`);
      await page.getByRole('link', { name: /^Secondary Work Group/ }).click();
      await page.getByText(pair.name).first().waitFor();
      await look(page, `group-${size}-console`);
      await page.goto(`${cloud.url}/admin/sessions/${groupId}/meeting-1`);
      await page.getByLabel('A colleague who came along').fill(`Sample Guest, ${size}`);
      await page.getByLabel('From which school?').selectOption(pair.name);
      await page.getByRole('button', { name: 'Put them on the register' }).click();
      await page.getByText(`Sample Guest, ${size}, ${pair.name}`).waitFor();
      await look(page, `group-${size}-console-register`);
      await context.close();
    });
  });
});
