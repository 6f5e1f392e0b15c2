import type { Participant } from '../domain/participant.ts';
import { workGroup } from '../domain/work-group.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';

/**
 * What tells a Work Group that one of its participants has changed: its own version rises, so that it plans with the
 * participant as they are now. Nothing where their cohort has no group, or its year is over.
 */
export async function toldWrites(
  table: Table,
  { cohortId }: Pick<Participant, 'cohortId'>,
  now: string,
): Promise<Write[]> {
  const group = await table.get(key.driven('work-group', cohortId), workGroup);
  return group?.dueBy ? [changeFacts(group, now)] : [];
}
