import { type Participant, participant } from '../domain/participant.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';

export interface GateDecision {
  readonly gate: string;
  readonly outcome: 'pass' | 'waive' | 'extend';
  readonly reason: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type GateDecided =
  | { readonly decided: true }
  | { readonly decided: false; readonly why: 'unknown' | 'unknown-gate' | 'not-active' };

const over: readonly Participant['status'][] = ['completed', 'withdrawn', 'replaced', 'merged'];

/**
 * Records a decision on a gate that the half-day ledger or the evidence leaves open: pass, waive, or more time. A later
 * decision takes the place of an earlier one; the same twice is one.
 */
export async function decideGate(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  decision: GateDecision,
): Promise<GateDecided> {
  return retryChange<GateDecided>(async () => {
    const facts = await deps.table.get(key.driven('participant', id), participant);
    if (!facts) return { decided: false, why: 'unknown' };
    // The gates are those of the version that the cohort goes by, whichever it was that they were enrolled under.
    const { cohort } = await readCohort(deps.table, facts.cohortId);
    const { gates } = await readProgramme(deps.table, cohort.programme);
    if (!gates.some(({ key: known }) => known === decision.gate)) return { decided: false, why: 'unknown-gate' };
    const before = facts.decisions[decision.gate];
    if (before?.outcome === decision.outcome && before.reason === decision.reason) return { decided: true };
    if (over.includes(facts.status)) return { decided: false, why: 'not-active' };
    const ok = await write(deps, facts, decision);
    deps.log.info('gate decided', { id, gate: decision.gate, outcome: decision.outcome, written: ok });
    return ok ? { decided: true } : undefined;
  });
}

async function write(
  deps: { readonly table: Table; readonly clock: Clock },
  facts: Participant,
  { gate, outcome, reason, by }: GateDecision,
): Promise<boolean> {
  const now = deps.clock.now();
  const { ok } = await deps.table.transact([
    changeFacts(facts, now, {
      set: { decisions: { ...facts.decisions, [gate]: { outcome, reason, at: now } } },
    }),
    logLine(facts, `v${facts.version + 1}`, {
      what: `gate ${gate}`,
      to: outcome,
      why: reason,
      by,
      at: now,
    }),
  ]);
  return ok;
}
