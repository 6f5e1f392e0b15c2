import * as v from 'valibot';
import { addStatistics, noStatistics, type Statistics } from '../domain/erasure.ts';
import { whole } from '../domain/fields.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';

const counts = v.record(v.string(), v.number());
const kept = v.object({
  participants: whole,
  nominations: whole,
  endings: counts,
  days: counts,
  sessionsAttended: whole,
  revision: whole,
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
