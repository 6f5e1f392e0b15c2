import type { Cohort } from '../domain/cohort.ts';
import { nextInLine, noPlaceTaken, type Places, places } from '../domain/places.ts';
import { absent, type Condition, present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';

/** A cohort's places and its waiting list, consistently. */
export async function readPlaces(table: Table, cohortId: string): Promise<Places> {
  return (await table.get(key.cohortPlaces(cohortId), places)) ?? noPlaceTaken;
}

export interface PlacesChange {
  readonly cohort: Pick<Cohort, 'id' | 'capacity'>;
  /** As they were read: when another change comes first, the transaction fails and is to be decided again. */
  readonly seen: Places;
  readonly after: Pick<Places, 'taken' | 'waiting'>;
}

/**
 * The writes that every change of a cohort's places or waiting list is made of, in one transaction with whatever takes
 * or leaves one. Where a place is free afterwards, the first on the list is bumped in the same transaction: its planner
 * then finds the place, and there is no moment at which a free place is known to nobody.
 *
 * @param itself the nomination that the transaction changes anyway: it wakes by its own change.
 */
export function changePlaces({ cohort, seen, after }: PlacesChange, now: string, itself?: string): Write[] {
  const next = nextInLine(after, cohort.capacity);
  const changed: Write = {
    kind: 'update',
    key: key.cohortPlaces(cohort.id),
    set: { taken: after.taken, waiting: after.waiting, revision: seen.revision + 1 },
    where: asSeen(seen),
  };
  return next === undefined || next === itself ? [changed] : [changed, bump(next, now)];
}

/** Nothing is decided on the facts of whoever is next, so it is enough that they are there. */
function bump(id: string, now: string): Write {
  return {
    kind: 'update',
    key: key.driven('nomination', id),
    set: { wakeDue: now },
    increase: { version: 1 },
    where: { version: present },
  };
}

/** An item that has never been changed may have no revision yet. */
function asSeen({ taken, revision }: Places): Condition {
  if (revision > 0) return { taken, revision };
  return { anyOf: [{ taken, revision: absent }, { taken, revision: 0 }, { pk: absent }] };
}

/** The writes by which somebody leaves a place that they had, with the first on the list told of it. */
export async function freePlace(table: Table, cohortId: string, now: string): Promise<Write[]> {
  const { cohort } = await readCohort(table, cohortId);
  const seen = await readPlaces(table, cohortId);
  return changePlaces({ cohort, seen, after: { ...seen, taken: seen.taken - 1 } }, now);
}
