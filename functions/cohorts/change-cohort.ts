import type { Cohort } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import type { Where } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

/**
 * The write that every change of what a cohort's members share is made of (its sessions, terms, holidays, programme
 * version): the change itself, `calendarRevision + 1`, and `announceDue`, in one conditional write or as part of a
 * transaction with the rest of the change. Nobody who changes anything calls Step Functions: the table's stream begins
 * `announce-change`, which wakes every member.
 *
 * @param seen the cohort that the change was decided on; the write fails when another change came first.
 */
export function changeCohort(
  seen: Pick<Cohort, 'id' | 'calendarRevision'>,
  now: Instant,
  change: { set?: Record<string, unknown>; remove?: readonly string[]; where?: Where } = {},
): Extract<Write, { kind: 'update' }> {
  return {
    kind: 'update',
    key: key.cohort(seen.id),
    set: { ...change.set, calendarRevision: seen.calendarRevision + 1, announceDue: now, announceAttempt: 0 },
    ...(change.remove && { remove: change.remove }),
    where: { ...change.where, calendarRevision: seen.calendarRevision },
  };
}
