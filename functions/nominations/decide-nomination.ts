import { mayTakePart } from '../domain/eligibility.ts';
import { isPromised, type Nomination, type NominationStatus, nomination } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { retryChange } from '../web/retry-change.ts';
import { givenBack } from './move-nomination.ts';

export interface Decision {
  readonly outcome: 'accepted' | 'declined' | 'waitlisted';
  readonly reason: string;
  /** The status that the admin saw when they decided: where it is another by now, they look again. */
  readonly seen?: NominationStatus;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Decided =
  | { readonly decided: true }
  | {
      readonly decided: false;
      readonly why: 'unknown' | 'not-ready' | 'not-eligible' | 'already-decided' | 'full' | 'changed-meanwhile';
    };

type Refusal = Extract<Decided, { decided: false }>['why'];

/**
 * Records an admin's decision: on a nomination for which everybody has promised (declining needs no
 * promise), taking a place of the cohort with an acceptance, all in one transaction. Who does not meet a condition is
 * accepted as an exception, which needs a reason and is kept with the facts. The same decision twice is one.
 */
export async function decideNomination(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  decision: Decision,
): Promise<Decided> {
  return retryChange<Decided>(async () => {
    const facts = await deps.table.get(key.driven('nomination', id), nomination);
    if (!facts) return { decided: false, why: 'unknown' };
    if (facts.status === decision.outcome) return { decided: true };
    const refusal = refuse(facts, decision);
    if (refusal) return { decided: false, why: refusal };
    const { cohort } = await readCohort(deps.table, facts.cohortId);
    const written = await deps.table.transact(writes(facts, decision, deps.clock.now(), cohort.capacity));
    deps.log.info('nomination decided', { id, outcome: decision.outcome, written: written.ok });
    if (written.ok) return { decided: true };
    return written.failed.includes(0) ? undefined : { decided: false, why: 'full' };
  });
}

function refuse(facts: Nomination, { outcome, seen, reason }: Decision): Refusal | undefined {
  const { status } = facts;
  if (!isDecidable(status)) return 'already-decided';
  if (seen !== undefined && seen !== status) return 'changed-meanwhile';
  const ready = isPromised(facts) && status !== 'awaiting-promises';
  if (outcome !== 'declined' && !ready) return 'not-ready';
  const isException = outcome === 'accepted' && !mayTakePart(facts.eligibility);
  return isException && reason === '' ? 'not-eligible' : undefined;
}

/** Whether there is still something to decide. */
export function isDecidable(status: NominationStatus): boolean {
  return status === 'awaiting-promises' || status === 'awaiting-decision' || status === 'waitlisted';
}

function writes(facts: Nomination, { outcome, reason, by }: Decision, now: string, capacity: number): Write[] {
  const recorded: Write[] = [
    changeFacts({ kind: 'nomination', id: facts.id, seen: facts.version }, now, {
      set: {
        status: outcome,
        statusSince: now,
        decision: { outcome, reason, at: now },
        ...(outcome === 'accepted' &&
          !mayTakePart(facts.eligibility) && { 'eligibility.override': { reason, at: now } }),
      },
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
  if (outcome !== 'accepted') return [...recorded, ...givenBack(facts, outcome)];
  const places = facts.pair ? 2 : 1;
  return [
    ...recorded,
    {
      kind: 'update',
      key: key.cohortPlaces(facts.cohortId),
      increase: { taken: places },
      where: { taken: below(capacity - places + 1) },
    },
  ];
}
