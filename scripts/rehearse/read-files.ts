import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { isScalar, parseDocument } from 'yaml';
import { formatMistake, readYaml } from '../../functions/programmes/yaml-mistakes.ts';
import { onVersionOf } from '../../local/rehearsal/calendar/same-version.ts';
import { type PeopleRates, peopleRates } from '../../local/rehearsal/people-rates.ts';
import type { Script, SourceFile } from '../../local/rehearsal/stage.ts';
import { CannotRehearse } from './refused.ts';

/** What is rehearsed, and on which calendar. */
export type Files = Pick<Script, 'programme' | 'cohort'>;

/** Throws `CannotRehearse` where there is no such file. */
export function sourceOf(file: string): SourceFile {
  if (!existsSync(file) || !statSync(file).isFile()) throw new CannotRehearse(`There is no file ${file}`);
  return { file: relative(process.cwd(), file), text: readFileSync(file, 'utf8') };
}

/**
 * A programme and a cohort that fit together: the cohort as if it had been opened with that version. Throws
 * `CannotRehearse` where it is a cohort of another programme.
 */
export function filesOf(programme: SourceFile, cohort: SourceFile): Files {
  const named = programmeOf(cohort);
  const key: unknown = parseDocument(programme.text).get('key');
  if (named && typeof key === 'string' && named.key !== key)
    throw new CannotRehearse(
      `${cohort.file}:${named.line}: is a cohort of ${named.key}, and ${programme.file} is ${key}`,
    );
  return { programme, cohort: onVersionOf(programme, cohort) };
}

/** The programme that a cohort's file names, and in which line; what else is wrong with the file is told when it is read. */
function programmeOf({ text }: SourceFile): { key: unknown; line: number } | undefined {
  const node = parseDocument(text).getIn(['programme', 'key'], true);
  if (!isScalar(node) || !node.range) return undefined;
  return { key: node.value, line: text.slice(0, node.range[0]).split('\n').length };
}

/** The files with one of them replaced by another: a programme's or a cohort's, whichever it is. */
export function filesWith(files: Files, other: SourceFile): Files {
  const isCohort = /^programme:/m.test(other.text);
  return isCohort ? filesOf(files.programme, other) : filesOf(other, files.cohort);
}

/** Throws `CannotRehearse` with file, line and reason for each mistake. */
export function readRates({ file, text }: SourceFile): PeopleRates {
  const read = readYaml(text, file, peopleRates, () => []);
  if (!read.ok) throw new CannotRehearse(read.mistakes.map(formatMistake).join('\n'));
  return read.value;
}
