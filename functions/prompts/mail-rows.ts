import type { Instant } from '../domain/ids.ts';
import { occasionKey } from '../domain/prompt.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { leaseExpired } from './ledger.ts';
import { type LedgerRow, ledgerRow, type PromptSubject } from './ledger-row.ts';
import type { SubjectView } from './read-subject.ts';

/**
 * The rows that go out as one e-mail with this one and are not settled yet, itself among them: nearly always it alone.
 * Which they are is read from the subject's ledger and not from the queue's message, so that any of them brings all.
 */
export async function rowsOfMail(
  table: Table,
  { view }: SubjectView,
  about: PromptSubject,
  row: LedgerRow,
): Promise<LedgerRow[]> {
  if (row.digest === undefined || !('prompts' in view)) return [row];
  const others = view.prompts.filter(
    (other) => other.digest === row.digest && other.role === row.role && occasionKey(other) !== occasionKey(row),
  );
  const found = await table.getMany(
    others.map((other) => key.prompt(about.kind, about.id, other)),
    ledgerRow,
  );
  return [row, ...found.filter(isUnsettled)].sort((a, b) => (a.plannedFor < b.plannedFor ? -1 : 1));
}

export function isUnsettled({ state }: LedgerRow): boolean {
  return state === 'queued' || state === 'sending';
}

/** Whether somebody else is at work on it. */
export function isLeased(row: LedgerRow, now: Instant): boolean {
  return row.state === 'sending' && !leaseExpired(row, now);
}
