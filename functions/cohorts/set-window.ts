import type { Cohort } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import { localOf } from '../domain/local-time.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { changeCohort } from './change-cohort.ts';

export interface NominationWindow {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

export type WindowSet = 'set' | 'closes-first' | 'after-start';

/** What is wrong with a window, if anything: it closes before it opens, or when the first year has begun. */
export function judgeWindow(
  { years: [first] }: Pick<Cohort, 'years'>,
  { opensAt, closesAt }: NominationWindow,
): Exclude<WindowSet, 'set'> | undefined {
  if (Date.parse(closesAt) <= Date.parse(opensAt)) return 'closes-first';
  return first && closesAt.slice(0, 10) > first.startsOn ? 'after-start' : undefined;
}

/**
 * Opens or closes a cohort for nominations, now or at another moment: one change of the cohort, of which everybody in it
 * hears that plans by it, with a line of its record. Twice is once.
 */
export async function setWindow(
  { table, clock, log }: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  cohortId: string,
  { window, reason, by }: { readonly window: NominationWindow; readonly reason: string; readonly by: string },
): Promise<WindowSet> {
  return retryChange<WindowSet>(async () => {
    const { cohort } = await readCohort(table, cohortId);
    const wrong = judgeWindow(cohort, window);
    if (wrong) return wrong;
    if (cohort.opensAt === window.opensAt && cohort.closesAt === window.closesAt) return 'set';
    const now = clock.now();
    const { ok } = await table.transact([
      changeCohort(cohort, now, { set: { ...window } }),
      logLine({ kind: 'cohort', id: cohortId, cohortId }, `r${cohort.calendarRevision + 1}`, {
        what: 'when nominations are taken',
        from: wordsOf(cohort),
        to: wordsOf(window),
        why: reason,
        by,
        at: now,
      }),
    ]);
    log.info('nomination window set', { cohort: cohortId, written: ok });
    return ok ? 'set' : undefined;
  });
}

/** In the record: “2026-03-03 09:00 to 2026-06-12 17:00”, on the wall clock. */
function wordsOf({ opensAt, closesAt }: NominationWindow): string {
  const words = (at: Instant): string => {
    const { date, time } = localOf(at, zone);
    return `${date} ${time}`;
  };
  return `${words(opensAt)} to ${words(closesAt)}`;
}

const zone = 'Europe/London';
