import { isFor, type Session } from './cohort.ts';
import type { Participant } from './participant.ts';
import { isTakingPart } from './taking-part.ts';

/** How many are to go to a session: who takes part now and goes to no other sitting of it. */
export function countGoing(session: Session, participants: readonly Participant[]): number {
  return participants.filter((each) => isTakingPart(each) && isFor(session, each.id)).length;
}

/** How many of those who go have no seat; nobody where a session is online, or nobody said how many the room holds. */
export function countWithoutSeat({ mode, state, seats }: Session, going: number): number {
  return state === 'cancelled' || mode === 'online' || seats === undefined ? 0 : Math.max(0, going - seats);
}

/** That a room is too small and what can be done, in words for whoever plans it; nothing where everybody has a seat. */
export function crowdedWords(session: Session, going: number): string | undefined {
  const over = countWithoutSeat(session, going);
  if (over === 0) return undefined;
  const facts = `The room holds ${session.seats} and ${going} are to come`;
  return session.mode === 'hybrid'
    ? `${facts}: ${over} of them can only join online. Tell them, or split the session.`
    : `${facts}: split the session, let some join online, or find a larger room.`;
}
