import { shardOf } from '../domain/driven.ts';
import type { PlannedPrompt } from '../domain/prompt.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { PromptQueue } from '../platform/prompt-queue.ts';
import type { Table } from '../platform/table.ts';
import { ledgerRow, occasionOf, type PromptSubject, queuedRow } from './ledger-row.ts';

export interface EnterDeps {
  readonly table: Table;
  readonly queue: PromptQueue;
  readonly clock: Clock;
}

/**
 * Enters a prompt that no execution plans in the ledger, and queues it. Called again, also by another, it is one row,
 * and the claim on the row makes it one e-mail. `false` where it was sent, or decided on, before.
 */
export async function enterPrompt(deps: EnterDeps, subject: PromptSubject, planned: PlannedPrompt): Promise<boolean> {
  const rowKey = key.prompt(subject.kind, subject.id, planned);
  const entered = queuedRow(planned, { seen: 1, shard: shardOf(subject.id) }, deps.clock.now());
  const isNew = await deps.table.putNew({ ...rowKey, ...entered });
  const row = isNew ? entered : await deps.table.get(rowKey, ledgerRow);
  if (row?.state !== 'queued') return false;
  await deps.queue.enqueue(planned.lane, [{ ...subject, occasion: occasionOf(planned) }]);
  return true;
}
