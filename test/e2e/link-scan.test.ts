import { afterAll, describe, expect, it } from 'vitest';
import { allMails } from '../../scripts/mails/all-mails.ts';
import type { SiteWorld } from '../functions/site/world.ts';
import { launchBrowser } from './browser.ts';
import { mailedWorld } from './scan/sample-world.ts';
import { buttonsOn, changedItems, linksOn, openBy, pressSingleButton, type Scanned } from './scan/scanner.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;

/** A page with one button, and the mail and the site that it came from. */
interface Pressable {
  readonly world: SiteWorld;
  readonly mail: string;
  readonly page: Scanned;
}

const sixtyOneDays = 61 * 86_400_000;
const pressable = new Map<string, Pressable>();
let opened = 0;

describe('a mail scanner', () => {
  it('changes nothing by opening every link of every e-mail, and every page of ours behind it', async () => {
    for (const sample of allMails()) {
      const { world, links } = await mailedWorld(sample);
      const before = world.everything();
      for (const page of await openAll(world, links)) note({ world, mail: sample.name, page });
      expect.soft(changedItems(before, world.everything()), sample.name).toEqual([]);
    }
    expect(opened).toBeGreaterThan(300);
  });

  it('changes nothing by opening every link once it has expired', async () => {
    for (const sample of allMails()) {
      const { world, links } = await mailedWorld(sample);
      world.nowMs += sixtyOneDays;
      const before = world.everything();
      for (const page of await openAll(world, links)) note({ world, mail: `${sample.name}, expired`, page });
      expect.soft(changedItems(before, world.everything()), sample.name).toEqual([]);
    }
  });
});

describe.skipIf(!launched.browser)(`a mail scanner with a browser${because}`, { timeout: 600_000 }, () => {
  afterAll(() => launched.browser?.close());

  it('changes nothing by pressing the only button of a page', async () => {
    expect(pressable.size).toBeGreaterThan(10);
    for (const { world, mail, page } of pressable.values()) {
      const before = world.everything();
      const { browser } = launched;
      if (!browser) throw new Error('the browser is gone');
      const asked = await pressSingleButton(browser, world, page.address);
      const which = `${mail}: ${page.address}`;
      expect.soft(asked.filter((each) => each.startsWith('POST ')).length, which).toBe(1);
      expect.soft(changedItems(before, world.everything()), which).toEqual([]);
    }
  });
});

/** Opens the links, and then what the pages link to. */
async function openAll(world: SiteWorld, links: readonly string[]): Promise<Scanned[]> {
  const pages = await openEach(world, links);
  const behind = [...new Set(pages.flatMap(linksOn))].filter((address) => !links.includes(address));
  return [...pages, ...(await openEach(world, behind))];
}

async function openEach(world: SiteWorld, addresses: readonly string[]): Promise<Scanned[]> {
  const pages: Scanned[] = [];
  for (const address of addresses) {
    await openBy(world, 'HEAD', address);
    pages.push(await openBy(world, 'GET', address));
    opened += 1;
  }
  return pages;
}

/** Forms that are alike but for their tokens and words are pressed once. */
function note(found: Pressable): void {
  const { page } = found;
  if (buttonsOn(page) !== 1) return;
  const form = /<form[\s\S]*<\/form>/.exec(page.html)?.[0] ?? page.html;
  const alike = form
    .replaceAll(/[\w-]{30,}\.[\w-]{20,}/g, '…')
    .replaceAll(/(sessions|check-in)\/[\w-]+/g, '$1')
    .replaceAll(/>[^<]+</g, '><')
    .replaceAll(/\d+/g, '0');
  if (!pressable.has(alike)) pressable.set(alike, found);
}
