import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { launchBrowser } from '../../test/e2e/browser.ts';
import { CannotRehearse } from './refused.ts';

/** The first screens of a page, and where its calendar begins: enough to know it by. */
const viewport = { width: 1180, height: 760 };

/** Writes a picture of a page's calendar as a browser shows it. Throws `CannotRehearse` where no browser starts. */
export async function takePicture(html: string, file: string): Promise<void> {
  const launched = await launchBrowser();
  if (!launched.browser) throw new CannotRehearse(`No picture: no browser starts (${launched.why})`);
  try {
    const page = await launched.browser.newPage({ viewport });
    await page.setContent(html);
    await page.getByLabel('Never answers').check();
    await page.locator('#kind-never-answers').scrollIntoViewIfNeeded();
    await page.evaluate("document.querySelector('#kind-never-answers .month:nth-child(4)').scrollIntoView()");
    mkdirSync(dirname(file), { recursive: true });
    await page.screenshot({ path: file });
  } finally {
    await launched.browser.close();
  }
}
