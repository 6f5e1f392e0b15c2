import { sessionsFor } from '../domain/cohort.ts';
import type { JourneyView } from '../domain/journey.ts';
import { creditEntry, inSchoolDay, participant, place } from '../domain/participant.ts';
import { promptRow } from '../domain/prompt.ts';
import { drivenSk, partition, planRange } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { type CohortRead, readCohort, readProgramme } from '../programmes/read-programme.ts';

/**
 * Reads all that a participant's plan is made of, consistently, the participant first and the calendar after: so either
 * the plan sees a new calendar or whoever announces it sees this participant's older version.
 *
 * @param calendar the cohort as it was read already, for a caller that looks at many of its members and changes nothing
 */
export async function readJourney(table: Table, id: string, calendar?: CohortRead): Promise<JourneyView | undefined> {
  const items = await table.queryAll({ pk: partition.subject('participant', id), ...planRange });
  const head = items.find(({ sk }) => sk === drivenSk);
  if (!head) return undefined;
  const facts = participant.parse(head);
  const { cohort, sessions } = calendar ?? (await readCohort(table, facts.cohortId));
  return {
    programme: await readProgramme(table, cohort.programme),
    cohort,
    sessions: sessionsFor(sessions, facts.id),
    // A cohort goes by one version, whichever it was that somebody was enrolled under.
    participant: { ...facts, programme: cohort.programme },
    places: rows(items, 'B#PLACE#').map((item) => place.parse(item)),
    credits: rows(items, 'C#CREDIT#').map((item) => creditEntry.parse(item)),
    inSchoolDays: rows(items, 'D#INSCHOOL#').map((item) => inSchoolDay.parse(item)),
    prompts: rows(items, 'E#PROMPT#').map((item) => promptRow.parse(item)),
  };
}

function rows(items: readonly Item[], prefix: string): Item[] {
  return items.filter(({ sk }) => sk.startsWith(prefix));
}
