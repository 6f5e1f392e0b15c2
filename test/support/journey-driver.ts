import { afterStep, changed } from '../../functions/domain/after-step.ts';
import { nextJourneyStep } from '../../functions/domain/journey.ts';
import type { Moments } from '../../functions/domain/moments.ts';
import type { Participant } from '../../functions/domain/participant.ts';
import type { PlannedPrompt } from '../../functions/domain/prompt.ts';
import type { JourneyStep } from '../../functions/domain/step.ts';
import type { JourneyView } from '../../functions/domain/views.ts';

/** Something that somebody does at a moment; it changes the facts. */
export interface Action {
  readonly at: string;
  readonly act: (view: JourneyView, now: string) => JourneyView;
}

export interface Told {
  readonly at: string;
  readonly step: JourneyStep;
  /** The status that it was planned for. */
  readonly status: Participant['status'];
}

/** A journey without AWS: the pure planner, a view of facts, and a clock that jumps. */
export interface Driven {
  readonly view: JourneyView;
  readonly now: string;
  readonly ended: boolean;
  readonly told: readonly Told[];
}

/**
 * Plans, acts and waits from `from` on, until the journey finishes or waits past `until`. Every prompt is delivered at
 * once. Actions happen at their moments, between the steps; each raises the version.
 */
export function drive(
  start: JourneyView,
  moments: Moments,
  { from, until, actions = [] }: { from: string; until: string; actions?: readonly Action[] },
): Driven {
  const todo = [...actions].sort((a, b) => (a.at < b.at ? -1 : 1));
  const told: Told[] = [];
  let view = start;
  let now = from;
  for (let guard = 0; guard < 5000; guard += 1) {
    const step = nextJourneyStep(view, moments, now);
    told.push({ at: now, step, status: view.participant.status });
    if (step.do === 'Finish') return { view, now, ended: true, told };
    if (step.do !== 'Wait') {
      view = afterStep(view, step, now);
      continue;
    }
    const action = todo[0];
    if (action && action.at <= step.until) {
      todo.shift();
      now = action.at > now ? action.at : now;
      view = changed(action.act(view, now), {});
    } else if (step.until > until) {
      return { view, now, ended: false, told };
    } else {
      now = step.until;
      view = { ...view, participant: { ...view.participant, turn: view.participant.turn + 1 } };
    }
  }
  throw new Error('the journey never came to rest');
}

/** Checks in to a session: the place and its credit. */
export function attends(sessionId: string) {
  return (view: JourneyView, now: string): JourneyView => {
    const session = view.sessions.find(({ id }) => id === sessionId);
    if (!session) throw new Error(`no session ${sessionId}`);
    return {
      ...view,
      places: [
        ...view.places.filter((place) => place.sessionId !== sessionId),
        { sessionId: session.id, state: 'attended', source: 'participant', at: now },
      ],
      credits: [
        ...view.credits,
        {
          id: `session:${sessionId}`,
          bucket: 'central',
          amount: session.credit,
          sessionId: session.id,
          reason: 'checked in',
          by: 'participant',
          at: now,
        },
      ],
    };
  };
}

/** Logs half a day in school, which the lead has acknowledged. */
export function inSchool(id: string, amount = 0.5) {
  return (view: JourneyView, now: string): JourneyView => ({
    ...view,
    inSchoolDays: [
      ...view.inSchoolDays,
      {
        id,
        date: now.slice(0, 10),
        amount,
        activity: 'Planned',
        reflection: 'Good',
        loggedAt: now,
        acknowledgedAt: now,
      },
    ],
    credits: [
      ...view.credits,
      {
        id: `in-school:${id}`,
        bucket: 'in-school',
        amount,
        inSchoolDayId: id,
        reason: 'acknowledged',
        by: 'lead',
        at: now,
      },
    ],
  });
}

export function writesPlan(view: JourneyView, now: string): JourneyView {
  return { ...view, participant: { ...view.participant, departmentPlan: { aims: 'Aims', at: now } } };
}

export function reviews(term: string, reached = 4, of = 6) {
  return (view: JourneyView, now: string): JourneyView => ({
    ...view,
    participant: {
      ...view.participant,
      reviews: { ...view.participant.reviews, [term]: { reached, of, note: '', at: now } },
    },
  });
}

/** The prompts that were sent, as `session-reminder session:central-1 to participant`, in order. */
export function sentOf({ told }: Pick<Driven, 'told'>): { at: string; prompt: PlannedPrompt }[] {
  return told.flatMap(({ at, step }) =>
    step.do === 'SendPrompts' ? step.prompts.filter(({ missed }) => !missed).map((prompt) => ({ at, prompt })) : [],
  );
}
