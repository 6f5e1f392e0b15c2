import { createHash } from 'node:crypto';
import { checkProgramme } from '../domain/check-programme.ts';
import { type Programme, programme } from '../domain/programme.ts';
import { type FileMistake, readYaml } from './yaml-mistakes.ts';

/** What a file may say: nothing beside what the planner knows. */
export const programmeFile = programme.strict();

export type ProgrammeFileRead =
  | { readonly ok: true; readonly programme: Programme; readonly hash: string }
  | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

/**
 * Reads a version of a programme from its YAML.
 *
 * @param fileName for the mistakes, which say file, line, column and reason
 * @param knownTemplates the keys of the e-mails that exist: a prompt with another template is refused
 */
export function readProgrammeFile(
  text: string,
  fileName: string,
  knownTemplates: readonly string[],
): ProgrammeFileRead {
  const read = readYaml(text, fileName, programmeFile, (value) => checkProgramme(value, knownTemplates));
  if (!read.ok) return read;
  return { ok: true, programme: read.value, hash: programmeHash(read.value) };
}

/** SHA-256 of a version's content, whatever the order of its keys: two versions of the same content have the same. */
export function programmeHash(content: Programme): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(content)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sortKeys(each)]));
}
