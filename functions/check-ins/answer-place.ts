import { checkInWindow } from '../domain/check-in.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Place } from '../domain/participant.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { SessionMoments } from '../domain/timetable.ts';
import type { JourneyView } from '../domain/views.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from '../participants/change-participant.ts';
import { placeWrite } from './session-credit.ts';

/** What a participant says of a session: beforehand whether they come, afterwards how it was. */
export type PlaceAnswer =
  | { readonly says: 'coming' }
  | { readonly says: 'cannot-come'; readonly reason: string }
  | { readonly says: 'was-there'; readonly evidence: string }
  | { readonly says: 'missed-it'; readonly reason: string };

export type PlaceAnswered =
  | { readonly answered: true }
  | {
      readonly answered: false;
      readonly why: 'not-taking-part' | 'no-such-session' | 'recorded' | 'too-early' | 'too-late';
    };

/** Records a participant's answer about a session. The same answer twice is one; another replaces it while it is time. */
export async function answerPlace(
  deps: ParticipantDeps,
  participantId: string,
  sessionId: string,
  answer: PlaceAnswer,
): Promise<PlaceAnswered> {
  const outcome = await changeParticipant(deps, participantId, (view, now) => decide(view, sessionId, answer, now));
  return outcome ?? { answered: false, why: 'not-taking-part' };
}

/** Which answers it is time for: before a session's end whether they come, from its end to the deadline how it was. */
export function placeQuestion(session: SessionMoments, now: string): 'coming' | 'was-there' | 'closed' {
  const window = checkInWindow(session, now).outcome;
  if (window === 'cancelled' || window === 'closed') return 'closed';
  return Date.parse(now) < session.endsAt ? 'coming' : 'was-there';
}

function decide(view: JourneyView, sessionId: string, answer: PlaceAnswer, now: string): Decided<PlaceAnswered> {
  if (!isTakingPart(view.participant)) return refused('not-taking-part');
  const session = momentsFor(view.programme, view.cohort, view.sessions).sessionById.get(sessionId);
  if (!session) return refused('no-such-session');
  const place = view.places.find((each) => each.sessionId === sessionId);
  if (isRecorded(place)) return refused('recorded');
  const question = placeQuestion(session, now);
  const asksBefore = answer.says === 'coming' || answer.says === 'cannot-come';
  if (question === 'closed') return refused('too-late');
  if (asksBefore && question !== 'coming') return refused('too-late');
  if (!asksBefore && question !== 'was-there') return refused('too-early');
  return record(view, session, place, answer, now);
}

/** Attended, or settled by the lead or an admin: not the participant's to change any more. */
function isRecorded(place: Place | undefined): boolean {
  if (!place) return false;
  if (place.state === 'attended' || place.state === 'partial') return true;
  if (place.state === 'excused' || place.state === 'substitute') return true;
  return place.state === 'absent' && place.source !== 'participant';
}

function record(
  view: JourneyView,
  { session }: SessionMoments,
  place: Place | undefined,
  answer: PlaceAnswer,
  now: string,
): Decided<PlaceAnswered> {
  const state = statesOf[answer.says];
  const why = answer.says === 'was-there' ? answer.evidence : answer.says === 'coming' ? '' : answer.reason;
  const same = place?.state === state && (place.evidence?.text ?? '') === (answer.says === 'was-there' ? why : '');
  if (same) return { outcome: { answered: true } };
  const row: Place = {
    sessionId: session.id,
    state,
    source: 'participant',
    at: now,
    ...(answer.says === 'was-there' && { evidence: { text: answer.evidence, at: now } }),
  };
  return {
    outcome: { answered: true },
    change: {
      writes: [placeWrite(view.participant.id, row)],
      what: `place in ${session.title}`,
      to: answer.says,
      why,
      by: 'participant',
    },
  };
}

const statesOf = {
  coming: 'expected',
  'cannot-come': 'apologies',
  'was-there': 'expected',
  'missed-it': 'absent',
} as const satisfies Record<PlaceAnswer['says'], Place['state']>;

function refused(why: Extract<PlaceAnswered, { answered: false }>['why']): Decided<PlaceAnswered> {
  return { outcome: { answered: false, why } };
}
