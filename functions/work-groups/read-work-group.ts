import type * as v from 'valibot';
import { participant } from '../domain/participant.ts';
import { promptRow } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';
import type { WorkGroupView } from '../domain/views.ts';
import {
  guest,
  observation,
  observationSlot,
  pairNote,
  pulse,
  supportRequest,
  workGroup,
} from '../domain/work-group.ts';
import { drivenSk, key, partition, planRange } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';

/**
 * Reads all that a Work Group's plan is made of, consistently, the group first: whoever changes a participant or the
 * calendar afterwards finds the group's older version and raises it. Nothing where the cohort has no group.
 */
export async function readWorkGroup(table: Table, id: string): Promise<WorkGroupView | undefined> {
  const items = await table.queryAll({ pk: partition.subject('work-group', id), ...planRange });
  const head = items.find(({ sk }) => sk === drivenSk);
  if (!head) return undefined;
  const group = readAs(workGroup, head);
  const { cohort, sessions } = await readCohort(table, group.cohortId);
  const members = await table.queryAll({ pk: partition.cohort(group.cohortId), prefix: 'PART#' });
  return {
    programme: await readProgramme(table, cohort.programme),
    cohort,
    sessions,
    group: { ...group, programme: cohort.programme },
    participants: await table.getMany(
      members.map(({ sk }) => key.driven('participant', sk.slice('PART#'.length))),
      participant,
    ),
    pairNotes: rows(items, 'B#NOTE#', pairNote),
    slots: rows(items, 'B#SLOT#', observationSlot),
    observations: rows(items, 'B#VISIT#', observation),
    pulses: rows(items, 'C#PULSE#', pulse),
    guests: rows(items, 'C#GUEST#', guest),
    supportRequests: rows(items, 'D#SUPPORT#', supportRequest),
    prompts: rows(items, 'E#PROMPT#', promptRow),
  };
}

function rows<S extends v.GenericSchema>(items: readonly Item[], prefix: string, schema: S): v.InferOutput<S>[] {
  return items.filter(({ sk }) => sk.startsWith(prefix)).map((item) => readAs(schema, item));
}
