import { type Driven, type DrivenKind, driven, executionName } from '../domain/driven.ts';
import { minutes, shiftInstant } from '../platform/clock.ts';
import { drivenSk, indexes, shards, type TableKey } from '../platform/keys.ts';
import { type BeginLegDeps, beginLeg } from './begin-leg.ts';
import { wakeWaiting } from './wake-waiting.ts';

export interface SweepDeps extends BeginLegDeps {
  /** Puts a prompt that nothing carries back on its queue; answers whether there was anything to do. */
  readonly requeuePrompt: (row: TableKey) => Promise<boolean>;
}

export interface SweepReport {
  readonly woken: number;
  readonly restarted: number;
  readonly running: number;
  readonly requeued: number;
}

/** How long a wake-up, a moment or a queued prompt may be overdue before the sweep looks at it. */
const wakeGraceMs = minutes(1);
const dueGraceMs = minutes(15);
const pageSize = 100;

/**
 * Finds, every fifteen minutes, what a crash left behind, by asking the table (Step Functions' lists lag): wake-ups
 * still due after a minute are called again; whose moment passed fifteen minutes ago, or whose leg began as long ago
 * and never waited, gets a look at its one execution, and the next leg when that is gone or closed; prompts that no
 * message carries go back on their queue. Nothing here is decided on the index alone: the item is read again.
 */
export async function sweep(deps: SweepDeps): Promise<SweepReport> {
  const report = { woken: 0, restarted: 0, running: 0, requeued: 0 };
  const now = deps.clock.now();
  for (const shard of shards) {
    const wakes = await deps.table.queryIndex(
      indexes.wakeDue,
      shard,
      'wakeDue',
      shiftInstant(now, -wakeGraceMs),
      pageSize,
    );
    for (const found of wakes) if (await wakeAgain(deps, found)) report.woken += 1;
    const due = await deps.table.queryIndex(indexes.dueBy, shard, 'dueBy', shiftInstant(now, -dueGraceMs), pageSize);
    for (const found of due) {
      const outcome = found.sk === drivenSk ? await look(deps, found) : await requeue(deps, found);
      if (outcome !== 'nothing') report[outcome] += 1;
    }
  }
  deps.log.info('swept', report);
  return report;
}

async function wakeAgain(deps: SweepDeps, found: TableKey): Promise<boolean> {
  const item = await deps.table.get(found, driven);
  return item !== undefined && (await wakeWaiting(deps, { ...item, pk: found.pk })) === 'woken';
}

async function requeue(deps: SweepDeps, row: TableKey): Promise<'requeued' | 'nothing'> {
  return (await deps.requeuePrompt(row)) ? 'requeued' : 'nothing';
}

async function look(deps: SweepDeps, found: TableKey): Promise<'restarted' | 'running' | 'nothing'> {
  const subject = subjectOf(found.pk);
  const item = await deps.table.get(found, driven);
  if (!item?.dueBy || item.dueBy > shiftInstant(deps.clock.now(), -dueGraceMs)) return 'nothing';
  if ((await deps.workflows.describe(subject.kind, executionName(subject.id, item))) === 'running') {
    deps.log.alarm('overdue but running', { ...subject, leg: item.leg, dueBy: item.dueBy });
    return 'running';
  }
  return restart(deps, subject, item);
}

async function restart(deps: SweepDeps, subject: { kind: DrivenKind; id: string }, item: Driven): Promise<'restarted'> {
  deps.log.alarm('execution gone', { ...subject, leg: item.leg });
  await beginLeg(deps, { ...subject, after: item.leg, because: item.leg === 0 ? 'first' : 'restart' });
  return 'restarted';
}

/** The subject behind a driven item's partition key. */
export function subjectOf(pk: string): { kind: DrivenKind; id: string } {
  const [prefix, id] = pk.split('#');
  if (id && prefix === 'PART') return { kind: 'participant', id };
  if (id && prefix === 'NOM') return { kind: 'nomination', id };
  throw new UnknownSubject(`No driven item lives in the partition ${prefix}#…`);
}

export class UnknownSubject extends Error {
  override readonly name = 'UnknownSubject';
}
