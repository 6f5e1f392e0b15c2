import { type CheckInOutcome, judgeCheckIn } from '../domain/check-in.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Place } from '../domain/participant.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { JourneyView } from '../domain/views.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from '../participants/change-participant.ts';
import { minutes } from '../platform/clock.ts';
import { takeLimit } from '../web/take-limit.ts';
import { earnSession, placeWrite } from './session-credit.ts';

export type CheckedIn =
  | CheckInOutcome
  | { readonly outcome: 'checked-in-before' }
  /** The lead or an admin marked them absent, or that somebody else came: theirs is the last word. */
  | { readonly outcome: 'marked-absent' }
  | { readonly outcome: 'no-such-session' | 'not-taking-part' }
  | { readonly outcome: 'too-many'; readonly tryAgainAt: string };

/** Enough for every slip of the thumb, too few to guess a code within its session. */
const tries = { most: 20, windowMs: minutes(15) };

/**
 * Checks a participant in to a session with the code that is shown there: the place becomes `attended` and the
 * session's days are earned, in one transaction. Twice is once; whatever is refused is refused with its reason and
 * records nothing.
 */
export async function checkIn(
  deps: ParticipantDeps,
  participantId: string,
  sessionId: string,
  typed: string,
): Promise<CheckedIn> {
  const taken = await takeLimit(deps, { what: `check-in#${participantId}#${sessionId}`, ...tries });
  if (!taken.ok) return { outcome: 'too-many', tryAgainAt: taken.tryAgainAt };
  const outcome = await changeParticipant(deps, participantId, (view, now) => decide(view, sessionId, typed, now));
  return outcome ?? { outcome: 'not-taking-part' };
}

function decide(view: JourneyView, sessionId: string, typed: string, now: string): Decided<CheckedIn> {
  if (!isTakingPart(view.participant)) return { outcome: { outcome: 'not-taking-part' } };
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  const session = moments.sessionById.get(sessionId);
  if (!session) return { outcome: { outcome: 'no-such-session' } };
  const place = view.places.find((each) => each.sessionId === sessionId);
  if (place?.state === 'attended' || place?.state === 'partial') return { outcome: { outcome: 'checked-in-before' } };
  if (isSettledByOthers(place)) return { outcome: { outcome: 'marked-absent' } };
  const judged = judgeCheckIn(session, typed, moments.sessions, now);
  if (judged.outcome !== 'checked-in') return { outcome: judged };
  const { id } = view.participant;
  const as = { by: 'participant', at: now, reason: `checked in to ${session.session.title}` } as const;
  return {
    outcome: judged,
    change: {
      writes: [
        placeWrite(id, { sessionId: session.session.id, state: 'attended', source: 'participant', at: now }),
        ...earnSession(id, view.credits, session.session, as),
      ],
      what: `place in ${session.session.title}`,
      to: 'attended',
      why: 'checked in with the code of the room',
      by: 'participant',
    },
  };
}

function isSettledByOthers(place: Place | undefined): boolean {
  if (place?.state !== 'absent' && place?.state !== 'substitute') return false;
  return place.source === 'lead' || place.source === 'admin';
}
