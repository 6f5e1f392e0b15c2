import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { allMails, composeSample } from '../../scripts/mails/all-mails.ts';
import { coverOfParts } from '../support/html-parts.ts';
import { launchBrowser } from './browser.ts';
import { picture, seriousViolations, sidewaysScroll } from './inspect.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;

const compose = composeSample('https://throughline.example', 'a key of the tests');
const mails: { name: string; html: string }[] = [];
for (const sample of allMails()) mails.push({ name: sample.name, html: (await compose(sample)).html });
/** As few e-mails as hold every part that any e-mail has. */
const cover = coverOfParts(mails, ({ html }) => html);

/** The size in pixels of the smallest words that are shown. */
const smallest = `Math.min(...[...document.body.querySelectorAll('*')]
  .filter((each) => each.checkVisibility({ opacityProperty: true }))
  .filter((each) => [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== ''))
  .map((each) => Number.parseFloat(getComputedStyle(each).fontSize)))`;

describe.skipIf(!launched.browser)(`an e-mail in a mail program${because}`, { timeout: 300_000 }, () => {
  afterAll(() => launched.browser?.close());

  it.for(['light', 'dark'] as const)(
    'can be read by everybody when it is %s, on a phone too (case 65)',
    async (colorScheme) => {
      const page = await launched.browser?.newPage({ colorScheme, viewport: { width: 320, height: 900 } });
      if (!page) throw new Error('the browser is gone');
      expect(cover.length).toBeGreaterThan(3);
      const backgrounds = new Set<unknown>();
      for (const { name, html } of cover) {
        await page.setContent(html);
        expect.soft(await seriousViolations(page), name).toEqual([]);
        expect.soft(await sidewaysScroll(page), name).toBe(0);
        expect.soft(v.parse(v.number(), await page.evaluate(smallest)), name).toBeGreaterThanOrEqual(16);
        backgrounds.add(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
      }
      await picture(page, `e-mail-${colorScheme}`);
      expect([...backgrounds]).toEqual([colorScheme === 'dark' ? 'rgb(13, 22, 27)' : 'rgb(239, 245, 246)']);
    },
  );
});
