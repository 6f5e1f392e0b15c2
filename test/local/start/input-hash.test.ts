import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hashInputs } from '../../../local/start/input-hash.ts';

function createTree(): string {
  const root = mkdtempSync(join(tmpdir(), 'inputs-'));
  mkdirSync(join(root, 'infra', 'stacks'), { recursive: true });
  writeFileSync(join(root, 'infra', 'stacks', 'web.ts'), 'one');
  return root;
}

it('is the same for the same content, wherever it lies', () => {
  expect(hashInputs(createTree(), ['infra'], '{}')).toBe(hashInputs(createTree(), ['infra'], '{}'));
});

it.each([
  ['a file’s content', (root: string) => writeFileSync(join(root, 'infra', 'stacks', 'web.ts'), 'two')],
  ['a new file', (root: string) => writeFileSync(join(root, 'infra', 'app.ts'), '')],
  ['a file’s name', (root: string) => renameSync(join(root, 'infra/stacks/web.ts'), join(root, 'infra/stacks/a.ts'))],
])('changes with %s', (_, change) => {
  const root = createTree();
  const before = hashInputs(root, ['infra'], '{}');
  change(root);
  expect(hashInputs(root, ['infra'], '{}')).not.toBe(before);
});

it('changes with the settings', () => {
  const root = createTree();
  expect(hashInputs(root, ['infra'], '{"port":1}')).not.toBe(hashInputs(root, ['infra'], '{"port":2}'));
});
