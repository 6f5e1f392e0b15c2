import * as v from 'valibot';
import { changeCohort } from '../cohorts/change-cohort.ts';
import type { AgendaChange } from '../domain/compare-agendas.ts';
import { compareVersions, hasPlaceForAll, versionRefusals } from '../domain/compare-versions.ts';
import { participant } from '../domain/participant.ts';
import { readJourney } from '../journeys/read-journey.ts';
import type { Clock } from '../platform/clock.ts';
import { key, partition } from '../platform/keys.ts';
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
  /** How many go by the cohort's version: what became of any of them may stand against the move. */
  readonly number: number;
  /** What it would change for a page of them: working that out for everybody takes longer than a page may. */
  readonly participants: readonly { readonly id: string; readonly change: AgendaChange }[];
  /** Give it back as `after` for the next page; absent on the last. */
  readonly next?: string;
}

/** For so many a preview says what would change. */
const previewed = 50;

/** What moving a cohort to another published version would change for a page of its participants, and why it cannot be. */
export async function previewMove(deps: MoveDeps, cohortId: string, version: number, after = ''): Promise<MovePreview> {
  const { calendar, other, ids, refusals } = await judgeMove(deps.table, cohortId, version);
  const number = ids.length;
  if (refusals.length > 0) return { refusals, number, participants: [] };
  const rest = ids.filter((id) => id > after);
  const page = rest.slice(0, previewed);
  const views = await Promise.all(page.map((id) => readJourney(deps.table, id, calendar)));
  const now = deps.clock.now();
  const next = page.at(-1);
  return {
    refusals,
    number,
    participants: views.flatMap((view) =>
      view ? [{ id: view.participant.id, change: compareVersions(view, other, now) }] : [],
    ),
    ...(rest.length > previewed && next && { next }),
  };
}

const member = v.object({
  ...v.pick(participant, ['id', 'status', 'statusBefore', 'decisions', 'erased']).entries,
  cohortId: v.string(),
});

/** Looks at the facts of everybody in the cohort where the version has no place for some, and at nobody's days and e-mails. */
async function judgeMove(table: Table, cohortId: string, version: number) {
  const calendar = await readCohort(table, cohortId);
  const programme = await readProgramme(table, calendar.cohort.programme);
  const other = await readProgramme(table, { key: programme.key, version });
  const rows = await table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  const ids = rows.map(({ sk }) => sk.slice('PART#'.length));
  const members = hasPlaceForAll(programme, other) ? [] : await readMembers(table, cohortId, ids);
  return { calendar, other, ids, refusals: versionRefusals({ programme, ...calendar }, other, members) };
}

async function readMembers(table: Table, cohortId: string, ids: readonly string[]) {
  const facts = await table.getMany(
    ids.map((id) => key.driven('participant', id)),
    member,
  );
  // Who was resumed into another cohort goes by that one's version.
  return facts.filter((each) => !each.erased && each.cohortId === cohortId);
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
    const { refusals } = await judgeMove(deps.table, cohortId, version);
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
