import type { Pulse, TaskDone } from '../domain/work-group.ts';
import { pairOfMember } from '../domain/work-group-situation.ts';
import { newOrKnown } from '../participants/change-participant.ts';
import { key } from '../platform/keys.ts';
import { changeGroup, type GroupDeps } from './change-group.ts';

export interface PulseAnswer {
  /** The session that the task followed. */
  readonly sessionId: string;
  readonly done: TaskDone;
  readonly withWhom: string;
  readonly changed: string;
  readonly reached: number;
  readonly of: number;
}

export type PulseSaved = 'saved' | 'no-such-task' | 'not-taking-part' | 'not-yet';

/** Saves a participant's answer about the task after a session; it can be given again, and the last one stands. */
export async function answerPulse(
  deps: GroupDeps,
  groupId: string,
  participantId: string,
  answer: PulseAnswer,
): Promise<PulseSaved> {
  const outcome = await changeGroup<PulseSaved>(deps, groupId, (situation, now) => {
    const pair = pairOfMember(situation, participantId);
    if (!pair) return { outcome: 'not-taking-part' };
    const task = situation.tasks.find(({ after }) => after.session.id === answer.sessionId);
    if (!task) return { outcome: 'no-such-task' };
    if (task.after.endsAt > situation.now) return { outcome: 'not-yet' };
    const known = situation.view.pulses.find(
      (pulse) => pulse.sessionId === answer.sessionId && pulse.participantId === participantId,
    );
    if (known && isSame(known, answer)) return { outcome: 'saved' };
    const place = key.pulse(groupId, answer.sessionId, participantId);
    const item = { ...place, ...answer, participantId, pairId: pair.id, at: now };
    return {
      outcome: 'saved',
      change: {
        writes: [{ kind: 'put', item, where: newOrKnown }],
        what: `the task after ${task.after.session.title}`,
        to: answer.done,
        why: '',
        by: participantId,
      },
    };
  });
  return outcome ?? 'not-taking-part';
}

function isSame(known: Pulse, answer: PulseAnswer): boolean {
  return (['done', 'withWhom', 'changed', 'reached', 'of'] as const).every((field) => known[field] === answer[field]);
}
