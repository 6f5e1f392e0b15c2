import * as v from 'valibot';
import { type Nomination, nominationStatus } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { readAs } from '../domain/read-as.ts';
import { isDecidable } from '../nominations/decide-nomination.ts';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { nameNominationStatus } from '../pages/components/status-tags.tsx';
import { days } from '../platform/clock.ts';
import type { ChosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext } from './console-deps.ts';
import { isFound, ListFilterBar, listFilter, StuckField } from './list-filter.tsx';
import type { Row } from './lists.ts';

const filter = v.object({
  ...listFilter,
  status: v.fallback(v.union([nominationStatus, v.literal('')]), ''),
  only: v.fallback(v.array(v.picklist(['late', 'alike', 'self-approval'])), () => []),
});
export type NominationFilter = v.InferOutput<typeof filter>;

export function readNominationFilter(c: ConsoleContext): NominationFilter {
  const { find, status, stuck } = c.req.query();
  return readAs(filter, { find: find?.trim(), status, stuck, only: c.req.queries('only') ?? [] });
}

export function isFiltered(chosen: NominationFilter): boolean {
  return chosen.status !== '' || looksAtEach(chosen);
}

/** Whether each row has to be looked at: the status alone is a list of its own. */
export function looksAtEach({ find, stuck, only }: NominationFilter): boolean {
  return find !== '' || stuck > 0 || only.length > 0;
}

/** Whether a nomination is one of those that are looked for. */
export function isLookedFor(
  { find, status, stuck, only }: NominationFilter,
  row: Row<Nomination>,
  nowMs: number,
): boolean {
  return (
    (status === '' || row.status === status) &&
    (stuck === 0 || (isDecidable(row.status) && nowMs - Date.parse(row.statusSince) >= days(stuck))) &&
    (!only.includes('late') || row.late) &&
    (!only.includes('alike') || row.alike.length > 0) &&
    (!only.includes('self-approval') || isSelfApproved(row, row.people)) &&
    (find === '' || isFound(row, find))
  );
}

/** One person stands on two sides: who nominates also promises as head, or who promises as head is the nominee. */
export function isSelfApproved({ headIsNominator }: Nomination, { head, nominee, partner }: People): boolean {
  const address = head?.email.trim().toLowerCase();
  return headIsNominator || [nominee, partner].some((each) => each?.email.trim().toLowerCase() === address);
}

/** The filters above the list, with the choice of the cohort among them. */
export function NominationFilterBar({ chosen, filter }: { chosen: ChosenCohort; filter: NominationFilter }) {
  return (
    <ListFilterBar
      action="/admin/nominations"
      label="Filter nominations"
      chosen={chosen}
      isFiltered={isFiltered(filter)}
      find={filter.find}
      status={{
        value: filter.status,
        options: nominationStatus.options.map((value) => ({ value, text: nameNominationStatus(value) })),
      }}
      moreIsSet={filter.stuck > 0 || filter.only.length > 0}
      more={
        <>
          <StuckField label="Unchanged for days" days={filter.stuck} />
          <Checkboxes
            name="only"
            classes="govuk-checkboxes--small"
            legend="Only those that"
            values={filter.only}
            items={[
              { value: 'late', label: 'came late' },
              { value: 'alike', label: 'have a conflict' },
              { value: 'self-approval', label: 'one person approves twice' },
            ]}
          />
        </>
      }
    />
  );
}
