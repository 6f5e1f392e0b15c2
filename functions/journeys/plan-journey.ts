import { nextJourneyStep } from '../domain/journey.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { answerErased } from '../driving/answer-erased.ts';
import { chaseParked } from '../driving/chase-parked.ts';
import { answerPlan, basisOf, type PlanAnswer, type PlanRequest } from '../driving/plan-answer.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readJourney } from './read-journey.ts';

export class UnknownParticipant extends Error {
  override readonly name = 'UnknownParticipant';
}

/** Reads a participant's facts and calendar consistently and says what their journey does now, or waits for. */
export async function planJourney(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  request: PlanRequest,
): Promise<PlanAnswer> {
  const view = await readJourney(deps.table, request.id);
  const erased = view ? undefined : await answerErased(deps.table, 'participant', request);
  if (erased) return erased;
  if (!view) throw new UnknownParticipant(`There is no participant ${request.id}`);
  const answer = answerPlan(request, view.participant, basisOf(view), deps.clock, () =>
    nextJourneyStep(view, momentsFor(view.programme, view.cohort, view.sessions), deps.clock.now()),
  );
  if (answer.do === 'Park') chaseParked(deps, view.participant);
  deps.log.info('planned', {
    id: request.id,
    correlation: view.participant.nominationId,
    leg: request.leg,
    do: answer.do,
    kind: answer.kind,
  });
  return answer;
}
