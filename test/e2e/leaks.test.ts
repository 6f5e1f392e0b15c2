import { beforeAll, describe, expect, test } from 'vitest';
import { sampleSchools } from '../../scripts/demo/sample-people.ts';
import { storyAssembly } from '../../scripts/grants/in-cloud.ts';
import { recordWritten } from '../../scripts/grants/live-story.ts';
import { collectErrorPages, type ErrorPage } from './error-pages.ts';

describe('what the story writes beside the table and the e-mails', { timeout: 600_000 }, () => {
  let written: string[];
  let errorPages: ErrorPage[];

  beforeAll(async () => {
    written = await recordWritten(await storyAssembly(), 'nominations', async (cloud) => {
      errorPages = await collectErrorPages(cloud);
    });
  }, 600_000);

  test('is logs and executions, so that there is something to leak into', () => {
    expect(written.some((line) => line.includes('"message":"nomination submitted"'))).toBe(true);
    expect(written.some((line) => line.includes('TaskStateEntered'))).toBe(true);
  });

  test('holds no name, address or telephone number of a sample person', () => {
    expect(personal.length).toBeGreaterThan(8);
    expect(personalIn(written)).toEqual([]);
    expect(written.filter((line) => /[\w.+-]+@example\.org/.test(line))).toEqual([]);
  });

  test('comes with an error page of every kind, and none of them says whose link it was', () => {
    const kinds = new Set(errorPages.map(({ status }) => status));
    expect([...kinds].sort()).toEqual([403, 404, 410, 413, 415, 500]);
    expect(personalIn(errorPages.map(({ text }) => text))).toEqual([]);
    expect(errorPages.filter(({ text }) => /at \S+ \(?(?:file:|\/)/.test(text))).toEqual([]);
  });
});

const personal = [...new Set(textsOf(sampleSchools).filter(isPersonal))];

function personalIn(texts: readonly string[]): string[] {
  const whole = texts.join('\n').toLowerCase();
  return personal.filter((text) => whole.includes(text.toLowerCase()));
}

/** Every text in the sample people's data, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** A first name and a surname, or an address: single words such as a role may stand anywhere. */
function isPersonal(text: string): boolean {
  return text.includes('@') || /^\p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+)+$/u.test(text);
}
