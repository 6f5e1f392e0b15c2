import { sessionsFor } from '../domain/cohort.ts';
import type { JourneyView } from '../domain/journey.ts';
import { creditEntry, inSchoolDay, participant, place } from '../domain/participant.ts';
import { promptRow } from '../domain/prompt.ts';
import { cohortOfSchool } from '../domain/school-days.ts';
import { daysRange, drivenSk, partition, planRange } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type CohortRead, readCohort, readProgramme } from '../programmes/read-programme.ts';

const dayKinds = {
  places: { prefix: 'B#PLACE#', schema: place },
  credits: { prefix: 'C#CREDIT#', schema: creditEntry },
  inSchoolDays: { prefix: 'D#INSCHOOL#', schema: inSchoolDay },
};

const kinds = {
  participants: { prefix: drivenSk, schema: participant },
  ...dayKinds,
  prompts: { prefix: 'E#PROMPT#', schema: promptRow },
};

/**
 * Reads all that a participant's plan is made of, consistently, the participant first and the calendar after: so either
 * the plan sees a new calendar or whoever announces it sees this participant's older version.
 *
 * @param calendar the cohort as it was read already, for a caller that looks at many of its members and changes nothing
 */
export async function readJourney(table: Table, id: string, calendar?: CohortRead): Promise<JourneyView | undefined> {
  const { participants, ...rows } = await table.queryKinds(
    { pk: partition.subject('participant', id), ...planRange },
    kinds,
  );
  const [facts] = participants;
  if (!facts || facts.erased) return undefined;
  const { cohort, sessions } = calendar ?? (await readCohort(table, facts.cohortId));
  return {
    programme: await readProgramme(table, cohort.programme),
    cohort: cohortOfSchool(cohort, facts.schoolUrn),
    sessions: sessionsFor(sessions, facts.id),
    // A cohort goes by one version, whichever it was that somebody was enrolled under.
    participant: { ...facts, programme: cohort.programme },
    ...rows,
  };
}

/** As much of a journey as its ledger of half days is made of. */
export function readDays(table: Table, id: string): Promise<Pick<JourneyView, 'places' | 'credits' | 'inSchoolDays'>> {
  return table.queryKinds({ pk: partition.subject('participant', id), ...daysRange }, dayKinds);
}
