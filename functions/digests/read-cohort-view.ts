import * as v from 'valibot';
import type { DigestRule } from '../domain/digest-rule.ts';
import { whole } from '../domain/fields.ts';
import { nomination } from '../domain/nomination.ts';
import { participant } from '../domain/participant.ts';
import type { CohortView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';

const places = v.object({ taken: whole });

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
  const [{ cohort, sessions }, participants, nominations, taken] = await Promise.all([
    readCohort(table, cohortId),
    of === 'nobody' ? [] : idsOf(table, cohortId, 'PART#'),
    of === 'admins' ? idsOf(table, cohortId, 'NOM#') : [],
    table.get(key.cohortPlaces(cohortId), places),
  ]);
  const [programme, participantsRead, nominationsRead, journeys, names] = await Promise.all([
    readProgramme(table, cohort.programme),
    table.getMany(
      participants.map((id) => key.driven('participant', id)),
      participant,
    ),
    table.getMany(
      nominations.map((id) => key.driven('nomination', id)),
      nomination,
    ),
    of === 'lead' ? readJourneys(table, participants) : [],
    of === 'lead' ? readNames(table, participants) : new Map<string, string>(),
  ]);
  return {
    programme,
    cohort,
    sessions,
    participants: participantsRead,
    nominations: nominationsRead,
    journeys,
    names,
    placesTaken: taken?.taken ?? 0,
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
