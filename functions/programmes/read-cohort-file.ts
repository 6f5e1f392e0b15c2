import type { Cohort, Session } from '../domain/cohort.ts';
import type { Programme } from '../domain/programme.ts';
import { checkCohort } from './check-cohort.ts';
import { type CheckInCodeFor, cohortFile, toCohort } from './cohort-file.ts';
import { type FileMistake, readYaml } from './yaml-mistakes.ts';

export type CohortFileRead =
  | { readonly ok: true; readonly cohort: Cohort; readonly sessions: readonly Session[] }
  | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

/**
 * Reads a cohort from its YAML.
 *
 * @param programmeOf the published version that the file names, if there is one
 * @param codeFor makes the sessions' check-in codes
 */
export function readCohortFile(
  text: string,
  fileName: string,
  programmeOf: (version: { key: string; version: number }) => Programme | undefined,
  codeFor: CheckInCodeFor,
): CohortFileRead {
  const read = readYaml(text, fileName, cohortFile, (file) => checkCohort(file, programmeOf(file.programme)));
  if (!read.ok) return read;
  const programme = programmeOf(read.value.programme);
  if (!programme) throw new Error('a cohort passed its check without its programme');
  return { ok: true, ...toCohort(read.value, programme, codeFor) };
}
