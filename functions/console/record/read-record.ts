import * as v from 'valibot';
import type { LedgerKind } from '../../domain/driven.ts';
import { type LogEntry, logEntry } from '../../domain/log-entry.ts';
import { readAs } from '../../domain/read-as.ts';
import { key, partition } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';

/** A line as a person reads it: `who` is a name or a part in the programme. */
export interface RecordLine extends LogEntry {
  readonly who: string;
}

const member = v.object({ pk: v.string(), name: v.string() });

/** Who changed something: whoever signs in to the console, the programme by itself, or anybody by a link. */
export type Hand = 'staff' | 'programme' | 'link';

export function handOf({ by }: Pick<LogEntry, 'by'>): Hand {
  if (by === 'programme') return 'programme';
  return by in parts && by !== 'admin' ? 'link' : 'staff';
}

/** Who is not an admin is named by the part that they have. */
const parts: Readonly<Record<string, string>> = {
  participant: 'The participant',
  lead: 'The lead',
  admin: 'An admin',
  programme: 'The programme',
  nominator: 'The nominator',
  'second-nominator': 'The second nominator',
  nominee: 'The nominee',
  partner: 'The second nominee',
  head: 'The headteacher',
  'next-head': 'The new headteacher',
  'subject-lead': 'The subject leader',
};

/** Everything on record of a subject, the oldest first; admins by the name that they signed in with last. */
export async function readRecord(table: Table, kind: LedgerKind, id: string): Promise<RecordLine[]> {
  const rows = await table.queryAll({ pk: partition.subject(kind, id), prefix: 'LOG#' });
  return withNames(
    table,
    rows.map((row) => readAs(logEntry, row)),
  );
}

export async function withNames<T extends { readonly by: string }>(
  table: Table,
  lines: readonly T[],
): Promise<(T & { who: string })[]> {
  const others = [...new Set(lines.map(({ by }) => by))].filter((by) => !(by in parts));
  const known = await table.getMany(others.map(key.staff), member);
  const names = new Map(known.map(({ pk, name }) => [pk, name]));
  return lines.map((line) => ({ ...line, who: parts[line.by] ?? names.get(key.staff(line.by).pk) ?? 'An admin' }));
}
