import { isSilent, type Task, tasksOf } from './implementation.ts';
import type { Moments } from './moments.ts';
import { hasSpecialist, type Pair, type PairHealth, pairsOf, sizeOf } from './pairs.ts';
import type { Participant } from './participant.ts';
import type { WorkGroupView } from './views.ts';
import type { Observation, SupportRequest } from './work-group.ts';

/** A Work Group at a moment, with what a plan, a page and an e-mail ask again and again worked out once. */
export interface GroupSituation {
  readonly view: WorkGroupView;
  readonly moments: Moments;
  readonly now: number;
  readonly pairs: readonly Pair[];
  readonly tasks: readonly Task[];
}

export function groupSituationOf(view: WorkGroupView, moments: Moments, now: number): GroupSituation {
  return { view, moments, now, pairs: pairsOf(view.participants), tasks: tasksOf(moments.sessions) };
}

export function healthOf({ tasks, view, now }: GroupSituation, pair: Pair): PairHealth {
  return {
    size: sizeOf(pair),
    hasSpecialist: hasSpecialist(pair),
    isSilent: isSilent(pair, tasks, view.pulses, now),
    unreachable: pair.members.filter(({ addressFailed }) => addressFailed),
  };
}

/** What an eye is needed for, in words that follow the school's name; nothing where the pair is well. */
export function healthWords({ size, hasSpecialist: specialist, isSilent: silent, unreachable }: PairHealth): string[] {
  return [
    ...(size === 'both-missing' ? ['both members are missing: call the school'] : []),
    ...(size === 'one-member' ? ['one member is missing'] : []),
    ...(silent ? ['has not answered about the last two tasks'] : []),
    ...(unreachable.length > 0 ? ['our emails do not reach a member'] : []),
    ...(size !== 'both-missing' && !specialist ? ['has no Mastery Specialist or Advocate (nothing is blocked)'] : []),
  ];
}

/** Whether the lead's own school is in the group, or the lead takes part in it: said openly, and blocks nothing. */
export function leadConflicts(
  { view: { cohort }, pairs }: GroupSituation,
  addressOf: (participant: Participant) => string | undefined,
): readonly string[] {
  const lead = cohort.lead.email.trim().toLowerCase();
  return pairs.flatMap((pair) => {
    if (pair.members.some((member) => addressOf(member)?.trim().toLowerCase() === lead))
      return [`The lead of this group is also a participant, at ${pair.schoolName}.`];
    if (cohort.leadSchoolUrn !== undefined && cohort.leadSchoolUrn === pair.schoolUrn && pair.members.length > 0)
      return [`${pair.schoolName} is the lead’s own school.`];
    return [];
  });
}

export function pairById({ pairs }: Pick<GroupSituation, 'pairs'>, id: string): Pair | undefined {
  return pairs.find((pair) => pair.id === id);
}

export function pairOfMember({ pairs }: Pick<GroupSituation, 'pairs'>, participantId: string): Pair | undefined {
  return pairs.find(({ members, paused }) => [...members, ...paused].some(({ id }) => id === participantId));
}

/** The visits of a pair, to and from it, in order of time. */
export function visitsOf({ view }: GroupSituation, pairId: string): Observation[] {
  return view.observations
    .filter(({ hostPairId, visitorPairId }) => hostPairId === pairId || visitorPairId === pairId)
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** Requests that wait for somebody. */
export function openRequests({ view }: GroupSituation): SupportRequest[] {
  return view.supportRequests.filter(({ state }) => state === 'asked' || state === 'assigned');
}

/** The next session that takes place, and the task that leads to it. */
export function nextSession({ moments, now }: GroupSituation) {
  return moments.sessions.find(({ session, endsAt }) => session.state === 'planned' && endsAt > now);
}
