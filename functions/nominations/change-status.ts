import type { Cohort } from '../domain/cohort.ts';
import type { Nomination, NominationStatus } from '../domain/nomination.ts';
import { type Places, placesAfter } from '../domain/places.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Where } from '../platform/expressions.ts';
import type { Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { changePlaces } from './change-places.ts';

export interface StatusChange {
  readonly facts: Nomination;
  readonly to: NominationStatus;
  /** Facts that change with the status. */
  readonly set?: Partial<Nomination>;
  readonly remove?: readonly (keyof Nomination)[];
  readonly where?: Where;
  readonly cohort: Pick<Cohort, 'id' | 'capacity'>;
  /** Read after the nomination. */
  readonly places: Places;
  readonly now: string;
  /** A line of the log that admins read. `why` holds no personal data but what people wrote themselves. */
  readonly log: { readonly what: string; readonly why: string; readonly by: string };
}

/**
 * The writes of a nomination's move to another status: its facts, the record, and the cohort's places and waiting list
 * where the move takes or leaves one, all for one transaction. Nothing where it needs a place and none is free.
 */
export function changeStatus({
  facts,
  to,
  set,
  remove,
  where,
  cohort,
  places,
  now,
  log,
}: StatusChange): Write[] | undefined {
  const after = placesAfter(places, facts, to);
  if (after.taken > places.taken && after.taken > cohort.capacity) return undefined;
  const touched = after.taken !== places.taken || after.waiting.join() !== places.waiting.join();
  return [
    changeFacts(facts, now, {
      set: { status: to, statusSince: now, ...set },
      ...(remove && { remove }),
      ...(where && { where }),
    }),
    logLine(facts, `v${facts.version + 1}`, {
      ...log,
      from: facts.status,
      to,
      at: now,
    }),
    ...(touched ? changePlaces({ cohort, seen: places, after }, now, facts.id) : []),
  ];
}
