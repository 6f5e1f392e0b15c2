import type { Moments } from './moments.ts';
import { isPromised, type Nomination, promisesOf } from './nomination.ts';
import { expiryOf, nameRoles } from './nomination-occasions.ts';
import { listEnds, offerDue, offerEnds } from './offers.ts';
import { parseOffset } from './offset.ts';
import type { NominationStep } from './step.ts';
import { momentOf } from './timetable.ts';
import type { NominationView } from './views.ts';

/** Something that lies ahead: its moment (epoch ms), and the rest of "waiting …". */
export interface Ahead {
  readonly at: number;
  readonly because: string;
}

type MoveOn = Extract<NominationStep, { do: 'MoveOn' }>;

interface Move extends Ahead {
  readonly to: MoveOn['to'];
  /** What the move is recorded with. */
  readonly reason: string;
  readonly answerBy?: string;
}

export interface Moves {
  readonly due: MoveOn | undefined;
  readonly ahead: readonly Ahead[];
}

/** The moves to another status that follow from the answers, from a free place and from time. */
export function movesOf(view: NominationView, moments: Moments, now: number): Moves {
  return earliest(movesFrom(view, moments, now), now);
}

function movesFrom(view: NominationView, moments: Moments, now: number): Move[] {
  const { nomination } = view;
  switch (nomination.status) {
    case 'awaiting-promises':
      return [...promisesKept(nomination, moments, now), ...refusals(nomination, moments), expiry(nomination, moments)];
    case 'awaiting-decision':
      return [...promisesBroken(nomination), ...refusals(nomination, moments)];
    case 'asked':
      return [...promisesBroken(nomination), ...refusals(nomination, moments), ...answerMissing(nomination, moments)];
    case 'waitlisted':
      return [...placeFree(view, moments, now), listEnd(nomination, moments)];
    case 'offered':
      return offerEnd(nomination, moments);
    case 'accepted':
    case 'not-taken':
    case 'declined':
    case 'withdrawn':
    case 'expired':
      return [];
  }
}

/** The first move whose moment has come; otherwise all of them lie ahead. */
function earliest(moves: readonly Move[], now: number): Moves {
  const due = moves.find(({ at }) => at <= now);
  if (!due) return { due: undefined, ahead: moves };
  const { to, reason, answerBy } = due;
  return { due: { do: 'MoveOn', to, because: reason, ...(answerBy && { answerBy }) }, ahead: [] };
}

function promisesKept(nomination: Nomination, moments: Moments, now: number): Move[] {
  if (!isPromised(nomination)) return [];
  if (nomination.replaces)
    return [{ at: 0, to: 'accepted', because: '', reason: 'they take over the place of a colleague, as was agreed' }];
  const reason = nomination.promises.partner
    ? 'headteacher and pair have all promised'
    : 'headteacher and nominee have both promised';
  const asked = answerMissing(nomination, moments).some(({ at }) => at > now);
  return [{ at: 0, to: asked ? 'asked' : 'awaiting-decision', because: 'for an admin to decide', reason }];
}

/** A promise that is open again; a refusal is left to stand or be taken back where the nomination is. */
function promisesBroken(nomination: Nomination): Move[] {
  const open = promisesOf(nomination).filter(({ state }) => state === 'awaited' || state === 'not-me');
  if (open.length === 0) return [];
  const reason = `the promise of ${nameRoles(open.map(({ role }) => role))} is open again`;
  return [{ at: 0, to: 'awaiting-promises', because: '', reason }];
}

function refusals(nomination: Nomination, { calendar, programme }: Moments): Move[] {
  return promisesOf(nomination).flatMap(({ role, state, at }) => {
    if (state !== 'refused' || at === undefined) return [];
    return [
      {
        at: momentOf(calendar, Date.parse(at), parseOffset(programme.rules.nomination.refusalStands), 'later'),
        to: 'declined' as const,
        because: `for ${nameRoles([role])} to take the refusal back, or else to close this nomination`,
        reason: `${nameRoles([role])} refused`,
      },
    ];
  });
}

function expiry(nomination: Nomination, moments: Moments): Move {
  return {
    at: expiryOf(nomination, moments),
    to: 'expired',
    because: 'to close this nomination',
    reason: 'nominations closed before every promise was there',
  };
}

/** A question that the school leaves open comes back to the hub, which decides with what it has. */
function answerMissing({ questions }: Nomination, { calendar, programme }: Moments): Move[] {
  const open = questions.at(-1);
  if (!open || open.answeredAt !== undefined) return [];
  return [
    {
      at: momentOf(calendar, Date.parse(open.at), parseOffset(programme.rules.nomination.answerStands), 'later'),
      to: 'awaiting-decision',
      because: 'to give the nomination back to an admin',
      reason: 'the school has not answered the question',
    },
  ];
}

function placeFree({ nomination, places, cohort }: NominationView, moments: Moments, now: number): Move[] {
  const answerBy = offerDue(nomination, { places, capacity: cohort.capacity }, moments, now);
  if (answerBy === undefined) return [];
  const reason = 'a place is free and the nomination is the first on the waiting list';
  return [{ at: 0, to: 'offered', because: '', reason, answerBy: new Date(answerBy).toISOString() }];
}

/** The list closes in time for the start; a school that was asked about another cohort has its time to answer. */
function listEnd({ carry }: Nomination, moments: Moments): Move {
  const asked = carry?.state === 'asked' ? Date.parse(carry.answerBy) : 0;
  return {
    at: Math.max(listEnds(moments), asked),
    to: 'expired',
    because: 'to close the waiting list',
    reason: 'no place became free in time for the start',
  };
}

function offerEnd({ offer }: Nomination, moments: Moments): Move[] {
  if (!offer) return [];
  const { at, reason } = offerEnds(offer, moments);
  return [{ at, to: 'not-taken', because: 'to offer the place to the next on the list', reason }];
}
