import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mostBytes } from '../../scripts/pictures/camera.ts';

const root = join(import.meta.dirname, '..', '..');
const guides = readdirSync(join(root, 'docs', 'guides')).map((name) => join('docs', 'guides', name));
const pictures = readdirSync(join(root, 'docs', 'pictures'));
const shown = ['README.md', ...guides].flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/!\[[^\]]+\]\([^)]*pictures\/([^)]+)\)/g)].map(
    ([, name]) => name,
  ),
);

test('the guides and the read-me show every picture that there is, and no other', () => {
  expect([...new Set(shown)].sort()).toEqual([...pictures].sort());
});

test.each(pictures)('%s weighs no more than a page of a guide should', (name) => {
  expect(statSync(join(root, 'docs', 'pictures', name)).size).toBeLessThanOrEqual(mostBytes);
});

test('the guides link to pages that there are', () => {
  const links = guides.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/[^!]\[[^\]]+\]\(([^)]+\.md)\)/g)].map(([, to = '']) =>
      join('docs', 'guides', to),
    ),
  );
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !guides.includes(link))).toEqual([]);
});
