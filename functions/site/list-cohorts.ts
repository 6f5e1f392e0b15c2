import type { Cohort } from '../domain/cohort.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';

/** Every cohort on the site's list, the first to close first. */
export async function listCohorts(table: Table): Promise<Cohort[]> {
  const rows = await table.queryAll({ pk: key.cohortList('').pk });
  const read = await Promise.all(rows.map(({ sk }) => readCohort(table, sk)));
  return read.map(({ cohort }) => cohort).sort((a, b) => a.closesAt.localeCompare(b.closesAt));
}
