import * as z from 'zod';
import type { LedgerKind } from '../../domain/driven.ts';
import { key, partition } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';

/** A line of the append-only log: who changed what, from and to what, and why. */
const logEntry = z.object({
  what: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  why: z.string().optional(),
  by: z.string(),
  at: z.string(),
});
export type LogEntry = z.infer<typeof logEntry>;

/** A line as a person reads it: `who` is a name or a part in the programme. */
export interface RecordLine extends LogEntry {
  readonly who: string;
}

const member = z.object({ pk: z.string(), name: z.string() });

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
    rows.map((row) => logEntry.parse(row)),
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
