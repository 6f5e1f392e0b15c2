import * as v from 'valibot';
import { whole, wholeFrom1 } from '../domain/fields.ts';
import { markOf } from '../domain/needs.ts';
import { newOrKnown } from '../participants/change-participant.ts';
import type { Clock } from '../platform/clock.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { findOverdue, yearsBefore } from './retention.ts';

/** How many records of a cohort ended longer ago than they are kept, as the last look found. */
export const overdueNote = v.object({
  cohortId: v.string(),
  records: whole,
  years: wholeFrom1,
  /** Since when there is something: it goes when there is nothing any more. */
  needFrom: v.optional(v.string()),
});
export type OverdueNote = v.InferOutput<typeof overdueNote>;

/** After how many years a cohort's records were looked for last; nothing where none was due yet. */
export async function readOverdueNote(table: Table, cohortId: string): Promise<OverdueNote | undefined> {
  return table.get(key.overdue(cohortId), overdueNote);
}

/**
 * Notes how many records of a cohort are due to be erased, so that Today finds it by the index of needs, and takes the
 * mark away where none is. Answers how many there are.
 */
export async function noteOverdue(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  cohortId: string,
  years: number,
): Promise<number> {
  const now = clock.now();
  const { length: records } = (await findOverdue(table, cohortId, yearsBefore(now, years))).records;
  const before = await readOverdueNote(table, cohortId);
  if (records === 0 && !before) return 0;
  const place = key.overdue(cohortId);
  const set = { cohortId, records, years };
  if (records === 0) {
    await table.write({ kind: 'update', key: place, set, remove: ['need', 'needFrom'], where: { pk: present } });
    return 0;
  }
  const mark = markOf({ kind: 'retention', from: before?.needFrom ?? now });
  await table.write({ kind: 'update', key: place, set: { ...set, ...mark }, where: newOrKnown });
  return records;
}
