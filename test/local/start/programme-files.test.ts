import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { CannotStart } from '../../../local/start/cannot-start.ts';
import { readProgrammeFiles } from '../../../local/start/programme-files.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

function createRoot(change: (programme: string) => string = (same) => same): string {
  const root = mkdtempSync(join(tmpdir(), 'root-'));
  cpSync(join(repository, 'programmes'), join(root, 'programmes'), { recursive: true });
  const file = join(root, 'programmes', 'secondary-mastery-specialist.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return root;
}

it('reads the programmes and sample cohorts that the repository holds', () => {
  const { programmes, cohorts } = readProgrammeFiles(createRoot(), templateKeys);
  expect(programmes.map(({ file }) => file)).toContain('programmes/secondary-mastery-specialist.yaml');
  expect(cohorts.length).toBeGreaterThan(0);
});

it('says in one line which file and line has the mistake', () => {
  const root = createRoot((text) => `${text}\nnonsense: true\n`);
  expect(() => readProgrammeFiles(root, templateKeys)).toThrow(CannotStart);
  expect(() => readProgrammeFiles(root, templateKeys)).toThrow(
    /^programmes\/secondary-mastery-specialist\.yaml:\d+:\d+: .*nonsense.*$/,
  );
});
