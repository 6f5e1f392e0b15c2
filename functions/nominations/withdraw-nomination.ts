import { type Nomination, nomination } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { retryChange } from '../web/retry-change.ts';

/** `enrolled`: the nominee is a participant already, and it is the participant who withdraws. */
export type NominationWithdrawn = 'withdrawn' | 'over' | 'enrolled' | 'unknown';

const over: readonly Nomination['status'][] = ['declined', 'expired'];

/**
 * An admin closes a nomination with a reason, also one that is parked; a place that it had taken is given back, all in
 * one transaction. Twice is once.
 */
export async function withdrawNomination(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  withdrawal: { readonly reason: string; readonly by: string },
): Promise<NominationWithdrawn> {
  return retryChange<NominationWithdrawn>(async () => {
    const facts = await deps.table.get(key.driven('nomination', id), nomination);
    if (!facts) return 'unknown';
    if (facts.participantId !== undefined) return 'enrolled';
    if (facts.status === 'withdrawn' && !facts.parked) return 'withdrawn';
    if (over.includes(facts.status)) return 'over';
    const { ok } = await deps.table.transact(writes(facts, withdrawal, deps.clock.now()));
    deps.log.info('nomination withdrawn', { id, written: ok });
    return ok ? 'withdrawn' : undefined;
  });
}

function writes(facts: Nomination, { reason, by }: { reason: string; by: string }, now: string): Write[] {
  const { id, status, version, cohortId } = facts;
  const placeBack: Write = {
    kind: 'update',
    key: key.cohortPlaces(cohortId),
    increase: { taken: -1 },
    where: { taken: present },
  };
  return [
    changeFacts({ kind: 'nomination', id, seen: version }, now, {
      set: { status: 'withdrawn', ...(status !== 'withdrawn' && { statusSince: now }), restarts: [] },
      remove: ['parked'],
    }),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('nomination', id).pk, now, `v${version + 1}`),
        what: 'withdrawn',
        from: status,
        to: 'withdrawn',
        why: reason,
        by,
        at: now,
      },
    },
    ...(status === 'accepted' ? [placeBack] : []),
  ];
}
