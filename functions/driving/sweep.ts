import { type SweepCohortsDeps, sweepCohorts } from '../cohorts/sweep-cohorts.ts';
import { type Driven, type DrivenKind, driven, executionName } from '../domain/driven.ts';
import { minutes, shiftInstant } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { drivenSk, indexes, shards, type TableIndex, type TableKey } from '../platform/keys.ts';
import type { IndexPlace, Table } from '../platform/table.ts';
import { type BeginLegDeps, beginLeg } from './begin-leg.ts';
import { subjectOf } from './subject-of.ts';
import { wakeWaiting } from './wake-waiting.ts';

export interface SweepDeps extends BeginLegDeps, SweepCohortsDeps {
  /** Puts a prompt that nothing carries back on its queue; answers whether there was anything to do. */
  readonly requeuePrompt: (row: TableKey) => Promise<boolean>;
}

export interface SweepReport {
  readonly woken: number;
  readonly restarted: number;
  readonly running: number;
  readonly requeued: number;
  /** Announcements of a change that were begun again. */
  readonly announced: number;
  /** Members of a cohort who had planned on an older calendar, and were told again. */
  readonly rebased: number;
  /** What could not be looked at: it is logged, and stays due for the next sweep. */
  readonly failed: number;
}

type Outcome = 'woken' | 'restarted' | 'running' | 'requeued' | 'nothing';

/** How long a wake-up, a moment or a queued prompt may be overdue before the sweep looks at it. */
const wakeGraceMs = minutes(1);
const dueGraceMs = minutes(15);
const pageSize = 100;

/**
 * Finds, every fifteen minutes, what a crash left behind, by asking the table (Step Functions' lists lag): wake-ups
 * still due after a minute are called again, and looked at after a quarter of an hour; whose moment passed fifteen minutes ago, or whose leg began as long ago
 * and never waited, gets a look at its one execution, and the next leg when that is gone or closed; prompts that no
 * message carries go back on their queue; changes of a cohort that not everybody has heard of are announced again. Nothing here is decided on the index alone: the item is read again. One that
 * fails is left to the next sweep and keeps nobody else from being seen.
 */
export async function sweep(deps: SweepDeps): Promise<SweepReport> {
  const report = { woken: 0, restarted: 0, running: 0, requeued: 0, ...(await sweepCohorts(deps)) };
  const note = async (found: TableKey, see: (deps: SweepDeps, found: TableKey) => Promise<Outcome>) => {
    const outcome = await unlessFailed(deps, found, () => see(deps, found));
    if (outcome !== 'nothing') report[outcome] += 1;
  };
  const now = deps.clock.now();
  const wakes = overdue(deps.table, indexes.wakeDue, shiftInstant(now, -wakeGraceMs));
  for await (const found of wakes) await note(found, wakeAgain);
  const due = overdue(deps.table, indexes.dueBy, shiftInstant(now, -dueGraceMs));
  for await (const found of due) await note(found, found.sk === drivenSk ? look : requeue);
  deps.log.info('swept', report);
  if (report.failed > 0) deps.log.alarm('sweep incomplete', { failed: report.failed });
  return report;
}

/**
 * Everything in an index that is due: a page of each shard, then the next page of each that has one, so that what stays
 * due starves neither what lies behind it nor another shard.
 */
export async function* overdue(table: Table, index: TableIndex, until: string): AsyncGenerator<TableKey> {
  let open: readonly { shard: string; after?: IndexPlace }[] = shards.map((shard) => ({ shard }));
  while (open.length > 0) {
    const pages = await Promise.all(
      open.map(async ({ shard, after }) => ({
        shard,
        ...(await table.queryIndex({ index, of: shard, until, limit: pageSize, after })),
      })),
    );
    for (const { keys } of pages) yield* keys;
    open = pages.flatMap(({ shard, next }) => (next ? [{ shard, after: next }] : []));
  }
}

async function unlessFailed(
  deps: SweepDeps,
  found: TableKey,
  see: () => Promise<Outcome>,
): Promise<Outcome | 'failed'> {
  try {
    return await see();
  } catch (error) {
    deps.log.failure('sweep failed', error, { subject: found.pk, row: found.sk });
    return 'failed';
  }
}

async function wakeAgain(deps: SweepDeps, found: TableKey): Promise<Outcome> {
  const item = await deps.table.get(found, driven);
  if (!item?.wakeDue || item.wakeDue > shiftInstant(deps.clock.now(), -wakeGraceMs)) return 'nothing';
  if (!item.dueBy) return forgetWake(deps, found, item);
  if ((await wakeWaiting(deps, { ...item, pk: found.pk })) === 'woken') return 'woken';
  // Awake for a quarter of an hour, and it has not planned: there may be nobody left to wake.
  return item.wakeDue <= shiftInstant(deps.clock.now(), -dueGraceMs) ? lookAt(deps, found, item) : 'nothing';
}

/** A change came after the end: nothing drives it any more, so there is nobody to wake. */
async function forgetWake(deps: SweepDeps, key: TableKey, { version }: Driven): Promise<'nothing'> {
  await deps.table.write({ kind: 'update', key, remove: ['wakeDue'], where: { version, dueBy: absent } });
  return 'nothing';
}

async function requeue(deps: SweepDeps, row: TableKey): Promise<Outcome> {
  return (await deps.requeuePrompt(row)) ? 'requeued' : 'nothing';
}

async function look(deps: SweepDeps, found: TableKey): Promise<Outcome> {
  const item = await deps.table.get(found, driven);
  if (!item?.dueBy || item.dueBy > shiftInstant(deps.clock.now(), -dueGraceMs)) return 'nothing';
  return lookAt(deps, found, item);
}

async function lookAt(deps: SweepDeps, found: TableKey, item: Driven): Promise<Outcome> {
  const subject = subjectOf(found.pk);
  if ((await deps.workflows.describe(subject.kind, executionName(subject.id, item))) === 'running') {
    deps.log.alarm('overdue but running', { ...subject, leg: item.leg, ...(item.dueBy && { dueBy: item.dueBy }) });
    return 'running';
  }
  return restart(deps, subject, item);
}

async function restart(deps: SweepDeps, subject: { kind: DrivenKind; id: string }, item: Driven): Promise<Outcome> {
  deps.log.alarm('execution gone', { ...subject, leg: item.leg });
  await beginLeg(deps, { ...subject, after: item.leg, because: item.leg === 0 ? 'first' : 'restart' });
  return 'restarted';
}
