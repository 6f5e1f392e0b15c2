import { beforeAll, describe, expect, test } from 'vitest';
import { sampleSchools } from '../../scripts/demo/sample-people.ts';
import { storyAssembly } from '../../scripts/grants/in-cloud.ts';
import { recordWritten } from '../../scripts/grants/live-story.ts';

describe('what the story writes beside the table and the e-mails', { timeout: 300_000 }, () => {
  let written: string[];

  beforeAll(async () => {
    written = await recordWritten(await storyAssembly(), 'nominations');
  }, 300_000);

  test('is logs and executions, so that there is something to leak into', () => {
    expect(written.some((line) => line.includes('"message":"nomination submitted"'))).toBe(true);
    expect(written.some((line) => line.includes('TaskStateEntered'))).toBe(true);
  });

  test('holds no name, address or telephone number of a sample person', () => {
    const personal = [...new Set(textsOf(sampleSchools).filter(isPersonal))];
    expect(personal.length).toBeGreaterThan(8);
    const leaks = personal.filter((text) => written.some((line) => line.toLowerCase().includes(text.toLowerCase())));
    expect(leaks).toEqual([]);
    expect(written.filter((line) => /[\w.+-]+@example\.org/.test(line))).toEqual([]);
  });
});

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
