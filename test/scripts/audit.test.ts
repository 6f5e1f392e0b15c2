import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

test('nothing that is installed is AGPL, and what ships has a licence that we know', () => {
  const listed = execFileSync(process.execPath, ['--import', 'tsx', join(root, 'scripts', 'audit.ts')], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(listed).toMatch(/^\d+ MIT$/m);
});
