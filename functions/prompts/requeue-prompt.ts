import { ledgerOf } from '../driving/subject-of.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import type { TableKey } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { PromptQueue } from '../platform/prompt-queue.ts';
import type { Table } from '../platform/table.ts';
import { leaseExpired, settleAsRead } from './ledger.ts';
import { type LedgerRow, ledgerRow, occasionOf } from './ledger-row.ts';

export interface RequeueDeps {
  readonly table: Table;
  readonly queue: PromptQueue;
  readonly clock: Clock;
  readonly log: Log;
}

/** The sweep's own rhythm: a row that was queued again is looked at again after this long. */
const againAfterMs = minutes(15);

/** A prompt that failed this often by an error of ours is held for an admin instead of being tried for ever. */
const failuresBeforeHolding = 10;

/**
 * Puts a row that no message seems to carry back on its queue: one that is still `queued`, or `sending` with an expired
 * lease, a quarter of an hour after it was due; its next look is moved on after that, so that a crash between the two
 * queues it once more. A message that was only slow then arrives twice, and the claim makes it one e-mail.
 */
export async function requeuePrompt(deps: RequeueDeps, rowKey: TableKey): Promise<boolean> {
  const now = deps.clock.now();
  const row = await deps.table.get(rowKey, ledgerRow);
  if (!row || !waitsForAMessage(row, now)) return false;
  if (row.failures >= failuresBeforeHolding) return hold(deps, rowKey, row);
  await deps.queue.enqueue(row.lane, [{ ...ledgerOf(rowKey.pk), occasion: occasionOf(row) }]);
  await deps.table.write({
    kind: 'update',
    key: rowKey,
    set: { dueBy: shiftInstant(now, againAfterMs) },
    where: { state: row.state, attempts: row.attempts },
  });
  deps.log.info('prompt queued again', { ...ledgerOf(rowKey.pk), prompt: row.prompt, anchor: row.anchor });
  return true;
}

function waitsForAMessage(row: LedgerRow, now: string): boolean {
  return row.state === 'queued' || (row.state === 'sending' && leaseExpired(row, now));
}

async function hold(deps: RequeueDeps, rowKey: TableKey, row: LedgerRow): Promise<boolean> {
  const end = { state: 'held', reason: `could not be sent: ${row.failures} tries failed` } as const;
  const { ok } = await deps.table.write(settleAsRead(rowKey, row, end, deps.clock.now()));
  if (ok) deps.log.alarm('prompt held', { ...ledgerOf(rowKey.pk), prompt: row.prompt, failures: row.failures });
  return ok;
}
