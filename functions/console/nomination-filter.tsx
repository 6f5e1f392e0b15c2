import * as z from 'zod';
import { type Nomination, nominationStatus } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { isDecidable } from '../nominations/decide-nomination.ts';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { FilterBar } from '../pages/components/filter-bar.tsx';
import { Input } from '../pages/components/input.tsx';
import { Select } from '../pages/components/select.tsx';
import { nameNominationStatus } from '../pages/components/status-tags.tsx';
import { days } from '../platform/clock.ts';
import type { ChosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext } from './console-deps.ts';

/** What an admin looks for; what can't be read is not looked for. */
const filter = z.object({
  find: z.string().catch(''),
  status: nominationStatus.or(z.literal('')).catch(''),
  stuck: z.coerce.number().int().min(0).catch(0),
  only: z.array(z.enum(['late', 'alike', 'self-approval'])).catch([]),
});
export type NominationFilter = z.infer<typeof filter>;

export function readNominationFilter(c: ConsoleContext): NominationFilter {
  const { find, status, stuck } = c.req.query();
  return filter.parse({ find: find?.trim(), status, stuck, only: c.req.queries('only') ?? [] });
}

export function isFiltered({ find, status, stuck, only }: NominationFilter): boolean {
  return find !== '' || status !== '' || stuck > 0 || only.length > 0;
}

/** Whether a nomination is one of those that are looked for. */
export function isLookedFor(
  { find, status, stuck, only }: NominationFilter,
  row: Nomination & { readonly people: People },
  nowMs: number,
): boolean {
  return (
    (status === '' || row.status === status) &&
    (stuck === 0 || (isDecidable(row.status) && nowMs - Date.parse(row.statusSince) >= days(stuck))) &&
    (!only.includes('late') || row.late) &&
    (!only.includes('alike') || row.alike.length > 0) &&
    (!only.includes('self-approval') || isSelfApproved(row, row.people)) &&
    (find === '' || textOf(row).includes(find.toLowerCase()))
  );
}

/** One person stands on two sides: who nominates also promises as head, or who promises as head is the nominee. */
export function isSelfApproved({ headIsNominator }: Nomination, { head, nominee, partner }: People): boolean {
  const address = head?.email.trim().toLowerCase();
  return headIsNominator || [nominee, partner].some((each) => each?.email.trim().toLowerCase() === address);
}

function textOf({ id, schoolName, schoolUrn, people }: Nomination & { readonly people: People }): string {
  const named = Object.values(people).flatMap(({ name, email }) => [name, email]);
  return [id, schoolName, schoolUrn, ...named].join('\n').toLowerCase();
}

/** The filters above the list, with the choice of the cohort among them. */
export function NominationFilterBar({ chosen, filter }: { chosen: ChosenCohort; filter: NominationFilter }) {
  const { cohort, cohorts } = chosen;
  return (
    <FilterBar
      action="/admin/nominations"
      label="Filter nominations"
      clearHref={cohort && isFiltered(filter) ? `/admin/nominations?cohort=${cohort.id}` : undefined}
    >
      {cohorts.length > 1 && (
        <Select
          name="cohort"
          label="Cohort"
          value={cohort?.id}
          options={cohorts.map(({ id, title }) => ({ value: id, text: title }))}
        />
      )}
      <Input name="find" label="Name, address, school, URN or reference" value={filter.find} />
      <Select
        name="status"
        label="Status"
        value={filter.status}
        options={[
          { value: '', text: 'Any' },
          ...nominationStatus.options.map((status) => ({ value: status, text: nameNominationStatus(status) })),
        ]}
      />
      <Input
        name="stuck"
        label="Unchanged for days"
        inputmode="numeric"
        classes="govuk-input--width-3"
        value={filter.stuck === 0 ? '' : String(filter.stuck)}
      />
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
    </FilterBar>
  );
}
