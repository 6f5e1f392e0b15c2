import * as v from 'valibot';
import { type Cohort, type Session, type SessionFacts, sessionFacts } from './cohort.ts';
import { participantId, sessionId } from './ids.ts';
import { differencesBetween, revisionsOf } from './session-revisions.ts';

/** When, how and where. */
const changeable = v.omit(sessionFacts, ['state']);

/** What an admin may change about a session. Each makes a new revision. */
export const sessionChange = v.variant('change', [
  /** Another time, mode, venue or link: what is not named stays. */
  v.object({ change: v.literal('edit'), ...v.partial(changeable).entries }),
  v.object({ change: v.literal('cancel') }),
  v.object({ change: v.literal('reinstate'), ...v.pick(changeable, ['startsAt', 'endsAt']).entries }),
  /** A second sitting of the same day, for those who are named; everybody else stays. */
  v.object({
    change: v.literal('split'),
    id: sessionId,
    checkInCode: v.string(),
    members: v.array(participantId),
    ...changeable.entries,
  }),
]);
export type SessionChange = v.InferOutput<typeof sessionChange>;

export const refusals = [
  'cancelled',
  'not-cancelled',
  'over',
  'ends-before-it-starts',
  'in-the-past',
  'outside-the-programme',
  'needs-a-venue',
  'needs-a-link',
  'no-difference',
  'nobody-goes',
  'sitting-exists',
] as const;
export type Refusal = (typeof refusals)[number];

export type Revised =
  /** The session as it is from now on, first; and a new sitting, where it was split. */
  | { readonly ok: true; readonly sessions: readonly [Session, ...Session[]] }
  | { readonly ok: false; readonly why: Refusal };

interface Surroundings {
  readonly cohort: Cohort;
  /** The cohort's sessions as they are. */
  readonly sessions: readonly Session[];
  readonly now: string;
  /** In words for the participants. */
  readonly reason: string;
}

/** What becomes of a session by a change, or why it can't be. Pure: a preview and the change itself ask the same. */
export function reviseSession(session: Session, change: SessionChange, around: Surroundings): Revised {
  if (session.state === 'cancelled' && change.change !== 'reinstate') return refused('cancelled');
  if (session.state === 'planned' && change.change === 'reinstate') return refused('not-cancelled');
  if (session.state === 'planned' && Date.parse(session.endsAt) <= Date.parse(around.now)) return refused('over');
  if (change.change === 'split') return split(session, change, around);
  const facts: SessionFacts = { ...factsOf(session), ...partsOf(change) };
  const retimed = differencesBetween(session, facts).includes('time') || change.change === 'reinstate';
  const why = whatIsWrong(facts, retimed, around);
  if (why) return refused(why);
  if (differencesBetween(session, facts).length === 0) return refused('no-difference');
  return { ok: true, sessions: [revised(session, facts, around)] };
}

function partsOf(change: Exclude<SessionChange, { change: 'split' }>): Partial<SessionFacts> {
  switch (change.change) {
    case 'cancel':
      return { state: 'cancelled' };
    case 'reinstate':
      return { startsAt: change.startsAt, endsAt: change.endsAt, state: 'planned' };
    case 'edit': {
      const { change: _, ...parts } = change;
      return parts;
    }
  }
}

function whatIsWrong(facts: SessionFacts, retimed: boolean, { cohort, now }: Surroundings): Refusal | undefined {
  if (facts.state === 'cancelled') return undefined;
  if (facts.mode !== 'online' && facts.venue.trim() === '') return 'needs-a-venue';
  if (facts.mode !== 'face-to-face' && facts.joinUrl === undefined) return 'needs-a-link';
  if (!retimed) return undefined;
  if (Date.parse(facts.endsAt) <= Date.parse(facts.startsAt)) return 'ends-before-it-starts';
  if (Date.parse(facts.startsAt) <= Date.parse(now)) return 'in-the-past';
  const on = facts.startsAt.slice(0, 10);
  const within = cohort.years.some(({ startsOn, endsOn }) => startsOn <= on && on <= endsOn);
  return within ? undefined : 'outside-the-programme';
}

/** The session stays for everybody but those who go to the new sitting, whose history is that of the session so far. */
function split(
  session: Session,
  { id, checkInCode, members, startsAt, endsAt, mode, venue, joinUrl }: Extract<SessionChange, { change: 'split' }>,
  around: Surroundings,
): Revised {
  const facts: SessionFacts = { startsAt, endsAt, mode, venue, joinUrl, state: 'planned' };
  const why = whatIsWrong(facts, true, around);
  if (why) return refused(why);
  if (members.length === 0) return refused('nobody-goes');
  if (around.sessions.some((other) => other.id === id)) return refused('sitting-exists');
  if (differencesBetween(session, facts).length === 0) return refused('no-difference');
  const going = [...members];
  const staying: Session = {
    ...revised(session, factsOf(session), around),
    ...(session.onlyFor
      ? { onlyFor: session.onlyFor.filter((each) => !going.includes(each)) }
      : { notFor: [...(session.notFor ?? []), ...going] }),
  };
  const { notFor: _, ...whole } = session;
  const sitting: Session = {
    ...revised(whole, facts, around),
    id,
    checkInCode,
    sittingOf: session.id,
    onlyFor: going,
  };
  return { ok: true, sessions: [staying, sitting] };
}

function revised(before: Session, facts: SessionFacts, { now, reason }: Surroundings): Session {
  const { seats, ...session } = before;
  return {
    ...session,
    ...facts,
    ...(seats !== undefined && facts.venue === before.venue && { seats }),
    revision: session.revision + 1,
    icsSequence: session.icsSequence + 1,
    history: revisionsOf(session),
    revisedAt: now,
    revisedBecause: reason,
  };
}

function factsOf({ startsAt, endsAt, mode, venue, joinUrl, state }: Session): SessionFacts {
  return { startsAt, endsAt, mode, venue, joinUrl, state };
}

function refused(why: Refusal): Revised {
  return { ok: false, why };
}
