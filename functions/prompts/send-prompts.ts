import * as v from 'valibot';
import { drivenKinds, shardOf } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import { type PlannedPrompt, plannedPrompt } from '../domain/prompt.ts';
import type { Clock } from '../platform/clock.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Lane, PromptQueue } from '../platform/prompt-queue.ts';
import type { Table, Write } from '../platform/table.ts';
import { type LedgerRow, ledgerRow, occasionOf, queuedRow, settledRow } from './ledger-row.ts';

export const sendRequest = v.object({
  kind: v.picklist(drivenKinds),
  id: v.string(),
  step: v.object({ prompts: v.array(plannedPrompt), seen: whole, leg: whole }),
});
export type SendRequest = v.InferOutput<typeof sendRequest>;

export interface SendPromptsDeps {
  readonly table: Table;
  readonly queue: PromptQueue;
  readonly clock: Clock;
  readonly log: Log;
}

export type PromptsSent =
  | { readonly outcome: 'queued'; readonly queued: number }
  | { readonly outcome: 'superseded'; readonly queued: 0 };

/**
 * Enters every prompt of a step in the ledger and queues those that are to be sent.
 *
 * Each row is written on the condition that the caller's leg drives. A row that is there already is left alone, but for
 * one that was suppressed when the subject was at an older version: the plan asks for it again. Then whatever is
 * `queued` goes on its lane's queue, also a row of an earlier try, so that a crash between row and queue is mended by
 * trying again. Repeating it makes no second row; a second message finds the row claimed or settled.
 */
export async function sendPrompts(deps: SendPromptsDeps, request: SendRequest): Promise<PromptsSent> {
  const rows: LedgerRow[] = [];
  for (const planned of request.step.prompts) {
    const row = await enter(deps, request, planned);
    if (row === 'superseded') return superseded(deps, request);
    rows.push(row);
  }
  const toQueue = rows.filter(({ state }) => state === 'queued');
  for (const lane of ['urgent', 'routine'] as const) await enqueue(deps, request, lane, toQueue);
  deps.log.info('prompts entered', { ...ids(request), entered: rows.length, queued: toQueue.length });
  return { outcome: 'queued', queued: toQueue.length };
}

/** Writes the row, or answers the one that is there. Another writer between read and write makes it look again. */
async function enter(
  deps: SendPromptsDeps,
  request: SendRequest,
  planned: PlannedPrompt,
): Promise<LedgerRow | 'superseded'> {
  const { kind, id, step } = request;
  const row = newRow(request, planned, deps.clock.now());
  const rowKey = key.prompt(kind, id, row);
  const check: Write = { kind: 'check', key: key.driven(kind, id), where: { leg: step.leg } };
  const written = await deps.table.transact([check, { kind: 'put', item: { ...rowKey, ...row } }]);
  if (written.ok) return row;
  if (written.failed.includes(0)) return 'superseded';
  const found = await deps.table.get(rowKey, ledgerRow);
  if (!found) return enter(deps, request, planned);
  if (found.state !== 'suppressed' || found.atVersion >= step.seen) return found;
  const again: LedgerRow = { ...row, attempts: found.attempts, failures: found.failures };
  const rewritten = await deps.table.transact([
    check,
    {
      kind: 'put',
      item: { ...rowKey, ...again },
      where: { state: 'suppressed', atVersion: below(step.seen), attempts: found.attempts },
    },
  ]);
  if (rewritten.ok) return again;
  return rewritten.failed.includes(0) ? 'superseded' : enter(deps, request, planned);
}

function newRow({ id, step }: SendRequest, planned: PlannedPrompt, now: string): LedgerRow {
  const { missed, held } = planned;
  if (missed !== undefined) return settledRow(planned, step, { state: 'missed', reason: missed }, now);
  if (held !== undefined) return settledRow(planned, step, { state: 'held', reason: held }, now);
  return queuedRow(planned, { seen: step.seen, shard: shardOf(id) }, now);
}

async function enqueue(deps: SendPromptsDeps, { kind, id }: SendRequest, lane: Lane, rows: LedgerRow[]): Promise<void> {
  const messages = oneOfEachMail(rows.filter((row) => row.lane === lane)).map((row) => ({
    kind,
    id,
    occasion: occasionOf(row),
  }));
  if (messages.length > 0) await deps.queue.enqueue(lane, messages);
}

/** A digest is one message, whichever of its rows it names. */
function oneOfEachMail(rows: readonly LedgerRow[]): LedgerRow[] {
  return rows.filter(
    ({ digest }, index) => digest === undefined || rows.findIndex((other) => other.digest === digest) === index,
  );
}

function superseded(deps: SendPromptsDeps, request: SendRequest): PromptsSent {
  deps.log.info('prompts of a leg that no longer drives', ids(request));
  return { outcome: 'superseded', queued: 0 };
}

function ids({ kind, id, step }: SendRequest) {
  return { kind, id, leg: step.leg };
}
