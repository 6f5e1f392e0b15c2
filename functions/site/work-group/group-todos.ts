import { type GroupSituation, pairById, pairOfMember, visitsOf } from '../../domain/work-group-situation.ts';
import type { Todo } from '../participant-view.ts';

/** What a member of a pair can do in their Work Group now; `path` is below their own address. */
export function groupTodos(situation: GroupSituation, participantId: string): Todo[] {
  const pair = pairOfMember(situation, participantId);
  if (!pair) return [];
  return [
    ...taskTodos(situation, participantId),
    ...visitTodos(situation, pair.id),
    ...offerTodos(situation, pair.id),
    ...situation.view.supportRequests
      .filter(({ askedBy, state }) => askedBy === participantId && state === 'delivered')
      .map(
        (): Todo => ({ title: 'Say how helpful the support was', hint: 'One choice', path: '/support', urgent: false }),
      ),
  ];
}

/** The task until the next session; from half-way on it is asked about. */
function taskTodos({ tasks, view, now }: GroupSituation, participantId: string): Todo[] {
  return tasks
    .filter(({ after, before }) => after.endsAt <= now && now < before.startsAt)
    .filter(
      ({ after: { session } }) =>
        !view.pulses.some((pulse) => pulse.sessionId === session.id && pulse.participantId === participantId),
    )
    .map(({ after, before, midpoint }) => ({
      title: 'Say how it went with your department',
      hint: `One minute, before ${before.session.title}`,
      path: `/tasks/${after.session.id}`,
      urgent: midpoint <= now,
    }));
}

function visitTodos(situation: GroupSituation, pairId: string): Todo[] {
  return visitsOf(situation, pairId).flatMap((visit): Todo[] => {
    if (visit.state === 'cancelled') return [];
    const isHost = visit.hostPairId === pairId;
    const other = pairById(situation, isHost ? visit.visitorPairId : visit.hostPairId)?.schoolName ?? 'another school';
    const path = `/observations#visit-${visit.id}`;
    const hint = isHost ? `${other} visits your lesson` : `You visit ${other}`;
    const [starts, ends] = [Date.parse(visit.startsAt), Date.parse(visit.endsAt)];
    if (visit.state === 'matched' && starts > situation.now)
      return [{ title: 'Say whether a visit suits you', hint, path, urgent: true }];
    if (ends <= situation.now && !visit.notes[pairId])
      return [{ title: 'Write down what you take from a lesson', hint, path, urgent: false }];
    return [];
  });
}

/** After the first session, until the school has offered a lesson. */
function offerTodos({ view, moments, now }: GroupSituation, pairId: string): Todo[] {
  const hasOffered = view.slots.some((slot) => slot.pairId === pairId && slot.state === 'offered');
  const hasMet = moments.sessions.some(({ session, endsAt }) => session.state === 'planned' && endsAt <= now);
  if (hasOffered || !hasMet || view.group.status !== 'running') return [];
  const hint = 'A date, a class, and what to look at';
  return [{ title: 'Offer a lesson that another school may visit', hint, path: '/observations', urgent: false }];
}
