import * as z from 'zod';
import type { Cohort, Session } from '../domain/cohort.ts';
import { referenceAlphabet } from '../domain/ids.ts';
import { noPlaceTaken } from '../domain/places.ts';
import type { Programme } from '../domain/programme.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import { randomText } from '../platform/random.ts';
import type { Table, Write } from '../platform/table.ts';
import { cohortFile } from './cohort-file.ts';
import { newSessionWrites } from './new-session-writes.ts';
import { readCohortFile } from './read-cohort-file.ts';
import { readProgramme } from './read-programme.ts';
import { formatMistake, readYaml } from './yaml-mistakes.ts';

export const openRequest = z.object({ file: z.string(), cohort: z.string() });

/** A cohort's file has mistakes; the message names each with file, line and reason. */
export class CohortRefused extends Error {
  override readonly name = 'CohortRefused';
}

/** Opens a cohort from its file: the cohort, its sessions and its place on the list in one transaction, once. */
export async function openCohort(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  request: z.infer<typeof openRequest>,
): Promise<{ cohortId: string; outcome: 'opened' | 'already-open' }> {
  const programme = await programmeNamedIn(deps.table, request);
  const read = readCohortFile(
    request.cohort,
    request.file,
    () => programme,
    () => randomText(checkInCodeLength, referenceAlphabet),
  );
  if (!read.ok) throw new CohortRefused(read.mistakes.map(formatMistake).join('\n'));
  const { id } = read.cohort;
  const written = await deps.table.transact(cohortWrites(read.cohort, read.sessions, deps.clock.now()));
  if (!written.ok && !written.failed.includes(0))
    throw new CohortRefused(
      `${request.file}: rows of a cohort "${id}" are there, though it was never opened, or a check-in code is taken`,
    );
  const outcome = written.ok ? 'opened' : 'already-open';
  deps.log.info('cohort', { id, outcome });
  return { cohortId: id, outcome };
}

/** Long enough not to be guessed within a session's window at ten tries each, short enough to be typed on a phone. */
const checkInCodeLength = 6;

async function programmeNamedIn(table: Table, { cohort, file }: z.infer<typeof openRequest>): Promise<Programme> {
  const named = readYaml(cohort, file, cohortFile, () => []);
  if (!named.ok) throw new CohortRefused(named.mistakes.map(formatMistake).join('\n'));
  return readProgramme(table, named.value.programme);
}

function cohortWrites(cohort: Cohort, sessions: readonly Session[], now: string): Write[] {
  return [
    { kind: 'put', item: { ...key.cohort(cohort.id), ...cohort, openedAt: now } },
    { kind: 'put', item: { ...key.cohortList(cohort.id), title: cohort.title } },
    { kind: 'put', item: { ...key.cohortPlaces(cohort.id), ...noPlaceTaken } },
    ...sessions.flatMap(newSessionWrites),
  ];
}
