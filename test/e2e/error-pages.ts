import type { Cloud } from '../../local/cloud.ts';
import { linksOf } from '../../local/control/mail-json.ts';
import { sendOnce } from '../../scripts/demo/visitor.ts';

export interface ErrorPage {
  readonly asked: string;
  readonly status: number;
  readonly text: string;
}

const longerThanAnyLinkMs = 61 * 86_400_000;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/**
 * What people are shown when it goes wrong: addresses that there are not, answers that come from nowhere or are of
 * another kind or far too long, links that were altered, links that are too old, and a table that answers nothing.
 */
export async function collectErrorPages(cloud: Cloud): Promise<ErrorPage[]> {
  const links = siteLinks(cloud);
  const pages = [
    ...(await askAll(links.map(altered))),
    ...(await askAll([...links, `${cloud.url}/nowhere`], { method: 'POST', headers: form, body: 'name=Sample' })),
    ...(await askAll(links, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'Sample' })),
    ...(await askAll(links.slice(0, 1), { method: 'POST', headers: form, body: 'x'.repeat(1_000_000) })),
  ];
  await cloud.clock.jumpTo(cloud.clock.now() + longerThanAnyLinkMs);
  pages.push(...(await askAll(links)));
  const fresh = siteLinks(cloud).filter((link) => !links.includes(link));
  const { faults } = cloud.world;
  // A name that the SDK does not try again.
  faults.add({ target: 'dynamodb:*', kind: 'throw', rate: 1, error: 'ValidationException' });
  pages.push(...(await askAll(fresh)));
  faults.clear();
  return pages.filter(({ status }) => status >= 400);
}

/** Every address of the site that an e-mail led to. */
function siteLinks({ world, url }: Cloud): string[] {
  const links = new Set(world.ses.list().flatMap((mail) => linksOf(mail)));
  return [...links].filter((link) => link.startsWith(`${url}/`));
}

/** The link with one character of its signature changed. Not the last, some of whose bits say nothing. */
function altered(link: string): string {
  const url = new URL(link);
  const { pathname } = url;
  url.pathname = `${pathname.slice(0, -5)}${pathname.at(-5) === 'A' ? 'B' : 'A'}${pathname.slice(-4)}`;
  return url.href;
}

async function askAll(addresses: readonly string[], request: RequestInit = {}): Promise<ErrorPage[]> {
  const pages: ErrorPage[] = [];
  for (const asked of addresses) {
    const { status, text } = await sendOnce(asked, { redirect: 'manual', ...request });
    pages.push({ asked, status, text });
  }
  return pages;
}
