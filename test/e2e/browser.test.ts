import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalCloud } from '../../scripts/demo/local-cloud.ts';
import { Visitor } from '../../scripts/demo/visitor.ts';
import { launchBrowser } from './browser.ts';
import { send, stepsOf, takeStep } from './fill-nomination.ts';
import { picture, seriousViolations, sidewaysScroll } from './inspect.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;

const sizes = [
  { size: 'desktop', viewport: { width: 1280, height: 900 } },
  { size: 'phone', viewport: { width: 360, height: 740 } },
] as const;

describe.skipIf(!launched.browser)(`in a real browser${because}`, { timeout: 180_000 }, () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await LocalCloud.start();
    await cloud.pause();
    await cloud.jumpTo('2026-03-03T10:00:00Z');
  }, 600_000);

  afterAll(async () => {
    await cloud?.close();
    await launched.browser?.close();
  });

  /** Every page that is looked at is held to axe, to the screen's width and to a console without errors. */
  async function look(page: Page, name: string): Promise<void> {
    await picture(page, name);
    expect(await seriousViolations(page), name).toEqual([]);
    expect(await sidewaysScroll(page), name).toBeLessThanOrEqual(0);
  }

  async function open(viewport: {
    width: number;
    height: number;
  }): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
    const context = await (launched.browser as Browser).newContext({ viewport, locale: 'en-GB' });
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    return { context, page, errors };
  }

  async function linkFor(to: string, prompt: string, path: string): Promise<string> {
    const mails = await cloud.mail(`?to=${encodeURIComponent(to)}&prompt=${prompt}`);
    const link = mails.at(-1)?.links.find((each) => each.includes(path));
    expect(link, `${prompt} to ${to}`).toBeDefined();
    return String(link);
  }

  describe.each(sizes)('$size', ({ size, viewport }) => {
    const school = `${size}.example.org`;

    test('a school nominates a teacher', async () => {
      const { context, page, errors } = await open(viewport);
      await page.goto(`${cloud.url}/`);
      await look(page, `${size}-start`);
      await page.goto(`${cloud.url}/nominate`);
      await look(page, `${size}-nominate`);
      await page.getByLabel(/^Secondary Mastery/).check();
      await page.getByRole('button', { name: 'Start now' }).click();
      const urn = size === 'desktop' ? '900031' : '900032';
      const steps = stepsOf({ kind: 'lead-teacher', urn, school: `Sample ${size} School`, domain: school });
      for (const [index, step] of steps.entries())
        await takeStep(page, step, (name) => look(page, name), `${size}-form-${index + 1}`, index === 2);
      await send(page, (name) => look(page, name), `${size}-form`);
      expect(errors.filter((error) => !/status of 422/.test(error))).toEqual([]);
      await context.close();
    });

    test('the head and the teacher promise', async () => {
      await cloud.settle();
      const { context, page, errors } = await open(viewport);
      for (const [role, prompt] of [
        ['head', 'head-commitment'],
        ['teacher', 'nominee-consent'],
      ] as const) {
        await page.goto(await linkFor(`${role}@${school}`, prompt, '/promise/'));
        await look(page, `${size}-promise-${role}`);
        await page.getByLabel(/^Yes/).check();
        await page.getByRole('button', { name: 'Send my answer' }).click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await look(page, `${size}-promised-${role}`);
      }
      expect(errors).toEqual([]);
      await context.close();
    });

    test('an admin accepts, in the console', async () => {
      await cloud.settle();
      const { context, page, errors } = await open(viewport);
      await page.goto(`${cloud.url}/admin`);
      await look(page, `${size}-console-sign-in`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Sample Admin' }).click();
      await look(page, `${size}-console-today`);
      await page.goto(`${cloud.url}/admin/nominations`);
      await look(page, `${size}-console-nominations`);
      await page
        .getByRole('row')
        .filter({ hasText: `Sample ${size} School` })
        .getByRole('link')
        .click();
      await page.getByLabel('Accept').check();
      await look(page, `${size}-console-nomination`);
      await page.getByRole('button', { name: 'Record the decision' }).click();
      await page.getByText('The nomination is accepted').waitFor();
      await cloud.settle();
      await page.goto(`${cloud.url}/admin/participants`);
      await look(page, `${size}-console-participants`);
      await page
        .getByRole('row')
        .filter({ hasText: `Sample ${size} School` })
        .getByRole('link')
        .click();
      await look(page, `${size}-console-participant`);
      expect(errors).toEqual([]);
      await context.close();
    });

    test('the participant sees where they are and why', async () => {
      const { context, page, errors } = await open(viewport);
      await page.goto(await linkFor(`teacher@${school}`, 'welcome', '/me/'));
      await look(page, `${size}-details`);
      await page.getByLabel('These details are right').check();
      await page.getByRole('button', { name: 'Confirm my details' }).click();
      await page.goto(page.url().replace(/(\/me\/[^/?]+).*/, '$1'));
      await look(page, `${size}-participant`);
      expect(errors).toEqual([]);
      await context.close();
    });
  });

  test('both check in to the launch with the code of the room, once the session has begun', async () => {
    await cloud.jumpTo('2026-09-17T15:05:00Z');
    const admin = await new Visitor().open(`${cloud.url}/admin`);
    await admin.press('Sign in');
    await admin.press('Sample Admin');
    await admin.open(`${cloud.url}/admin/sessions/sample-2026/launch`);
    const code = /Code to show in the room\s+(\S+)/.exec(admin.text)?.[1] ?? '';
    for (const { size, viewport } of sizes) {
      const { context, page, errors } = await open(viewport);
      const link = await linkFor(`teacher@${size}.example.org`, 'session-reminder', '/me/');
      await page.goto(link.replace(/(\/me\/[^/?]+).*/, '$1/check-in/launch'));
      await page.getByLabel('The code that is shown').fill('WRONG2');
      await page.getByRole('button', { name: 'Check in' }).click();
      await look(page, `${size}-check-in-wrong-code`);
      await page.getByLabel('The code that is shown').fill(` ${code.toLowerCase()} `);
      await page.getByRole('button', { name: 'Check in' }).click();
      await page
        .getByText(/checked in/i)
        .first()
        .waitFor();
      await look(page, `${size}-checked-in`);
      expect(errors.filter((error) => !/status of 422/.test(error))).toEqual([]);
      await context.close();
    }
  });
});
