import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../../functions/pages/components/markup.ts';
import { normaliseHtml } from '../../../support/html.ts';

/** Words as govuk-frontend's options give them: `html` is trusted there, and wins. */
export interface Words {
  text?: string | number;
  html?: string;
}

interface Fixture<Options> {
  name: string;
  options: Options;
  html: string;
}

interface Comparison<Options> {
  render(options: Options): JSX.Element;
  /** Reason → the fixtures that are left out for it, by name. */
  leftOut?: Readonly<Record<string, readonly string[]>>;
}

const require = createRequire(import.meta.url);

function readFixtures<Options>(component: string): Fixture<Options>[] {
  const path = require.resolve('govuk-frontend/package.json').replace('package.json', '');
  const file = readFileSync(`${path}dist/govuk/components/${component}/fixtures.json`, 'utf8');
  return JSON.parse(file).fixtures;
}

/** Fixture words as a component's content. */
export function content(words: Words | undefined): Content {
  if (words === undefined) return undefined;
  return words.html ? raw(words.html) : words.text;
}

/** What follows a modifier's prefix in a class list: `govuk-label--l` → `l`. */
export function modifier(classes: string | undefined, prefix: string): string | undefined {
  return classes
    ?.split(' ')
    .find((name) => name.startsWith(prefix))
    ?.slice(prefix.length);
}

/** Holds a component to every one of govuk-frontend's own fixtures but those that are left out by name. */
export function holdToFixtures<Options>(component: string, comparison: Comparison<Options>): void {
  const fixtures = readFixtures<Options>(component);
  const reasons = new Map(
    Object.entries(comparison.leftOut ?? {}).flatMap(([reason, names]) => names.map((name) => [name, reason] as const)),
  );
  describe(component, () => {
    it('names as left out only fixtures that there are', () => {
      const names = fixtures.map((fixture) => fixture.name);
      expect(names).toEqual(expect.arrayContaining([...reasons.keys()]));
    });
    for (const fixture of fixtures) {
      const reason = reasons.get(fixture.name);
      if (reason !== undefined) {
        it.skip(`${fixture.name} (left out: ${reason})`);
        continue;
      }
      it(`renders “${fixture.name}” as govuk-frontend does`, async () => {
        const html = await comparison.render(fixture.options);
        expect(normaliseHtml(html.toString())).toBe(normaliseHtml(fixture.html));
      });
    }
  });
}
