import type { Browser, Page } from 'playwright-core';
import { type SiteWorld, siteUrl } from '../../functions/site/world.ts';

/** A page that a scanner opened: where its redirects led, and what stands there. */
export interface Scanned {
  readonly address: string;
  readonly status: number;
  readonly html: string;
}

const mostRedirects = 5;

/** Opens an address as a mail scanner does that runs no script, and follows its redirects. */
export async function openBy(world: SiteWorld, method: 'GET' | 'HEAD', address: string): Promise<Scanned> {
  let at = address;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await world.get(at.slice(siteUrl.length), { method });
    const next = answer.headers.get('location');
    if (!next) return { address: at, status: answer.status, html: await answer.text() };
    at = new URL(next, at).href;
  }
  throw new Error(`${address} redirects for ever`);
}

/** The pages of ours that a page links to: a thorough scanner opens those too. */
export function linksOn({ address, html }: Scanned): string[] {
  const found = [...html.matchAll(/<a [^>]*href="([^"#]+)/g)].map(
    ([, href = '']) => new URL(href.replaceAll('&amp;', '&'), address).href,
  );
  return [...new Set(found)].filter((each) => each.startsWith(siteUrl) && each !== address);
}

/** How many buttons a page has that send something. */
export function buttonsOn({ html }: Scanned): number {
  return [...html.matchAll(/<(button|input[^>]*type="(submit|image)")/g)].length;
}

/** The items that are in one of two states of a table, and not in the other or not alike, by their keys. */
export function changedItems(before: string, after: string): string[] {
  const [old, now] = [before, after].map(
    (state) => new Set((JSON.parse(state) as object[]).map((item) => JSON.stringify(item))),
  );
  const different = [...(old ?? []).values()]
    .filter((item) => !now?.has(item))
    .concat([...(now ?? []).values()].filter((item) => !old?.has(item)));
  return [...new Set(different.map(keyIn))];
}

function keyIn(item: string): string {
  const { pk, sk } = JSON.parse(item) as Record<'pk' | 'sk', { S: string }>;
  return `${pk.S} ${sk.S}`;
}

/**
 * Opens a page in a browser without cookies, whose every request the site in this process answers, and presses its one
 * button. Answers the requests that came of it.
 */
export async function pressSingleButton(browser: Browser, world: SiteWorld, address: string): Promise<string[]> {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const asked: string[] = [];
    await answerFrom(world, page, asked);
    await page.goto(address);
    await page.locator('button, input[type=submit]').click();
    await page.waitForLoadState('load');
    return asked;
  } finally {
    await context.close();
  }
}

async function answerFrom(world: SiteWorld, page: Page, asked: string[]): Promise<void> {
  await page.route('**/*', async (route) => {
    const request = route.request();
    const address = request.url();
    if (!address.startsWith(siteUrl)) return route.abort();
    asked.push(`${request.method()} ${new URL(address).pathname}`);
    const body = request.postDataBuffer();
    const answer = await world.get(address.slice(siteUrl.length), {
      method: request.method(),
      headers: { ...request.headers(), origin: siteUrl },
      ...(body && { body: Uint8Array.from(body) }),
    });
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
}
