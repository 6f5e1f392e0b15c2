import { changeCohort } from '../cohorts/change-cohort.ts';
import type { AgendaChange } from '../domain/compare-agendas.ts';
import { compareVersions, versionRefusals } from '../domain/compare-versions.ts';
import { readJourney } from '../journeys/read-journey.ts';
import type { Clock } from '../platform/clock.ts';
import { partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { readCohort, readProgramme } from './read-programme.ts';

interface MoveDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export interface MovePreview {
  readonly refusals: readonly string[];
  readonly participants: readonly { readonly id: string; readonly change: AgendaChange }[];
}

/** What moving a cohort to another published version would change for each of its participants, and why it cannot be. */
export async function previewMove(deps: MoveDeps, cohortId: string, version: number): Promise<MovePreview> {
  const { cohort, sessions } = await readCohort(deps.table, cohortId);
  const programme = await readProgramme(deps.table, cohort.programme);
  const other = await readProgramme(deps.table, { key: cohort.programme.key, version });
  const members = await deps.table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  const read = await Promise.all(members.map(({ sk }) => readJourney(deps.table, sk.slice('PART#'.length))));
  // Who was resumed into another cohort goes by that one's version.
  const views = read.filter((view) => view !== undefined).filter(({ cohort: { id } }) => id === cohortId);
  const refusals = versionRefusals(
    { programme, cohort, sessions },
    other,
    views.map(({ participant }) => participant),
  );
  if (refusals.length > 0) return { refusals, participants: [] };
  const now = deps.clock.now();
  return {
    refusals,
    participants: views.map((view) => ({ id: view.participant.id, change: compareVersions(view, other, now) })),
  };
}

export type CohortMoved = { readonly moved: true } | { readonly moved: false; readonly refusals: readonly string[] };

/**
 * Moves a cohort to another published version of its programme, back to an earlier one as well: one change of the cohort,
 * after which every journey plans by that version. An occasion that was sent has its row under either, so nothing is
 * sent twice. Twice is once.
 */
export async function moveCohort(
  deps: MoveDeps,
  cohortId: string,
  { version, reason, by }: { readonly version: number; readonly reason: string; readonly by: string },
): Promise<CohortMoved> {
  return retryChange<CohortMoved>(async () => {
    const { cohort } = await readCohort(deps.table, cohortId);
    if (cohort.programme.version === version) return { moved: true };
    const { refusals } = await previewMove(deps, cohortId, version);
    if (refusals.length > 0) return { moved: false, refusals };
    const now = deps.clock.now();
    const { ok } = await deps.table.transact([
      changeCohort(cohort, now, { set: { programme: { key: cohort.programme.key, version } } }),
      logLine({ kind: 'cohort', id: cohortId, cohortId }, `r${cohort.calendarRevision + 1}`, {
        what: 'moved to another version',
        from: String(cohort.programme.version),
        to: String(version),
        why: reason,
        by,
        at: now,
      }),
    ]);
    deps.log.info('cohort moved to version', { cohort: cohortId, version, written: ok });
    return ok ? { moved: true } : undefined;
  });
}
