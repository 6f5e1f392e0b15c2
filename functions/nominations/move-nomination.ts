import * as v from 'valibot';
import { whole } from '../domain/fields.ts';
import { instant } from '../domain/ids.ts';
import { type Nomination, nomination, nominationStatus } from '../domain/nomination.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { readPlaces } from './change-places.ts';
import { changeStatus } from './change-status.ts';

export const moveRequest = v.object({
  id: v.string(),
  step: v.object({
    seen: whole,
    leg: whole,
    to: nominationStatus,
    because: v.string(),
    answerBy: v.optional(instant),
  }),
});

/**
 * Moves a nomination to the status that the planner found, on the version and leg that it planned on. An offer takes the
 * place that it offers, and one that is passed on or lapses gives it back, in the same transaction.
 */
export async function moveNomination(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { id, step }: v.InferOutput<typeof moveRequest>,
): Promise<{ moved: boolean }> {
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  if (facts?.version !== step.seen || facts.leg !== step.leg) return { moved: outOfDate(deps, id, step) };
  const { cohort } = await readCohort(deps.table, facts.cohortId);
  const now = deps.clock.now();
  const writes = changeStatus({
    facts,
    to: step.to,
    set: offerOf(facts, step, now),
    where: { leg: step.leg },
    cohort,
    places: await readPlaces(deps.table, cohort.id),
    now,
    log: { what: 'status', why: step.because, by: 'programme' },
  });
  const moved = writes !== undefined && (await deps.table.transact(writes)).ok;
  if (!moved) return { moved: outOfDate(deps, id, step) };
  deps.log.info('nomination moved', { id, leg: step.leg, to: step.to });
  return { moved };
}

/** The planner looks again: somebody else came first, or took the place. */
function outOfDate({ log }: { readonly log: Log }, id: string, { leg, to }: { leg: number; to: string }): false {
  log.info('move out of date', { id, leg, to });
  return false;
}

function offerOf(facts: Nomination, { to, answerBy }: v.InferOutput<typeof moveRequest>['step'], now: string) {
  return to === 'offered' && answerBy !== undefined
    ? { offer: { at: now, answerBy, answers: {} } }
    : { offer: facts.offer };
}
