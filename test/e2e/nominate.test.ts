import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalCloud } from '../../scripts/demo/local-cloud.ts';
import { launchBrowser } from './browser.ts';
import { send, stepsOf, takeStep } from './fill-nomination.ts';
import { picture, seriousViolations, sidewaysScroll } from './inspect.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;
const phone = { width: 320, height: 640 };

const forms = [
  { kind: 'lead-teacher', programme: /^Secondary Mastery/, urn: ' 900 010 ', school: 'Sample Juniper School' },
  { kind: 'work-group', programme: /^Secondary Work Group/, urn: 'juniper', school: 'Sample Juniper School' },
] as const;

describe.skipIf(!launched.browser)(`the nomination on a phone${because}`, { timeout: 240_000 }, () => {
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

  const lookAt = (page: Page) => async (name: string) => {
    await picture(page, name);
    expect(await seriousViolations(page), name).toEqual([]);
    expect(await sidewaysScroll(page), name).toBeLessThanOrEqual(0);
  };

  async function newPage(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const context = await (launched.browser as Browser).newContext({ viewport: phone, locale: 'en-GB', ...options });
    context.setDefaultTimeout(90_000);
    return context.newPage();
  }

  test.each(forms)('of a $kind makes every mistake, is put aside and finished by its link', async (form) => {
    const { kind, programme, urn, school } = form;
    const steps = stepsOf({ kind, urn, school, domain: `${kind}.example.org` });
    const first = await newPage();
    const name = (index: number) => `nominate-${kind}-${String(index + 1).padStart(2, '0')}`;
    await first.goto(`${cloud.url}/nominate`);
    await first.getByRole('button', { name: 'Start now' }).click();
    await first.getByRole('alert').getByRole('link', { name: 'Select the programme that you nominate for' }).waitFor();
    await lookAt(first)(`nominate-${kind}-00-begin`);
    await first.getByLabel(programme).check();
    await first.getByRole('button', { name: 'Start now' }).click();
    for (const [index, step] of steps.slice(0, 5).entries())
      await takeStep(first, step, lookAt(first), name(index), true);
    await first.getByRole('link', { name: 'Finish it later' }).click();
    await lookAt(first)(`nominate-${kind}-later`);
    const link = (await first.locator('.govuk-inset-text a').textContent()) ?? '';
    await first.context().close();

    const second = await newPage({ javaScriptEnabled: false });
    await second.goto(link);
    for (const [index, step] of steps.slice(5).entries()) {
      await takeStep(second, step, (which) => picture(second, which), name(index + 5), true);
    }
    const address = second.url().replace(/\/check$/, '');
    await second.context().close();

    const third = await newPage();
    for (const page of ['head', 'subject-leader', 'needs']) {
      await third.goto(`${address}/${page}`);
      await lookAt(third)(`nominate-${kind}-${page}`);
    }
    await third.goto(address);
    await send(third, lookAt(third), `nominate-${kind}`);
    await third.context().close();
  });
});
