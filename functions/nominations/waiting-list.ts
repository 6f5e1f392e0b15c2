import type { Cohort } from '../domain/cohort.ts';
import { positionOf } from '../domain/places.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import type { NominationDeps } from './change-nomination.ts';
import { changePlaces, readPlaces } from './change-places.ts';

export type Reordered = 'moved' | 'not-on-the-list';

/** Moves a nomination to another number on its cohort's waiting list; whoever is first then is offered the next place. */
export async function moveOnList(
  deps: NominationDeps,
  cohortId: string,
  { id, to, by }: { readonly id: string; readonly to: number; readonly by: string },
): Promise<Reordered> {
  return retryChange<Reordered>(async () => {
    const { cohort } = await readCohort(deps.table, cohortId);
    const seen = await readPlaces(deps.table, cohortId);
    const from = positionOf(seen, id);
    if (from === undefined) return 'not-on-the-list';
    const others = seen.waiting.filter((each) => each !== id);
    const place = Math.min(Math.max(1, Math.trunc(to)), seen.waiting.length);
    if (place === from) return 'moved';
    const waiting = [...others.slice(0, place - 1), id, ...others.slice(place - 1)];
    const now = deps.clock.now();
    const { ok } = await deps.table.transact([
      ...changePlaces({ cohort, seen, after: { taken: seen.taken, waiting } }, now),
      logLine({ kind: 'nomination', id, cohortId }, `list${seen.revision + 1}`, {
        what: 'moved on the waiting list',
        from: `number ${from}`,
        to: `number ${place}`,
        by,
        at: now,
      }),
    ]);
    deps.log.info('waiting list', { cohort: cohortId, id, written: ok });
    return ok ? 'moved' : undefined;
  });
}

export type CapacitySet = 'set' | 'fewer-than-taken';

/** Sets how many places a cohort has. Where there are more of them now, the first on the list is woken for one. */
export async function setCapacity(
  deps: NominationDeps,
  cohortId: string,
  { capacity, by }: { readonly capacity: number; readonly by: string },
): Promise<CapacitySet> {
  return retryChange<CapacitySet>(async () => {
    const { cohort } = await readCohort(deps.table, cohortId);
    const seen = await readPlaces(deps.table, cohortId);
    if (capacity < seen.taken) return 'fewer-than-taken';
    if (capacity === cohort.capacity) return 'set';
    const now = deps.clock.now();
    const { ok } = await deps.table.transact([
      capacityWrite(cohort, capacity),
      ...changePlaces({ cohort: { id: cohort.id, capacity }, seen, after: seen }, now),
      logLine({ kind: 'cohort', id: cohortId, cohortId }, `places-${seen.revision + 1}`, {
        what: 'number of places',
        from: String(cohort.capacity),
        to: String(capacity),
        by,
        at: now,
      }),
    ]);
    deps.log.info('capacity', { cohort: cohortId, capacity, written: ok });
    return ok ? 'set' : undefined;
  });
}

function capacityWrite(cohort: Cohort, capacity: number): Write {
  return { kind: 'update', key: key.cohort(cohort.id), set: { capacity }, where: { capacity: cohort.capacity } };
}
