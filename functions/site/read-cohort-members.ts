import type { People } from '../domain/people.ts';
import type { JourneyView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** A participant with their journey, as the lead of their cohort sees them. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly view: JourneyView;
  readonly people: People;
}

/** Everybody in a cohort, by name. A hub's cohort is a handful of people, so each is read whole. */
export async function readCohortMembers(table: Table, cohortId: string): Promise<Member[]> {
  const rows = await table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  const members = await Promise.all(rows.map(({ sk }) => readMember(table, sk.slice('PART#'.length))));
  return members.filter((member) => member !== undefined).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

async function readMember(table: Table, id: string): Promise<Member | undefined> {
  const view = await readJourney(table, id);
  if (!view) return undefined;
  const people = await readPeople(table, 'participant', id);
  return { id, view, people, name: people.participant?.name ?? `Participant ${id}` };
}
