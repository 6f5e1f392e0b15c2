import type { Session } from '../domain/cohort.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { creditEntry, type Place } from '../domain/participant.ts';
import { readAs } from '../domain/read-as.ts';
import type { JourneyView } from '../domain/views.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from '../participants/change-participant.ts';
import { type CreditWrite, earnSession, placeWrite, reverseSession } from './session-credit.ts';

export const registerMarks = ['attended', 'partial', 'absent', 'excused', 'substitute'] as const;
export type RegisterMark = (typeof registerMarks)[number];

export type RegisterMarked = 'marked' | 'unknown' | 'too-early';

/** A part of a session earns half a day, where the whole earns more. */
const partOfADay = 0.5;

/**
 * The lead's word (or an admin's) on a participant's place in a session that has begun: it stands over the participant's own. What was
 * earned before and no longer fits is taken back by an entry of its own. The same mark twice is one.
 */
export async function markRegister(
  deps: ParticipantDeps,
  participantId: string,
  sessionId: string,
  mark: RegisterMark,
  by: 'lead' | 'admin' = 'lead',
  why = 'on the register of the session',
): Promise<RegisterMarked> {
  const outcome = await changeParticipant(deps, participantId, (view, now) =>
    decideMark(view, sessionId, { mark, by, why }, now),
  );
  return outcome ?? 'unknown';
}

/** What marking comes to, from the facts of this moment; a preview asks it too. */
export function decideMark(
  view: JourneyView,
  sessionId: string,
  { mark, by, why }: { readonly mark: RegisterMark; readonly by: 'lead' | 'admin'; readonly why: string },
  now: string,
): Decided<RegisterMarked> {
  const session = momentsFor(view.programme, view.cohort, view.sessions).sessionById.get(sessionId);
  if (!session || session.session.state === 'cancelled') return { outcome: 'unknown' };
  if (Date.parse(now) < session.startsAt) return { outcome: 'too-early' };
  const place = view.places.find((each) => each.sessionId === sessionId);
  if (place?.state === mark) return { outcome: 'marked' };
  const marked: Place = { sessionId: session.session.id, state: mark, source: by, at: now };
  const credits = creditWrites(view, session.session, { mark, by }, now);
  return {
    outcome: 'marked',
    change: {
      writes: [placeWrite(view.participant.id, marked), ...credits],
      after: {
        places: [...view.places.filter((each) => each !== place), marked],
        credits: [...view.credits, ...credits.map(({ item }) => readAs(creditEntry, item))],
      },
      what: `place in ${session.session.title}`,
      to: mark,
      why,
      by,
    },
  };
}

function creditWrites(
  view: JourneyView,
  session: Session,
  { mark, by }: { readonly mark: RegisterMark; readonly by: 'lead' | 'admin' },
  now: string,
): CreditWrite[] {
  const { id } = view.participant;
  const as = { by, at: now, reason: `${mark} on the register of ${session.title}` } as const;
  const standing = standingOf(view, session);
  const due = {
    attended: session.credit,
    partial: Math.min(partOfADay, session.credit),
    absent: 0,
    excused: 0,
    substitute: 0,
  }[mark];
  if (standing === due) return [];
  const reversals = standing > 0 ? reverseSession(id, view.credits, session, as) : [];
  if (due === 0) return reversals;
  // What stands is taken back in the same transaction, so it does not count against the new entry.
  const settled = view.credits.map((entry) => (entry.sessionId === session.id ? { ...entry, amount: 0 } : entry));
  return [...reversals, ...earnSession(id, settled, session, { ...as, amount: due })];
}

function standingOf({ credits }: JourneyView, session: Session): number {
  return credits.reduce((sum, { sessionId, amount }) => (sessionId === session.id ? sum + amount : sum), 0);
}
