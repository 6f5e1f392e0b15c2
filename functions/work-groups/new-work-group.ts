import type { Cohort } from '../domain/cohort.ts';
import { type Driven, newDriven } from '../domain/driven.ts';
import { type BeginLegDeps, beginLeg } from '../driving/begin-leg.ts';
import { type Restore, readLastRestore } from '../driving/last-restore.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

/** The Work Group of a new cohort. Nothing drives it before its first pair comes: until then no moment of it is due. */
export function newWorkGroupWrites({ id, programme }: Cohort, now: string): Write[] {
  const { dueBy: _, ...driven } = newDriven(id, now);
  const facts = { kind: 'work-group', id, cohortId: id, programme, status: 'forming', statusSince: now };
  return [
    { kind: 'put', item: { ...key.driven('work-group', id), ...facts, ...driven } },
    { kind: 'put', item: { ...key.cohortWorkGroup(id), id, joinedAt: now } },
  ];
}

/**
 * Its first pair has come: something is due from now on, and its first leg begins. For every further pair that is done.
 * A group has its cohort's id: where a restore forgot that it was driven already, it begins in the restore's epoch, since
 * the execution that was forgotten has the first epoch's name, and what was due before the restore is held.
 */
export async function beginWorkGroup(deps: BeginLegDeps, id: string): Promise<void> {
  const isNew = { leg: 0, dueBy: absent };
  const restore = await readLastRestore(deps.table);
  const set = { dueBy: deps.clock.now(), ...(restore && afterRestore(restore)) };
  await deps.table.write({ kind: 'update', key: key.driven('work-group', id), set, where: isNew });
  await beginLeg(deps, { kind: 'work-group', id, after: 0, because: 'first' });
}

function afterRestore({ point, at, epoch }: Restore): Pick<Driven, 'epoch' | 'restored'> {
  return { epoch, restored: { point, at, epoch: 0, leg: 0 } };
}
