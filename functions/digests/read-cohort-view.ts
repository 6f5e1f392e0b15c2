import * as z from 'zod';
import type { DigestRule } from '../domain/digest-rule.ts';
import { nomination } from '../domain/nomination.ts';
import { participant } from '../domain/participant.ts';
import type { CohortView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';

const places = z.object({ taken: z.int() });

/**
 * Reads what digests of a cohort are made of.
 *
 * @param of whose digest: only the lead's speaks of each journey, and a hub's cohort is a handful of people; `nobody` for
 *   an e-mail that speaks of no member
 */
export async function readCohortView(
  table: Table,
  cohortId: string,
  of: DigestRule['to'] | 'nobody',
): Promise<CohortView> {
  const { cohort, sessions } = await readCohort(table, cohortId);
  const participants = of === 'nobody' ? [] : await idsOf(table, cohortId, 'PART#');
  const nominations = of === 'admins' ? await idsOf(table, cohortId, 'NOM#') : [];
  return {
    programme: await readProgramme(table, cohort.programme),
    cohort,
    sessions,
    participants: await table.getMany(
      participants.map((id) => key.driven('participant', id)),
      participant,
    ),
    nominations: await table.getMany(
      nominations.map((id) => key.driven('nomination', id)),
      nomination,
    ),
    journeys: of === 'lead' ? await readJourneys(table, participants) : [],
    names: of === 'lead' ? await readNames(table, participants) : new Map(),
    placesTaken: (await table.get(key.cohortPlaces(cohortId), places))?.taken ?? 0,
  };
}

async function idsOf(table: Table, cohortId: string, prefix: 'PART#' | 'NOM#'): Promise<string[]> {
  const rows = await table.queryAll({ pk: partition.cohort(cohortId), prefix });
  return rows.map(({ sk }) => sk.slice(prefix.length));
}

async function readNames(table: Table, ids: readonly string[]): Promise<Map<string, string>> {
  const names = await Promise.all(
    ids.map(async (id) => [id, (await readPeople(table, 'participant', id)).participant?.name] as const),
  );
  return new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]])));
}

async function readJourneys(table: Table, ids: readonly string[]) {
  const journeys = await Promise.all(ids.map((id) => readJourney(table, id)));
  return journeys.filter((journey) => journey !== undefined);
}
