import { type AnnounceDeps, announceChange, announceRequest } from '../../functions/cohorts/announce-change.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { type BeginLegDeps, beginLeg } from '../../functions/driving/begin-leg.ts';
import { finish, finishRequest } from '../../functions/driving/finish.ts';
import { planRequest } from '../../functions/driving/plan-answer.ts';
import { planJourney } from '../../functions/journeys/plan-journey.ts';
import { progressRequest, recordProgress } from '../../functions/journeys/record-progress.ts';
import { enrol, enrolRequest } from '../../functions/nominations/enrol.ts';
import { moveNomination, moveRequest } from '../../functions/nominations/move-nomination.ts';
import { planNomination } from '../../functions/nominations/plan-nomination.ts';
import { type SendPromptsDeps, sendPrompts, sendRequest } from '../../functions/prompts/send-prompts.ts';
import { planWorkGroup } from '../../functions/work-groups/plan-work-group.ts';
import { groupProgressRequest, recordGroup } from '../../functions/work-groups/record-group.ts';

/** What the functions that state machines call are handed. */
export type InvokedDeps = BeginLegDeps & SendPromptsDeps & AnnounceDeps;

/** Calls the function that a state machine names, as its handler would. Throws `UnknownFunction`. */
export function invokeFunction(deps: InvokedDeps, name: string, payload: unknown): Promise<unknown> {
  switch (name) {
    case 'PlanJourney':
      return planJourney(deps, readAs(planRequest, payload));
    case 'RecordProgress':
      return recordProgress(deps, readAs(progressRequest, payload));
    case 'PlanNomination':
      return planNomination(deps, readAs(planRequest, payload));
    case 'MoveNomination':
      return moveNomination(deps, readAs(moveRequest, payload));
    case 'Enrol':
      return enrol(deps, readAs(enrolRequest, payload));
    case 'PlanWorkGroup':
      return planWorkGroup(deps, readAs(planRequest, payload));
    case 'RecordGroup':
      return recordGroup(deps, readAs(groupProgressRequest, payload));
    case 'SendPrompts':
      return sendPrompts(deps, readAs(sendRequest, payload));
    case 'BeginLeg':
      return beginLeg(deps, { ...(payload as Parameters<typeof beginLeg>[1]), because: 'hand-over' });
    case 'AnnounceChange':
      return announceChange(deps, readAs(announceRequest, payload));
    case 'Finish':
      return finish(deps, readAs(finishRequest, payload));
    default:
      throw new UnknownFunction(`No function "${name}" lives in this world`);
  }
}

/** A state machine names a function that is not here. */
export class UnknownFunction extends Error {
  override readonly name = 'UnknownFunction';
}
