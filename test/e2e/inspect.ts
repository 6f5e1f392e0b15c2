import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as v from 'valibot';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(import.meta.dirname, '..', '..', 'build', 'screenshots');

const found = v.array(
  v.object({ id: v.string(), impact: v.nullish(v.string()), nodes: v.array(v.object({ html: v.string() })) }),
);

/** What axe finds serious or critical on a page as it is drawn, contrast included. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // Evaluated from outside, as the page's own policy lets no other script in.
  await page.evaluate(axeSource);
  const violations = v.parse(found, await page.evaluate('axe.run(document).then(({ violations }) => violations)'));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** By how many pixels a page is wider than the screen. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return v.parse(
    v.number(),
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
}

/** Writes what the page looks like to `build/screenshots/`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
