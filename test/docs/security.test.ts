import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const rows = readFileSync(join(root, 'docs', 'security', 'asvs.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, chapter, file, name] = /^\| (V[\d.]+) .*\| `([^`]+)` \| `([^`]+)` \|$/.exec(line) ?? [];
    return chapter && file && name ? [{ chapter, file, name }] : [];
  });

describe('the table of ASVS', () => {
  test('has a row for every line of the table', () => expect(rows.length).toBeGreaterThan(10));

  test.for(rows)('names a test that exists ($chapter)', ({ file, name }) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(`'${name}'`);
  });
});
