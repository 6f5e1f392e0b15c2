import { ledgerAt } from './half-days.ts';
import type { Instant } from './ids.ts';
import { momentsFor } from './moments-memo.ts';
import { isTakingPart } from './taking-part.ts';
import type { JourneyView } from './views.ts';

/** Why a participant needs their lead's eye, in words that follow their name; nothing where all is well. */
export function concernsOf(view: JourneyView, now: Instant): string[] {
  const { participant, places, sessions } = view;
  if (!isTakingPart(participant)) return [];
  const titleOf = (id: string) => sessions.find((session) => session.id === id)?.title ?? id;
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  const unreachable = ledgerAt(view, moments, Date.parse(now)).some(({ reachable }) => !reachable);
  return [
    ...places.filter(({ state }) => state === 'absent').map(({ sessionId }) => `missed ${titleOf(sessionId)}`),
    ...places
      .filter(({ state, evidence }) => state === 'expected' && evidence)
      .map(({ sessionId }) => `says they were at ${titleOf(sessionId)}: confirm it on its register`),
    ...(unreachable ? ['can no longer reach the days of the year'] : []),
    ...(participant.addressFailed ? ['our emails do not reach them'] : []),
    ...(participant.status === 'year-1-review' || participant.status === 'completion-review'
      ? ['is at a review with something missing']
      : []),
    ...(participant.parked ? ['their journey has stopped: the hub is looking into it'] : []),
  ];
}
