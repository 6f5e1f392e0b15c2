import { type Cohort, cohort } from '../domain/cohort.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** Every cohort on the site's list, the first to close first. */
export async function listCohorts(table: Table): Promise<Cohort[]> {
  const rows = await table.queryAll({ pk: key.cohortList('').pk });
  const read = await table.getMany(
    rows.map(({ sk }) => key.cohort(sk)),
    cohort,
  );
  return read.sort((a, b) => a.closesAt.localeCompare(b.closesAt));
}
