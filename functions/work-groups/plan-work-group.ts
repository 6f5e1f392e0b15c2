import { momentsFor } from '../domain/moments-memo.ts';
import { nextWorkGroupStep } from '../domain/work-group-plan.ts';
import { chaseParked } from '../driving/chase-parked.ts';
import { answerPlan, basisOf, type PlanAnswer, type PlanRequest } from '../driving/plan-answer.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readWorkGroup } from './read-work-group.ts';

class UnknownWorkGroup extends Error {
  override readonly name = 'UnknownWorkGroup';
}

/** Reads a Work Group's facts, pairs and calendar consistently and says what happens in it now, or what it waits for. */
export async function planWorkGroup(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  request: PlanRequest,
): Promise<PlanAnswer> {
  const view = await readWorkGroup(deps.table, request.id);
  if (!view) throw new UnknownWorkGroup(`There is no Work Group ${request.id}`);
  const answer = answerPlan(request, view.group, basisOf(view), deps.clock, () =>
    nextWorkGroupStep(view, momentsFor(view.programme, view.cohort, view.sessions), deps.clock.now()),
  );
  if (answer.do === 'Park') chaseParked(deps, view.group);
  deps.log.info('planned', { id: request.id, leg: request.leg, do: answer.do, kind: answer.kind });
  return answer;
}
