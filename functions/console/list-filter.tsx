import * as v from 'valibot';
import { wholeTyped } from '../domain/fields.ts';
import { foundBy, isFoundBy } from '../domain/found-by.ts';
import type { People } from '../domain/people.ts';
import { Details } from '../pages/components/details.tsx';
import { FilterBar } from '../pages/components/filter-bar.tsx';
import { Input } from '../pages/components/input.tsx';
import type { Content } from '../pages/components/markup.ts';
import { Select } from '../pages/components/select.tsx';
import type { ChosenCohort } from './chosen-cohort.tsx';

/** What every list can be filtered by; what can't be read is not looked for. */
export const listFilter = {
  find: v.fallback(v.string(), ''),
  /** Days. */
  stuck: v.fallback(v.pipe(wholeTyped, v.minValue(0)), 0),
};

interface Searched {
  readonly id: string;
  readonly schoolName: string;
  readonly schoolUrn: string;
  readonly people: People;
}

/** Whether a row is found by what was typed, as it is now: what it was found by is read before. */
export function isFound(row: Searched, find: string): boolean {
  return isFoundBy(foundBy(row, row.people), find);
}

/** The choice of the cohort in the bar of a list, where there are several. */
function CohortField({ chosen: { cohort, cohorts } }: { chosen: ChosenCohort }) {
  if (cohorts.length < 2) return null;
  return (
    <Select
      name="cohort"
      label="Cohort"
      formGroupClasses="tl-filters__widest"
      value={cohort?.id}
      options={cohorts.map(({ id, title }) => ({ value: id, text: title }))}
    />
  );
}

/** The cohort, the search and the status above a list, with whatever else its list has, folded away until it is used. */
export function ListFilterBar({
  action,
  label,
  chosen,
  isFiltered,
  find,
  status,
  more,
  moreIsSet,
}: {
  action: string;
  label: string;
  chosen: ChosenCohort;
  isFiltered: boolean;
  find: string;
  status: { readonly value: string; readonly options: readonly { readonly value: string; readonly text: string }[] };
  more: Content;
  moreIsSet: boolean;
}) {
  return (
    <FilterBar
      action={action}
      label={label}
      clearHref={chosen.cohort && isFiltered ? `${action}?cohort=${chosen.cohort.id}` : undefined}
      more={
        <Details summary="More filters" open={moreIsSet}>
          <div class="tl-filters__row">{more}</div>
        </Details>
      }
    >
      <CohortField chosen={chosen} />
      <Input
        name="find"
        label="Name, address, school, URN or reference"
        type="search"
        formGroupClasses="tl-filters__wide"
        value={find}
      />
      <Select
        name="status"
        label="Status"
        value={status.value}
        options={[{ value: '', text: 'Any' }, ...status.options]}
      />
    </FilterBar>
  );
}

/** For how long somebody has been where they are. */
export function StuckField({ label, days }: { label: string; days: number }) {
  return (
    <Input
      name="stuck"
      label={label}
      inputmode="numeric"
      classes="govuk-input--width-3"
      value={days === 0 ? '' : String(days)}
    />
  );
}
