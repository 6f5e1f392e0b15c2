import { isAhead, isDue, rowsByKey, sendStep } from './agenda.ts';
import type { Instant } from './ids.ts';
import { handOverAt, handOverNow } from './legs.ts';
import type { Moments } from './moments.ts';
import { matchObservations } from './observation-matching.ts';
import { parseOffset } from './offset.ts';
import type { GroupProgress, WorkGroupStep, WorkGroupWait } from './step.ts';
import { momentOf, purposeOf } from './timetable.ts';
import type { WorkGroupView } from './views.ts';
import { isGroupWanted, type WorkGroupOccasion, workGroupOccasions } from './work-group-occasions.ts';
import { type GroupSituation, groupSituationOf } from './work-group-situation.ts';

interface Ahead {
  readonly at: number;
  readonly kind: WorkGroupWait;
  readonly because: string;
}

/**
 * What a Work Group does now. Pure, like a journey's and a nomination's: what is due is sent, then what follows from time
 * and the schools' answers is recorded, then it waits until the earliest moment at which this answer could be another
 * one. Whatever else could change it (a pair, a pulse, a lesson offered, a request) is a change of its facts.
 */
export function nextWorkGroupStep(view: WorkGroupView, moments: Moments, now: Instant): WorkGroupStep {
  const situation = groupSituationOf(view, moments, Date.parse(now));
  const prompts = promptsOf(situation);
  if (prompts.due.length > 0) return sendStep(prompts.due, situation.now, view.group);
  const moves = movesOf(situation);
  if (moves.due) return { do: 'RecordGroup', progress: moves.due };
  if (view.group.status === 'completed' && prompts.ahead.length === 0)
    return { do: 'Finish', because: 'the year is over and nothing is open' };
  return handOverNow(view.group, [], situation.now) ?? waitFor(situation, [...prompts.ahead, ...moves.ahead]);
}

function promptsOf(situation: GroupSituation): { due: WorkGroupOccasion[]; ahead: Ahead[] } {
  const rows = rowsByKey(situation.view.prompts);
  const wanted = workGroupOccasions(situation).filter((occasion) => isGroupWanted(situation, occasion));
  return {
    due: wanted.filter((occasion) =>
      isDue(occasion, rows.get(occasion.key), situation.view.group.version, situation.now),
    ),
    ahead: wanted.filter((occasion) => isAhead(occasion, rows.get(occasion.key), situation.now)).map(aheadOf),
  };
}

function aheadOf(occasion: WorkGroupOccasion): Ahead {
  const { at, about, rule } = occasion;
  const purpose = purposeOf(occasion);
  if (!rule.awaits) return { at, kind: 'AwaitNextMoment', because: purpose };
  const who = rule.awaits.who.replaceAll('{about}', about);
  return { at, kind: rule.awaits.kind, because: `for ${who}, or else ${purpose}` };
}

interface Moves {
  readonly due: GroupProgress | undefined;
  readonly ahead: readonly Ahead[];
}

function movesOf(situation: GroupSituation): Moves {
  const status = statusMove(situation);
  const match = matching(situation);
  return { due: status.due ?? match.due, ahead: [...status.ahead, ...match.ahead] };
}

function statusMove({ view: { group }, moments, now }: GroupSituation): Moves {
  const first = moments.sessions.find(({ session, isCatchUp }) => session.state === 'planned' && !isCatchUp);
  const year = moments.years.at(-1);
  switch (group.status) {
    case 'forming': {
      const at = first?.startsAt ?? moments.years[0]?.startsAt;
      if (at === undefined) return { due: undefined, ahead: [] };
      return moveAt(at, now, 'running', 'AwaitPairs', 'for the pairs to form and the first session to begin');
    }
    case 'running':
      return year === undefined
        ? { due: undefined, ahead: [] }
        : moveAt(year.endsAt, now, 'completed', 'AwaitNextMoment', 'to close the year');
    case 'completed':
      return { due: undefined, ahead: [] };
  }
}

function moveAt(
  at: number,
  now: number,
  to: Extract<GroupProgress, { change: 'status' }>['to'],
  kind: WorkGroupWait,
  because: string,
): Moves {
  if (at > now) return { due: undefined, ahead: [{ at, kind, because }] };
  return { due: { change: 'status', to, because }, ahead: [] };
}

/** Visitors are found from a moment on; whoever offers a lesson later is matched at once. */
function matching(situation: GroupSituation): Moves {
  const { view, moments, now, pairs } = situation;
  const rule = moments.programme.rules.workGroup;
  const first = moments.sessions.find(({ session, isCatchUp }) => session.state === 'planned' && !isCatchUp);
  if (!rule || !first || view.group.status !== 'running') return { due: undefined, ahead: [] };
  const at = momentOf(moments.calendar, first.endsAt, parseOffset(rule.matchFrom), 'later');
  if (at > now) {
    const because = 'for schools to offer lessons, and then to find visitors for them';
    return { due: undefined, ahead: [{ at, kind: 'AwaitObservation', because }] };
  }
  const whole = pairs.filter(({ members }) => members.length > 0).map(({ id }) => id);
  const ahead = view.slots.filter(({ startsAt }) => Date.parse(startsAt) > now);
  const matches = matchObservations(whole, ahead, view.observations);
  if (matches.length === 0) return { due: undefined, ahead: [] };
  return {
    due: { change: 'match', matches, because: 'lessons are offered to schools that have not visited one' },
    ahead: [],
  };
}

function waitFor({ view: { group } }: GroupSituation, ahead: readonly Ahead[]): WorkGroupStep {
  const ends = {
    at: handOverAt(group, []),
    kind: 'AwaitNextMoment',
    because: 'for a change: nothing falls due before then',
  } as const;
  const first = [...ahead, ends].reduce((least, each) => (each.at < least.at ? each : least));
  return { do: 'Wait', kind: first.kind, until: new Date(first.at).toISOString(), because: first.because };
}
