import { inCohort, shardOf } from '../domain/driven.ts';
import type { Occasion } from '../domain/prompt.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { ledgerRow, type PromptSubject } from './ledger-row.ts';

export interface HeldAnswer {
  readonly answer: 'send' | 'drop';
  readonly reason: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

/** How long a row has to be overdue before the sweep looks at it. */
const sweepGraceMs = minutes(15);

export type HeldAnswered = 'answered' | 'not-held';

/**
 * An admin's word on an e-mail that is held: it is to be sent, and then decided on once more like any other, or it is
 * settled as `missed` with the reason, after which no plan asks for it again. Twice is once: whoever comes second finds
 * that it is not held. Nothing is queued here: the row is overdue, and the next sweep, within a quarter of an hour,
 * puts it on its queue.
 */
export async function answerHeld(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  subject: PromptSubject,
  occasion: Occasion,
  { answer, reason, by }: HeldAnswer,
): Promise<HeldAnswered> {
  const rowKey = key.prompt(subject.kind, subject.id, occasion);
  const row = await deps.table.get(rowKey, ledgerRow);
  if (row?.state !== 'held') return 'not-held';
  const cohortId = await cohortOf(deps.table, subject);
  if (!cohortId) return 'not-held';
  const now = deps.clock.now();
  const change =
    answer === 'send'
      ? {
          set: { state: 'queued', failures: 0, shard: shardOf(subject.id), dueBy: shiftInstant(now, -sweepGraceMs) },
          remove: ['reason', 'settledAt', 'calledAt', 'need', 'needFrom'],
        }
      : {
          set: { state: 'missed', reason: `not sent, by an admin: ${reason}`, settledAt: now },
          remove: ['need', 'needFrom'],
        };
  const { ok } = await deps.table.transact([
    { kind: 'update', key: rowKey, ...change, where: { state: 'held', attempts: row.attempts } },
    logLine({ ...subject, cohortId }, `held:${rowKey.sk}`, {
      what: answer === 'send' ? 'a held e-mail released' : 'a held e-mail not sent',
      to: row.because,
      why: reason,
      by,
      at: now,
    }),
  ]);
  if (!ok) return 'not-held';
  deps.log.info('held prompt answered', { ...subject, prompt: row.prompt, answer });
  return 'answered';
}

/** Nothing where the subject is gone. */
async function cohortOf(table: Table, { kind, id }: PromptSubject): Promise<string | undefined> {
  return kind === 'cohort' ? id : (await table.get(key.driven(kind, id), inCohort))?.cohortId;
}
