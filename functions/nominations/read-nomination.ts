import { sessionsFor } from '../domain/cohort.ts';
import { nomination } from '../domain/nomination.ts';
import type { NominationView } from '../domain/nomination-plan.ts';
import { promptRow } from '../domain/prompt.ts';
import { drivenSk, partition, planRange } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { readPlaces } from './change-places.ts';

/** Reads all that a nomination's plan is made of, consistently, the nomination first, the cohort and its places after. */
export async function readNomination(table: Table, id: string): Promise<NominationView | undefined> {
  const items = await table.queryAll({ pk: partition.subject('nomination', id), ...planRange });
  const head = items.find(({ sk }) => sk === drivenSk);
  if (!head) return undefined;
  const facts = nomination.parse(head);
  const { cohort, sessions } = await readCohort(table, facts.cohortId);
  return {
    programme: await readProgramme(table, cohort.programme),
    cohort,
    // A second sitting of a day is for those of the cohort who were sent there.
    sessions: sessionsFor(sessions, id),
    nomination: { ...facts, programme: cohort.programme },
    places: await readPlaces(table, facts.cohortId),
    prompts: items.filter(({ sk }) => sk.startsWith('E#PROMPT#')).map((item) => promptRow.parse(item)),
  };
}
