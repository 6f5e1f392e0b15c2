import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** What a guide's page weighs is its pictures: each at most so much. */
export const mostBytes = 150_000;

export const sizes = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 780 } } as const;
export type Size = keyof typeof sizes;

/** Takes pictures of pages as a browser shows them, each at the top of the page and small enough for a guide. */
export class Camera {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #taken: string[] = [];

  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  get taken(): readonly string[] {
    return this.#taken;
  }

  /** Somebody's own browser: what signs them in is kept from picture to picture. */
  async person(size: Size): Promise<Page> {
    const context: BrowserContext = await this.#browser.newContext({ viewport: sizes[size], locale: 'en-GB' });
    return context.newPage();
  }

  /** A picture of an address that needs nobody to be signed in. */
  async shoot(name: string, size: Size, address: string): Promise<void> {
    const page = await this.person(size);
    await page.goto(address);
    await this.keep(name, page);
    await page.context().close();
  }

  /** A picture of an e-mail, as its HTML part looks. */
  async shootMail(name: string, html: string): Promise<void> {
    const page = await this.person('phone');
    await page.setContent(html);
    await this.keep(name, page);
    await page.context().close();
  }

  /** Keeps what a page shows now, from the top, or from the part that `from` names; a picture that weighs too much ends higher up. */
  async keep(name: string, page: Page, from?: string): Promise<void> {
    if (from) await page.locator(from).first().evaluate('(part) => part.scrollIntoView()');
    const { width, height } = page.viewportSize() ?? sizes.desk;
    for (let part = height; part > height / 3; part = Math.floor(part * 0.9)) {
      const picture = await page.screenshot({ clip: { x: 0, y: 0, width, height: part } });
      if (picture.byteLength > mostBytes) continue;
      writeFileSync(join(this.#folder, `${name}.png`), picture);
      this.#taken.push(name);
      return;
    }
    throw new PictureTooLarge(`A third of "${name}" still weighs more than ${mostBytes} bytes`);
  }
}

class PictureTooLarge extends Error {
  override readonly name = 'PictureTooLarge';
}
