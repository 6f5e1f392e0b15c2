import type { LedgerKind } from '../domain/driven.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import { key, partition } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

export interface LogSubject {
  readonly kind: LedgerKind;
  readonly id: string;
  /** Where they are when it happens: the line stays in that cohort's record, wherever they go. */
  readonly cohortId: string;
}

/**
 * The write of a line of the log, in one transaction with what it tells of. Nothing overwrites a line or takes it away
 * (erasing a person takes the words out of it). `nonce` tells two lines of one moment apart: a repeat of the same change
 * has the same.
 */
export function logLine(
  { kind, id, cohortId }: LogSubject,
  nonce: string,
  entry: LogEntry,
): Extract<Write, { kind: 'put' }> {
  const place = key.logEntry(partition.subject(kind, id), entry.at, nonce);
  return { kind: 'put', item: { ...place, ...entry, logOf: cohortId, logAt: `${entry.at}#${place.pk}#${nonce}` } };
}
