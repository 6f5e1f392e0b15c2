import type { Cohort } from '../domain/cohort.ts';
import { permissionsAt } from '../domain/console-roles.ts';
import { FilterBar } from '../pages/components/filter-bar.tsx';
import { Select } from '../pages/components/select.tsx';
import { listCohorts } from '../site/list-cohorts.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';

export interface ChosenCohort {
  readonly cohorts: readonly Cohort[];
  /** None where there is no cohort yet. */
  readonly cohort: Cohort | undefined;
}

/** The cohorts in which whoever is signed in may do what this route is for; a page shows and changes no others. */
export async function cohortsHere(deps: ConsoleDeps, c: ConsoleContext): Promise<Cohort[]> {
  const { access } = c.get('signedIn');
  return (await listCohorts(deps.table)).filter((cohort) => permissionsAt(access, cohort).has(c.get('may')));
}

/** The cohort that a list is about: the one in the address, else the first. */
export async function chosenCohort(deps: ConsoleDeps, c: ConsoleContext): Promise<ChosenCohort> {
  const cohorts = await cohortsHere(deps, c);
  return { cohorts, cohort: cohorts.find(({ id }) => id === c.req.query('cohort')) ?? cohorts[0] };
}

/** Lets the reader choose another cohort, where there are several. */
export function CohortFilter({ chosen, action }: { chosen: ChosenCohort; action: string }) {
  if (chosen.cohorts.length < 2) return <p class="govuk-body">{chosen.cohort?.title ?? 'No cohort is open yet.'}</p>;
  return (
    <FilterBar action={action} label="Choose a cohort">
      <Select
        name="cohort"
        label="Cohort"
        value={chosen.cohort?.id}
        options={chosen.cohorts.map(({ id, title }) => ({ value: id, text: title }))}
      />
    </FilterBar>
  );
}

/** Says of which cohort a list is, where its filters have no choice that says so. */
export function ListOf({ chosen: { cohort, cohorts } }: { chosen: ChosenCohort }) {
  if (cohorts.length > 1) return null;
  return <p class="govuk-body">{cohort?.title ?? 'No cohort is open yet.'}</p>;
}
