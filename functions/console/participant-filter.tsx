import * as z from 'zod';
import { type Participant, participantStatus } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { FilterBar } from '../pages/components/filter-bar.tsx';
import { Input } from '../pages/components/input.tsx';
import { Select } from '../pages/components/select.tsx';
import { nameParticipantStatus } from '../pages/components/status-tags.tsx';
import { days } from '../platform/clock.ts';
import type { ChosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext } from './console-deps.ts';
import { machineSteps } from './workflow/machine-steps.ts';

/** What an admin looks for; what can't be read is not looked for. */
const filter = z.object({
  find: z.string().catch(''),
  status: participantStatus.or(z.literal('')).catch(''),
  /** The state of the workflow that waits: the wait's kind. */
  waits: z.string().catch(''),
  stuck: z.coerce.number().int().min(0).catch(0),
});
export type ParticipantFilter = z.infer<typeof filter>;

export function readParticipantFilter(c: ConsoleContext): ParticipantFilter {
  const { find, status, waits, stuck } = c.req.query();
  return filter.parse({ find: find?.trim(), status, waits, stuck });
}

export function isFiltered({ find, status, waits, stuck }: ParticipantFilter): boolean {
  return find !== '' || status !== '' || waits !== '' || stuck > 0;
}

/** Whether a participant is one of those that are looked for. */
export function isLookedFor(
  { find, status, waits, stuck }: ParticipantFilter,
  row: Participant & { readonly people: People },
  nowMs: number,
): boolean {
  return (
    (status === '' || row.status === status) &&
    (waits === '' || waitsIn(row) === waits) &&
    (stuck === 0 || (row.dueBy !== undefined && nowMs - stuckSince(row) >= days(stuck))) &&
    (find === '' || textOf(row).includes(find.toLowerCase()))
  );
}

function waitsIn({ parked, wait }: Participant): string | undefined {
  return parked ? 'ParkForAdmin' : wait?.kind;
}

/** Whoever is parked goes on when an admin says so; anybody else is stuck who stays in one status. */
function stuckSince({ parked, statusSince }: Participant): number {
  return Date.parse(parked?.since ?? statusSince);
}

function textOf({ id, schoolName, schoolUrn, people }: Participant & { readonly people: People }): string {
  const named = Object.values(people).flatMap(({ name, email }) => [name, email]);
  return [id, schoolName, schoolUrn, ...named].join('\n').toLowerCase();
}

/** Search and filters above the list, with the choice of the cohort among them. */
export function ParticipantFilterBar({ chosen, filter }: { chosen: ChosenCohort; filter: ParticipantFilter }) {
  const { cohort, cohorts } = chosen;
  const waits = machineSteps('participant').steps.filter(({ kind }) => kind === 'waits');
  return (
    <FilterBar
      action="/admin/participants"
      label="Filter participants"
      clearHref={cohort && isFiltered(filter) ? `/admin/participants?cohort=${cohort.id}` : undefined}
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
          ...participantStatus.options.map((status) => ({ value: status, text: nameParticipantStatus(status) })),
        ]}
      />
      <Select
        name="waits"
        label="What it waits for"
        value={filter.waits}
        options={[{ value: '', text: 'Anything' }, ...waits.map(({ name, label }) => ({ value: name, text: label }))]}
      />
      <Input
        name="stuck"
        label="In one status for days"
        inputmode="numeric"
        classes="govuk-input--width-3"
        value={filter.stuck === 0 ? '' : String(filter.stuck)}
      />
    </FilterBar>
  );
}
