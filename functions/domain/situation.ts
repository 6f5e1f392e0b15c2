import { dateOfDay, dayOf } from './calendar.ts';
import { isFor } from './cohort.ts';
import { type GateFacts, isForgiven, type Missing, missingFor } from './gates.ts';
import { activeSince, type HalfDayLedger, ledgerAt } from './half-days.ts';
import { type Moments, momentsInStint, participantBit } from './moments.ts';
import type { InSchoolDay, Place } from './participant.ts';
import type { Gate } from './programme.ts';
import type { ParticipantFact, ParticipantPrompt } from './prompt-rule.ts';
import type { SessionMoments, TimedOccasion } from './timetable.ts';
import type { JourneyView } from './views.ts';

/** A participant at a moment, with what a plan asks again and again worked out once. */
export interface Situation {
  readonly view: JourneyView;
  readonly moments: Moments;
  readonly now: number;
  readonly statusBit: number;
  /** Epoch ms: what lies wholly before it was not theirs. */
  readonly since: number;
  /** Places by the session's index. */
  readonly places: readonly (Place | undefined)[];
  readonly ledger: () => HalfDayLedger;
}

export function situationOf(view: JourneyView, ofCohort: Moments, now: number): Situation {
  const moments = momentsInStint(ofCohort, view.participant.stint);
  const places: (Place | undefined)[] = [];
  for (const place of view.places) {
    const session = moments.sessionById.get(place.sessionId);
    if (session) places[session.index] = place;
  }
  let ledger: HalfDayLedger | undefined;
  return {
    view,
    moments,
    now,
    statusBit: participantBit(view.participant.status),
    since: activeSince(view.participant),
    places,
    ledger: () => {
      ledger ??= ledgerAt(view, moments, now);
      return ledger;
    },
  };
}

/** The gate that the participant stands at, if their status is a gate's. */
export function currentGate({ moments, view }: Situation): Gate | undefined {
  return moments.gates.find(({ gate }) => gate.status === view.participant.status)?.gate;
}

export function missingAt(gate: Gate, situation: Situation): Missing[] {
  return missingFor(gate, gateFacts(situation));
}

function gateFacts({ view, moments, since, ledger }: Situation): GateFacts {
  const gates = moments.gates.map(({ gate }) => gate);
  return { participant: view.participant, ledger: ledger(), terms: moments.terms, gates, since };
}

/** Whether nobody has said yet how it was with a session: evidence that waits for the lead is an answer. */
export function isUnanswered(situation: Situation, session: SessionMoments): boolean {
  const place = situation.places[session.index];
  return place === undefined || (place.state === 'expected' && place.evidence === undefined);
}

/**
 * Whether a session is for this participant: not another's sitting, not one that was over before they came, and a catch-up only where they
 * have something to catch up on or a place in it.
 */
export function concerns(situation: Situation, session: SessionMoments): boolean {
  if (session.endsAt <= situation.since || !isFor(session.session, situation.view.participant.id)) return false;
  if (!session.isCatchUp || situation.places[session.index] !== undefined) return true;
  return situation.ledger().some(({ bucket, year, uncovered }) => {
    return bucket === 'central' && year <= session.session.year && uncovered > 0 && !isYearForgiven(situation, year);
  });
}

/** Whether somebody decided that what is missing of a year need not be made up. */
export function isYearForgiven({ view, moments }: Situation, year: number): boolean {
  return isForgiven(year, moments.programme.gates, view.participant);
}

/** Whether a prompt's conditions hold as far as is known now. */
export function conditionsHold(situation: Situation, occasion: TimedOccasion<ParticipantPrompt>): boolean {
  const { onlyIf, unless } = occasion.rule;
  for (const fact of onlyIf) if (!holds(fact, situation, occasion)) return false;
  for (const fact of unless) if (holds(fact, situation, occasion)) return false;
  return true;
}

/** Whether a named fact holds of a participant and what a prompt is about. */
export function holds(
  fact: ParticipantFact,
  situation: Situation,
  { session, term, occasion }: Pick<TimedOccasion<ParticipantPrompt>, 'session' | 'term' | 'occasion'>,
): boolean {
  const { view, places } = situation;
  const place = session && places[session.index]?.state;
  switch (fact) {
    case 'details-unconfirmed':
      return view.participant.detailsConfirmedAt === undefined;
    case 'checked-in':
      return place === 'attended' || place === 'partial';
    case 'apologies':
      return place === 'apologies' || place === 'excused';
    case 'absent':
      return place === 'absent';
    case 'answered':
      return session !== undefined && !isUnanswered(situation, session);
    case 'attended-since':
      return attendedSinceLoss(situation);
    case 'cancelled':
      return session?.session.state === 'cancelled';
    case 'online':
      return session !== undefined && session.session.mode !== 'face-to-face';
    case 'face-to-face':
      return session !== undefined && session.session.mode !== 'online';
    case 'in-school-short':
      return situation.ledger().some(({ bucket, uncovered }) => bucket === 'in-school' && uncovered > 0);
    case 'unacknowledged':
      return unacknowledgedOn(situation, occasion.anchor).length > 0;
    case 'plan-missing':
      return view.participant.departmentPlan === undefined;
    case 'review-missing':
      return term !== undefined && view.participant.reviews[term.term.key] === undefined;
    case 'new-head-awaited':
      return view.participant.schoolMove?.promise.state === 'awaited';
    case 'gate-open': {
      const gate = currentGate(situation);
      return gate !== undefined && missingAt(gate, situation).length > 0;
    }
    default:
      return assertNever(fact);
  }
}

/** Central sessions that were missed, in the order in which that was recorded. */
export function lostPlaces({ view, moments }: Situation, year: number): Place[] {
  return view.places
    .filter(({ state, sessionId }) => {
      const session = moments.sessionById.get(sessionId);
      return session?.session.year === year && (state === 'absent' || state === 'apologies');
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * Whether they came to a session that began after the last one that they missed, and can still reach what they need:
 * nobody is at ease about a target that is out of reach.
 */
function attendedSinceLoss(situation: Situation): boolean {
  const { view, moments, places } = situation;
  if (situation.ledger().some(({ reachable, year }) => !reachable && !isYearForgiven(situation, year))) return false;
  const startOf = ({ sessionId }: Place) => moments.sessionById.get(sessionId)?.startsAt ?? 0;
  const lost = view.places.filter(({ state }) => state === 'absent' || state === 'apologies').map(startOf);
  const lastLost = Math.max(...lost, Number.NEGATIVE_INFINITY);
  return moments.sessions.some(({ index, startsAt }) => {
    const state = places[index]?.state;
    return startsAt > lastLost && (state === 'attended' || state === 'partial');
  });
}

/** The anchor of a day's logged in-school days: `logged:2026-11-12`. */
export function loggedAnchor({ moments }: Situation, { loggedAt }: InSchoolDay): string {
  return `logged:${dateOfDay(moments.calendar, dayOf(moments.calendar, Date.parse(loggedAt)))}`;
}

function unacknowledgedOn(situation: Situation, anchor: string): InSchoolDay[] {
  return situation.view.inSchoolDays.filter(
    (day) => day.acknowledgedAt === undefined && loggedAnchor(situation, day) === anchor,
  );
}

function assertNever(fact: never): never {
  throw new Error(`unknown fact ${String(fact)}`);
}
