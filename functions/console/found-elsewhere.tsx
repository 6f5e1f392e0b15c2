import type { Cohort } from '../domain/cohort.ts';
import type { Table } from '../platform/table.ts';
import type { ChosenCohort } from './chosen-cohort.tsx';
import { countFound } from './lists.ts';

/** What was looked for in one cohort and is in another. */
export interface Elsewhere {
  readonly cohort: Cohort;
  readonly count: number;
}

/** The reader's other cohorts in which a search would find somebody: who looks for a name need not know its cohort. */
export async function findElsewhere(
  table: Table,
  of: 'participant' | 'nomination',
  { cohort, cohorts }: ChosenCohort,
  find: string,
): Promise<Elsewhere[]> {
  if (find === '') return [];
  const others = cohorts.filter(({ id }) => id !== cohort?.id);
  const counted = others.map(async (other) => ({ cohort: other, count: await countFound(table, of, other.id, find) }));
  return (await Promise.all(counted)).filter(({ count }) => count > 0);
}

/** Leads to the same search in those cohorts. */
export function FoundElsewhere({ elsewhere, action, find }: { elsewhere: Elsewhere[]; action: string; find: string }) {
  if (elsewhere.length === 0) return null;
  return (
    <p class="govuk-body">
      Also found in{' '}
      {elsewhere.map(({ cohort: { id, title }, count }, place) => (
        <>
          {place > 0 && ', '}
          <a class="govuk-link" href={`${action}?${new URLSearchParams({ cohort: id, find })}`}>
            {title}
          </a>{' '}
          ({count})
        </>
      ))}
    </p>
  );
}
