import * as v from 'valibot';
import { type Participant, participantStatus } from '../domain/participant.ts';
import { readAs } from '../domain/read-as.ts';
import { Select } from '../pages/components/select.tsx';
import { nameParticipantStatus } from '../pages/components/status-tags.tsx';
import { days } from '../platform/clock.ts';
import type { ChosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext } from './console-deps.ts';
import { isFound, ListFilterBar, listFilter, StuckField } from './list-filter.tsx';
import type { Row } from './lists.ts';
import { machineSteps } from './workflow/machine-steps.ts';

const filter = v.object({
  ...listFilter,
  status: v.fallback(v.union([participantStatus, v.literal('')]), ''),
  /** The state of the workflow that waits: the wait's kind. */
  waits: v.fallback(v.string(), ''),
});
export type ParticipantFilter = v.InferOutput<typeof filter>;

export function readParticipantFilter(c: ConsoleContext): ParticipantFilter {
  const { find, status, waits, stuck } = c.req.query();
  return readAs(filter, { find: find?.trim(), status, waits, stuck });
}

export function isFiltered(chosen: ParticipantFilter): boolean {
  return chosen.status !== '' || looksAtEach(chosen);
}

/** Whether each row has to be looked at: the status alone is a list of its own. */
export function looksAtEach({ find, waits, stuck }: ParticipantFilter): boolean {
  return find !== '' || waits !== '' || stuck > 0;
}

/** Whether a participant is one of those that are looked for. */
export function isLookedFor(
  { find, status, waits, stuck }: ParticipantFilter,
  row: Row<Participant>,
  nowMs: number,
): boolean {
  return (
    (status === '' || row.status === status) &&
    (waits === '' || waitsIn(row) === waits) &&
    (stuck === 0 || (row.dueBy !== undefined && nowMs - stuckSince(row) >= days(stuck))) &&
    (find === '' || isFound(row, find))
  );
}

function waitsIn({ parked, wait }: Participant): string | undefined {
  return parked ? 'ParkForAdmin' : wait?.kind;
}

/** Whoever is parked goes on when an admin says so; anybody else is stuck who stays in one status. */
function stuckSince({ parked, statusSince }: Participant): number {
  return Date.parse(parked?.since ?? statusSince);
}

/** Search and filters above the list, with the choice of the cohort among them. */
export function ParticipantFilterBar({ chosen, filter }: { chosen: ChosenCohort; filter: ParticipantFilter }) {
  const waits = machineSteps('participant').steps.filter(({ kind }) => kind === 'waits');
  return (
    <ListFilterBar
      action="/admin/participants"
      label="Filter participants"
      chosen={chosen}
      isFiltered={isFiltered(filter)}
      find={filter.find}
      status={{
        value: filter.status,
        options: participantStatus.options.map((value) => ({ value, text: nameParticipantStatus(value) })),
      }}
      moreIsSet={filter.waits !== '' || filter.stuck > 0}
      more={
        <>
          <Select
            name="waits"
            label="What it waits for"
            value={filter.waits}
            options={[
              { value: '', text: 'Anything' },
              ...waits.map(({ name, label }) => ({ value: name, text: label })),
            ]}
          />
          <StuckField label="In one status for days" days={filter.stuck} />
        </>
      }
    />
  );
}
