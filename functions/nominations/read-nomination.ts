import { sessionsFor } from '../domain/cohort.ts';
import { nomination } from '../domain/nomination.ts';
import type { NominationView } from '../domain/nomination-plan.ts';
import { promptRow } from '../domain/prompt.ts';
import { cohortOfSchool } from '../domain/school-days.ts';
import { drivenSk, partition, planRange } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { readPlaces } from './change-places.ts';

const kinds = {
  nominations: { prefix: drivenSk, schema: nomination },
  prompts: { prefix: 'E#PROMPT#', schema: promptRow },
};

/** Reads all that a nomination's plan is made of, consistently, the nomination first, the cohort and its places after. */
export async function readNomination(table: Table, id: string): Promise<NominationView | undefined> {
  const { nominations, prompts } = await table.queryKinds(
    { pk: partition.subject('nomination', id), ...planRange },
    kinds,
  );
  const [facts] = nominations;
  if (!facts || facts.erased) return undefined;
  const { cohort, sessions } = await readCohort(table, facts.cohortId);
  return {
    programme: await readProgramme(table, cohort.programme),
    cohort: cohortOfSchool(cohort, facts.schoolUrn),
    // A second sitting of a day is for those of the cohort who were sent there.
    sessions: sessionsFor(sessions, id),
    nomination: { ...facts, programme: cohort.programme },
    places: await readPlaces(table, facts.cohortId),
    prompts,
  };
}
