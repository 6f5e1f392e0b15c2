import type { Cohort } from '../domain/cohort.ts';
import { newDriven } from '../domain/driven.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

/** The Work Group of a new cohort; its first leg begins with its first pair. */
export function newWorkGroupWrites({ id, programme }: Cohort, now: string): Write[] {
  const facts = { kind: 'work-group', id, cohortId: id, programme, status: 'forming', statusSince: now };
  return [
    { kind: 'put', item: { ...key.driven('work-group', id), ...facts, ...newDriven(id, now) } },
    { kind: 'put', item: { ...key.cohortWorkGroup(id), id, joinedAt: now } },
  ];
}
