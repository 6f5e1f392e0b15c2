import * as v from 'valibot';
import { heldByRestore } from '../domain/agenda.ts';
import { type Driven, type DrivenKind, driven, executionName } from '../domain/driven.ts';
import { type Instant, instant } from '../domain/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { absent, type Where } from '../platform/expressions.ts';
import { drivenSk, indexes, key, type TableKey } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import type { StoppableWorkflows } from '../platform/workflows.ts';
import { settleAsRead } from '../prompts/ledger.ts';
import { ledgerRow } from '../prompts/ledger-row.ts';
import { retryChange } from '../web/retry-change.ts';
import { type Restore, readLastRestore } from './last-restore.ts';
import { subjectOf } from './subject-of.ts';
import { overdue } from './sweep.ts';

export const raiseRequest = v.object({ restorePoint: instant });

export interface RaiseDeps {
  readonly table: Table;
  readonly workflows: StoppableWorkflows;
  readonly clock: Clock;
  readonly log: Log;
}

/** A table cannot have been restored to a moment that has not come. */
export class RestorePointAhead extends Error {
  override readonly name = 'RestorePointAhead';
}

export interface RaiseReport {
  readonly epoch: number;
  /** Journeys and nominations whose epoch was raised by this call, and those that had been raised before it. */
  readonly raised: number;
  readonly raisedBefore: number;
  /** Executions of before that were still running. */
  readonly stopped: number;
  /** Prompts that were on their way at the restore point and wait for an admin now. */
  readonly held: number;
  /** What could not be done: it is logged, and repeating the call does it. */
  readonly failed: number;
}

/**
 * After the whole table was restored from a backup: brings everybody who is driven back by themselves.
 *
 * 1. The restore is written down with its epoch, so that a repeat goes on with the same one.
 * 2. Each item is raised to that epoch, with a leg above any that was ever begun for it, in one conditional write that
 *    also marks the gap between the restore point and now. Executions of before fail every condition from then on.
 * 3. Those that still run are stopped, and the new leg is started by its name `<id>-<epoch>-<leg>`.
 * 4. Prompts that were queued at the restore point are held: SES may have had them since. What else was due in the gap
 *    the planner holds as it comes upon it.
 *
 * Stopped anywhere and repeated, it does what is left and nothing twice.
 */
export async function raiseEpoch(
  deps: RaiseDeps,
  { restorePoint }: v.InferOutput<typeof raiseRequest>,
): Promise<RaiseReport> {
  if (restorePoint > deps.clock.now()) throw new RestorePointAhead(`${restorePoint} has not come yet`);
  const current = await retryChange(() => beginRestore(deps, restorePoint));
  const report = { raised: 0, raisedBefore: 0, stopped: 0, held: 0, failed: 0 };
  for (const found of await everythingDue(deps.table)) {
    try {
      if (found.sk !== drivenSk) report.held += await holdRow(deps, found, current);
      else {
        const { raised, stopped } = await bringBack(deps, found, current);
        report[raised ? 'raised' : 'raisedBefore'] += 1;
        report.stopped += stopped;
      }
    } catch (error) {
      deps.log.failure('not brought back', error, { subject: found.pk, row: found.sk });
      report.failed += 1;
    }
  }
  deps.log.info('epoch raised', { epoch: current.epoch, ...report });
  return { epoch: current.epoch, ...report };
}

/**
 * The epoch is the second in which the restore began: above any that was ever used, also above those that the restored
 * table has forgotten.
 */
async function beginRestore({ table, clock }: RaiseDeps, point: Instant): Promise<Restore | undefined> {
  const begun = await readLastRestore(table);
  if (begun?.point === point) return begun;
  const current = { point, at: clock.now(), epoch: Math.floor(clock.nowMs() / 1000) };
  const where: Where = begun ? { epoch: begun.epoch } : { pk: absent };
  const { ok } = await table.write({ kind: 'put', item: { ...key.restore, ...current }, where });
  return ok ? current : undefined;
}

/** Read whole before anything is changed: what is raised moves within the index. */
async function everythingDue(table: Table): Promise<TableKey[]> {
  const found: TableKey[] = [];
  for await (const each of overdue(table, indexes.dueBy, '9999')) found.push(each);
  return found;
}

async function bringBack(
  deps: RaiseDeps,
  found: TableKey,
  current: Restore,
): Promise<{ raised: boolean; stopped: number }> {
  const subject = subjectOf(found.pk);
  const { item, raised } = await retryChange(() => raise(deps, subject, current));
  if (!item) return { raised, stopped: 0 };
  const stopped = await stopBefore(deps, subject, item);
  await deps.workflows.start(subject.kind, subject.id, item);
  return { raised, stopped };
}

type Subject = { readonly kind: DrivenKind; readonly id: string };

/** Answers nothing when the item changed meanwhile; an item of nothing when nobody drives it any more. */
async function raise(
  deps: RaiseDeps,
  subject: Subject,
  current: Restore,
): Promise<{ item: Driven | undefined; raised: boolean } | undefined> {
  const item = await deps.table.get(key.driven(subject.kind, subject.id), driven);
  if (!item?.dueBy) return { item: undefined, raised: false };
  if (item.epoch >= current.epoch) return { item, raised: false };
  const set = {
    epoch: current.epoch,
    leg: (await lastLeg(deps, subject, item)) + 1,
    legBeganAt: current.at,
    legBeganAtTurn: item.turn,
    restarts: [],
    version: item.version + 1,
    wakeDue: current.at,
    dueBy: current.at,
    restored: { point: current.point, at: current.at, epoch: item.epoch, leg: item.leg },
  };
  const { ok } = await deps.table.write({
    kind: 'update',
    key: key.driven(subject.kind, subject.id),
    set,
    where: { version: item.version, epoch: item.epoch, leg: item.leg },
  });
  return ok ? { item: { ...item, ...set }, raised: true } : undefined;
}

/** The table has forgotten the legs that were begun after the restore point; Step Functions has not. */
async function lastLeg({ workflows }: RaiseDeps, { kind, id }: Subject, { epoch, leg }: Driven): Promise<number> {
  let last = leg;
  while ((await workflows.describe(kind, executionName(id, { epoch, leg: last + 1 }))) !== 'gone') last += 1;
  return last;
}

async function stopBefore({ workflows }: RaiseDeps, { kind, id }: Subject, { restored }: Driven): Promise<number> {
  if (!restored) return 0;
  let stopped = 0;
  for (let leg = Math.max(1, restored.leg); ; leg += 1) {
    const name = executionName(id, { epoch: restored.epoch, leg });
    const found = await workflows.describe(kind, name);
    if (found === 'running' && (await workflows.stop(kind, name)) === 'stopped') stopped += 1;
    // The leg that the table knows may be forgotten by Step Functions while a later one runs.
    if (found === 'gone' && leg > restored.leg) return stopped;
  }
}

async function holdRow(deps: RaiseDeps, found: TableKey, current: Restore): Promise<number> {
  const row = await deps.table.get(found, ledgerRow);
  if (!row || (row.state !== 'queued' && row.state !== 'sending') || row.queuedAt > current.at) return 0;
  const end = { state: 'held', reason: heldByRestore } as const;
  return (await deps.table.write(settleAsRead(found, row, end, deps.clock.now()))).ok ? 1 : 0;
}
