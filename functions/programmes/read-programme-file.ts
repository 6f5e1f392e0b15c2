import { checkProgramme, type KnownTemplates } from '../domain/check-programme.ts';
import type { Programme } from '../domain/programme.ts';
import { programmeFile, programmeHash } from './programme-content.ts';
import { type FileMistake, readYaml } from './yaml-mistakes.ts';

export type ProgrammeFileRead =
  | { readonly ok: true; readonly programme: Programme; readonly hash: string }
  | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

/**
 * Reads a version of a programme from its YAML.
 *
 * @param fileName for the mistakes, which say file, line, column and reason
 * @param knownTemplates the keys of the e-mails that exist: a prompt with another template is refused
 */
export function readProgrammeFile(text: string, fileName: string, knownTemplates: KnownTemplates): ProgrammeFileRead {
  const read = readYaml(text, fileName, programmeFile, (value) => checkProgramme(value, knownTemplates));
  if (!read.ok) return read;
  return { ok: true, programme: read.value, hash: programmeHash(read.value) };
}
