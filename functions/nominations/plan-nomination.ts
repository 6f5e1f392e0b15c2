import { momentsFor } from '../domain/moments-memo.ts';
import { nextNominationStep } from '../domain/nomination-plan.ts';
import { answerErased } from '../driving/answer-erased.ts';
import { chaseParked } from '../driving/chase-parked.ts';
import { answerPlan, basisOf, type PlanAnswer, type PlanRequest } from '../driving/plan-answer.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readNomination } from './read-nomination.ts';

export class UnknownNomination extends Error {
  override readonly name = 'UnknownNomination';
}

/** Reads a nomination's facts and cohort consistently and says what happens with it now, or what it waits for. */
export async function planNomination(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  request: PlanRequest,
): Promise<PlanAnswer> {
  const view = await readNomination(deps.table, request.id);
  const erased = view ? undefined : await answerErased(deps.table, 'nomination', request);
  if (erased) return erased;
  if (!view) throw new UnknownNomination(`There is no nomination ${request.id}`);
  const answer = answerPlan(request, view.nomination, basisOf(view), deps.clock, () =>
    nextNominationStep(view, momentsFor(view.programme, view.cohort, view.sessions), deps.clock.now()),
  );
  if (answer.do === 'Park') chaseParked(deps, view.nomination);
  deps.log.info('planned', {
    id: request.id,
    correlation: view.nomination.id,
    leg: request.leg,
    do: answer.do,
    kind: answer.kind,
  });
  return answer;
}
