import { participant } from '../domain/participant.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';

export type GateDecided = { readonly decided: boolean; readonly why?: 'unknown' | 'changed-meanwhile' };

/** Records a decision on a gate that the half-day ledger or the evidence leaves open: pass, waive, or more time. */
export async function decideGate(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  decision: {
    readonly gate: string;
    readonly outcome: 'pass' | 'waive' | 'extend';
    readonly reason: string;
    readonly by: string;
  },
): Promise<GateDecided> {
  const facts = await deps.table.get(key.driven('participant', id), participant);
  if (!facts) return { decided: false, why: 'unknown' };
  if (facts.decisions[decision.gate]?.outcome === decision.outcome) return { decided: true };
  const now = deps.clock.now();
  const { gate, outcome, reason, by } = decision;
  const { ok } = await deps.table.transact([
    changeFacts({ kind: 'participant', id, seen: facts.version }, now, {
      set: { decisions: { ...facts.decisions, [gate]: { outcome, reason, at: now } } },
    }),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('participant', id).pk, now, `v${facts.version + 1}`),
        what: `gate ${gate}`,
        to: outcome,
        why: reason,
        by,
        at: now,
      },
    },
  ]);
  deps.log.info('gate decided', { id, gate, outcome, written: ok });
  return ok ? { decided: true } : { decided: false, why: 'changed-meanwhile' };
}
