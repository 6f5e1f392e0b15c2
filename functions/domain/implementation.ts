import type { Pair } from './pairs.ts';
import type { SessionMoments } from './timetable.ts';
import type { Pulse } from './work-group.ts';

/** The time between two sessions, in which each pair does something with the rest of its department. */
export interface Task {
  readonly after: SessionMoments;
  readonly before: SessionMoments;
  /** Half-way (epoch ms): when it is asked about. */
  readonly midpoint: number;
}

/** A task between every two sessions that take place, in order of time. */
export function tasksOf(sessions: readonly SessionMoments[]): Task[] {
  const planned = sessions.filter(({ session, isCatchUp }) => session.state === 'planned' && !isCatchUp);
  return planned.slice(1).flatMap((before, index) => {
    const after = planned[index];
    return after ? [{ after, before, midpoint: (after.endsAt + before.startsAt) / 2 }] : [];
  });
}

/** A pair's answers about one task, the newest of each member. */
export function pulsesFor(pulses: readonly Pulse[], pairId: string, sessionId: string): Pulse[] {
  return pulses.filter((each) => each.pairId === pairId && each.sessionId === sessionId);
}

/** How far into the department a pair has come: the most colleagues that one answer names, of the most there are. */
export function reachOf(pulses: readonly Pulse[]): { readonly reached: number; readonly of: number } | undefined {
  const counted = pulses.filter(({ of }) => of > 0);
  if (counted.length === 0) return undefined;
  return {
    reached: Math.max(...counted.map(({ reached }) => reached)),
    of: Math.max(...counted.map(({ of }) => of)),
  };
}

/** Whether nobody of a pair answered about the last two tasks whose time is over. */
export function isSilent(pair: Pair, tasks: readonly Task[], pulses: readonly Pulse[], now: number): boolean {
  const joined = Math.min(...pair.members.map(({ enrolledAt }) => Date.parse(enrolledAt)));
  const over = tasks.filter(({ before, midpoint }) => before.startsAt <= now && midpoint > joined).slice(-2);
  return over.length === 2 && over.every(({ after }) => pulsesFor(pulses, pair.id, after.session.id).length === 0);
}
