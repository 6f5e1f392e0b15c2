import { type Nomination, nomination } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';

export interface Decision {
  readonly outcome: 'accepted' | 'declined' | 'waitlisted';
  readonly reason: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Decided =
  | { readonly decided: true }
  | {
      readonly decided: false;
      readonly why: 'unknown' | 'not-ready' | 'already-decided' | 'full' | 'changed-meanwhile';
    };

/**
 * Records an admin's decision: on a nomination that both its head and its nominee have promised (declining needs no
 * promise), taking a place of the cohort with an acceptance, all in one transaction. The same decision twice is one.
 */
export async function decideNomination(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  decision: Decision,
): Promise<Decided> {
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  if (!facts) return { decided: false, why: 'unknown' };
  if (facts.status === decision.outcome) return { decided: true };
  const refusal = refuse(facts, decision);
  if (refusal) return { decided: false, why: refusal };
  const { cohort } = await readCohort(deps.table, facts.cohortId);
  const written = await deps.table.transact(writes(facts, decision, deps.clock.now(), cohort.capacity));
  deps.log.info('nomination decided', { id, outcome: decision.outcome, written: written.ok });
  if (written.ok) return { decided: true };
  return { decided: false, why: written.failed.includes(2) ? 'full' : 'changed-meanwhile' };
}

function refuse(facts: Nomination, { outcome }: Decision): 'not-ready' | 'already-decided' | undefined {
  if (facts.status === 'awaiting-decision' || facts.status === 'waitlisted') return undefined;
  if (facts.status === 'awaiting-promises') return outcome === 'declined' ? undefined : 'not-ready';
  return 'already-decided';
}

function writes(facts: Nomination, { outcome, reason, by }: Decision, now: string, capacity: number): Write[] {
  const recorded: Write[] = [
    changeFacts({ kind: 'nomination', id: facts.id, seen: facts.version }, now, {
      set: { status: outcome, statusSince: now, decision: { outcome, reason, at: now } },
    }),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('nomination', facts.id).pk, now, `v${facts.version + 1}`),
        what: 'decision',
        to: outcome,
        why: reason,
        by,
        at: now,
      },
    },
  ];
  if (outcome !== 'accepted') return recorded;
  return [
    ...recorded,
    {
      kind: 'update',
      key: key.cohortPlaces(facts.cohortId),
      increase: { taken: 1 },
      where: { taken: below(capacity) },
    },
  ];
}
