import * as z from 'zod/mini';
import { addStatistics, noStatistics, type Statistics } from '../domain/erasure.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';

const counts = z.record(z.string(), z.number());
const kept = z.object({
  participants: z.int(),
  nominations: z.int(),
  endings: counts,
  days: counts,
  sessionsAttended: z.int(),
  revision: z.int(),
});

/** What remains of those of a cohort who were erased. */
export async function readStatistics(table: Table, cohortId: string): Promise<Statistics> {
  return (await table.get(key.statistics(cohortId), kept)) ?? noStatistics;
}

/** The write that counts one more, in one transaction with the erasure that it counts: nobody is counted twice. */
export async function countWrite(table: Table, cohortId: string, more: Statistics): Promise<Write> {
  const seen = await table.get(key.statistics(cohortId), kept);
  const revision = seen?.revision ?? 0;
  const item = { ...key.statistics(cohortId), ...addStatistics(seen ?? noStatistics, more), revision: revision + 1 };
  return { kind: 'put', item, where: seen ? { revision } : { pk: absent } };
}
