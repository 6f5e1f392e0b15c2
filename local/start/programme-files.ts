import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownTemplates } from '../../functions/domain/check-programme.ts';
import type { Programme } from '../../functions/domain/programme.ts';
import { readCohortFile } from '../../functions/programmes/read-cohort-file.ts';
import { readProgrammeFile } from '../../functions/programmes/read-programme-file.ts';
import { type FileMistake, formatMistake } from '../../functions/programmes/yaml-mistakes.ts';
import { CannotStart } from './cannot-start.ts';

export interface ReadFile {
  /** The path inside the repository, for messages. */
  readonly file: string;
  readonly text: string;
}

/** The programmes and the sample cohorts that the repository holds, as text. */
export interface ProgrammeFiles {
  readonly programmes: readonly ReadFile[];
  readonly cohorts: readonly ReadFile[];
}

/** Reads and checks the programmes and sample cohorts. Throws `CannotStart` with the first mistake's file and line. */
export function readProgrammeFiles(root: string, knownTemplates: KnownTemplates): ProgrammeFiles {
  const programmes = readYamlFiles(root, 'programmes');
  const cohorts = readYamlFiles(root, join('programmes', 'cohorts'));
  const known = new Map<string, Programme>();
  for (const { file, text } of programmes) {
    const read = readProgrammeFile(text, file, knownTemplates);
    if (!read.ok) throw refusal(read.mistakes);
    known.set(`${read.programme.key}#${read.programme.version}`, read.programme);
  }
  for (const { file, text } of cohorts) {
    // The real codes are made when the cohort is opened.
    const read = readCohortFile(
      text,
      file,
      ({ key, version }) => known.get(`${key}#${version}`),
      () => '000000',
    );
    if (!read.ok) throw refusal(read.mistakes);
  }
  return { programmes, cohorts };
}

function refusal(mistakes: readonly FileMistake[]): CannotStart {
  const [first, ...others] = mistakes;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return new CannotStart(`${first ? formatMistake(first) : 'A programme file has a mistake'}${more}`);
}

function readYamlFiles(root: string, folder: string): ReadFile[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}
