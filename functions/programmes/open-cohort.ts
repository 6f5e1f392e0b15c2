import * as v from 'valibot';
import type { Cohort, Session } from '../domain/cohort.ts';
import { referenceAlphabet } from '../domain/ids.ts';
import { noPlaceTaken } from '../domain/places.ts';
import type { Programme } from '../domain/programme.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import { randomText } from '../platform/random.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { newWorkGroupWrites } from '../work-groups/new-work-group.ts';
import { checkCohort } from './check-cohort.ts';
import { type ContentMistake, checkContent, formatContentMistake } from './check-content.ts';
import { cohortFile, toCohort } from './cohort-file.ts';
import { newSessionWrites } from './new-session-writes.ts';
import { readProgramme } from './read-programme.ts';

/** The file as data: whoever calls has read its YAML, and so could name each mistake's line. */
export const openRequest = v.object({ file: v.string(), cohort: v.unknown() });

/** A cohort's file has mistakes; the message names each with file, place and reason. */
export class CohortRefused extends Error {
  override readonly name = 'CohortRefused';
}

/** The admin who creates it in the console, and why: a line of its record. A cohort that a deploy opens has none. */
export interface OpenedBy {
  readonly by: string;
  readonly reason: string;
}

/** Opens a cohort from its file: the cohort, its sessions and its place on the list in one transaction, once. */
export async function openCohort(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  request: v.InferOutput<typeof openRequest>,
  asked?: OpenedBy,
): Promise<{ cohortId: string; outcome: 'opened' | 'already-open' }> {
  const { cohort, sessions, programme } = await checkRequest(deps.table, request);
  const { id } = cohort;
  const now = deps.clock.now();
  const record = asked ? [recordOf(cohort, asked, now)] : [];
  const written = await deps.table.transact([...cohortWrites(cohort, sessions, programme, now), ...record]);
  if (!written.ok && !written.failed.includes(0))
    throw new CohortRefused(
      `${request.file}: rows of a cohort "${id}" are there, though it was never opened, or a check-in code is taken`,
    );
  const outcome = written.ok ? 'opened' : 'already-open';
  deps.log.info('cohort', { id, outcome });
  return { cohortId: id, outcome };
}

function recordOf({ id, title }: Cohort, { by, reason }: OpenedBy, now: string): Write {
  return logLine({ kind: 'cohort', id, cohortId: id }, 'r1', { what: 'created', to: title, why: reason, by, at: now });
}

/** Long enough not to be guessed within a session's window at ten tries each, short enough to be typed on a phone. */
const checkInCodeLength = 6;

async function checkRequest(
  table: Table,
  { cohort, file }: v.InferOutput<typeof openRequest>,
): Promise<{ cohort: Cohort; sessions: Session[]; programme: Programme }> {
  const read = checkContent(cohort, cohortFile, () => []);
  if (!read.ok) throw refusal(file, read.mistakes);
  const programme = await readProgramme(table, read.value.programme);
  const mistakes = checkCohort(read.value, programme);
  if (mistakes.length > 0) throw refusal(file, mistakes);
  return { ...toCohort(read.value, programme, () => randomText(checkInCodeLength, referenceAlphabet)), programme };
}

function refusal(file: string, mistakes: readonly ContentMistake[]): CohortRefused {
  return new CohortRefused(mistakes.map((mistake) => formatContentMistake(file, mistake)).join('\n'));
}

function cohortWrites(cohort: Cohort, sessions: readonly Session[], programme: Programme, now: string): Write[] {
  return [
    { kind: 'put', item: { ...key.cohort(cohort.id), ...cohort, openedAt: now } },
    { kind: 'put', item: { ...key.cohortList(cohort.id), title: cohort.title } },
    { kind: 'put', item: { ...key.cohortPlaces(cohort.id), ...noPlaceTaken } },
    ...sessions.flatMap(newSessionWrites),
    ...(programme.kind === 'work-group' ? newWorkGroupWrites(cohort, now) : []),
  ];
}
