import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { readAs } from '../domain/read-as.ts';
import { minutes } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { type ErasureDeps, eraseRecord } from './erase-record.ts';
import { noteOverdue } from './note-overdue.ts';
import { findOverdue, yearsBefore } from './retention.ts';

/** What an environment says about records whose time is over. */
export interface Retention {
  readonly years: number;
  /** Whether the run erases by itself; else it puts what is due before an admin. */
  readonly erases: boolean;
}

export interface RetentionRun {
  readonly erased: number;
  /** What is due and was not erased: an admin finds it on Today. */
  readonly due: number;
}

/** For so long a run goes on erasing: the function has 15 minutes. What is left is due, and the next run goes on. */
const longestMs = minutes(10);

const listed = v.object({ sk: v.string() });

/**
 * Looks in every cohort for records that ended longer ago than they are kept. Where the environment says so they are
 * erased, each as an admin would; else nobody is, and the cohort is marked so that Today tells an admin. Called twice it
 * finds what the first call left. A cohort that fails keeps no other from its run; the call then fails, and is made again.
 */
export async function runRetention(deps: ErasureDeps, retention: Retention): Promise<RetentionRun> {
  const stopAt = deps.clock.nowMs() + longestMs;
  const failures: unknown[] = [];
  const run = { erased: 0, due: 0 };
  for (const item of await deps.table.queryAll({ pk: key.cohortList('').pk })) {
    const { sk: cohortId } = readAs(listed, item);
    try {
      const { cohort } = await readCohort(deps.table, cohortId);
      const { erased, due } = await runForCohort(deps, cohort, retention, stopAt);
      run.erased += erased;
      run.due += due;
    } catch (error) {
      deps.log.failure('retention failed', error, { cohort: cohortId });
      failures.push(error);
    }
  }
  deps.log.info('retention run', run);
  if (failures.length > 0)
    throw new RetentionFailed(`${failures.length} cohorts had no retention run`, { cause: failures[0] });
  return run;
}

/** Some cohorts could not be looked through; the others were. */
class RetentionFailed extends Error {
  override readonly name = 'RetentionFailed';
}

async function runForCohort(
  deps: ErasureDeps,
  { id, opensAt }: Cohort,
  { years, erases }: Retention,
  stopAt: number,
): Promise<RetentionRun> {
  // Nobody was nominated before it opened, so nothing of it can be older.
  if (opensAt > yearsBefore(deps.clock.now(), years)) return { erased: 0, due: 0 };
  const erased = erases ? await eraseOverdue(deps, id, years, stopAt) : 0;
  return { erased, due: await noteOverdue(deps, id, years) };
}

async function eraseOverdue(deps: ErasureDeps, id: string, years: number, stopAt: number): Promise<number> {
  const now = deps.clock.now();
  const { records } = await findOverdue(deps.table, id, yearsBefore(now, years));
  let erased = 0;
  for (const { kind, id: recordId } of records) {
    if (deps.clock.nowMs() >= stopAt) break;
    const outcome = await eraseRecord(deps, { kind, id: recordId }, { reason: 'retention', by: 'programme' });
    if (outcome === 'erased') erased += 1;
  }
  if (erased === 0) return 0;
  const line = logLine({ kind: 'cohort', id, cohortId: id }, 'retention', {
    what: 'retention run',
    to: erased === 1 ? '1 record erased' : `${erased} records erased`,
    why: `ended more than ${years === 1 ? 'a year' : `${years} years`} ago`,
    by: 'programme',
    at: now,
  });
  await deps.table.write(line);
  return erased;
}
