import * as v from 'valibot';
import type { LedgerKind } from '../domain/driven.ts';
import { logEntry } from '../domain/log-entry.ts';
import { ledgerOf } from '../driving/subject-of.ts';
import { indexes } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** A line of a cohort's record: with whom it is about, and the place to read on from. */
export type CohortLogLine = v.InferOutput<typeof row> & {
  readonly about: { readonly kind: LedgerKind; readonly id: string };
};

const row = v.object({ ...logEntry.entries, pk: v.string(), logOf: v.string(), logAt: v.string() });

export interface LogAsked {
  readonly cohorts: readonly string[];
  /** The first and the last moment, both included. */
  readonly from?: string;
  readonly to?: string;
  /** The `logAt` of the last line that was read: older ones follow. */
  readonly after?: string;
  readonly keep: (line: CohortLogLine) => boolean;
  readonly most: number;
}

export interface LogRead {
  readonly lines: readonly CohortLogLine[];
  /** Where to read on; absent at the end. */
  readonly next?: string;
}

/** Lines that are read at once; one request looks at so many times as many at most, and a link goes on from there. */
const batch = 100;
const batchesInOneRequest = 30;

/**
 * The record of cohorts, the newest first, over everybody in them: those of its lines that `keep` keeps, at most so many.
 * The index has the keys alone, so each batch of lines is read from the table itself.
 */
export async function readCohortLog(table: Table, asked: LogAsked): Promise<LogRead> {
  const kept: CohortLogLine[] = [];
  let after = asked.after;
  for (let reads = 0; reads < batchesInOneRequest; reads += 1) {
    const lines = await readBatch(table, asked, after);
    for (const line of lines) {
      if (asked.keep(line)) kept.push(line);
      after = line.logAt;
      if (kept.length === asked.most) return { lines: kept, next: after };
    }
    if (lines.length < batch) return { lines: kept };
  }
  return { lines: kept, ...(after && { next: after }) };
}

/** The next lines over all the cohorts, in order; fewer than a batch only where there are no more. */
async function readBatch(
  table: Table,
  { cohorts, from, to }: LogAsked,
  after: string | undefined,
): Promise<CohortLogLine[]> {
  const keys = cohorts.map((cohort) =>
    table.queryIndex({
      index: indexes.log,
      of: cohort,
      // A place is a moment and a subject: `~` sorts after every subject, and the line that `after` names is left out.
      from: from ?? '0',
      until: after ?? (to ? `${to}~` : '~'),
      newestFirst: true,
      limit: batch + 1,
    }),
  );
  const found = (await Promise.all(keys)).flatMap((page) => page.keys);
  const rows = await table.getMany(found, row);
  return rows
    .filter(({ logAt }) => after === undefined || logAt < after)
    .sort((a, b) => (a.logAt < b.logAt ? 1 : -1))
    .slice(0, batch)
    .map((each) => ({ ...each, about: ledgerOf(each.pk) }));
}
