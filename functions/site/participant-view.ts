import { bucketTitle } from '../domain/bucket-words.ts';
import { checkInWindow } from '../domain/check-in.ts';
import { explainWait } from '../domain/explain.ts';
import { halfDayLedger } from '../domain/half-days.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Place } from '../domain/participant.ts';
import { changedFrom, placeOf } from '../domain/session-words.ts';
import { concerns, isUnanswered, type Situation, situationOf } from '../domain/situation.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { SessionMoments, TermMoments } from '../domain/timetable.ts';
import type { JourneyView } from '../domain/views.ts';
import { formatDateOf, formatDays, formatMoment, formatPeriod, formatPlainDate } from '../domain/wording.ts';
import type { LedgerBucket } from '../pages/components/half-day-ledger.tsx';
import type { JourneyEvent, PastEvent } from '../pages/components/journey-timeline.tsx';
import { undoUntil } from '../participants/undo-withdrawal.ts';
import { inSecondPerson } from './second-person.ts';
import { zone } from './zone.ts';

/** Something that a participant can do on their pages now. `path` is below their own address. */
export interface Todo {
  readonly title: string;
  readonly hint: string;
  readonly path: string;
  readonly urgent: boolean;
}

/** What a participant's own page shows. */
export interface ParticipantPage {
  readonly where: string;
  readonly tone: 'calm' | 'needs-you' | 'stopped';
  readonly todos: readonly Todo[];
  readonly ledger: readonly LedgerBucket[];
  readonly happened: readonly PastEvent[];
  readonly coming: readonly (JourneyEvent & { readonly path: string })[];
  /** Whether the year's work with the department is asked of them. */
  readonly department: boolean;
}

/** Reads a participant's page out of the facts, with what their Work Group asks of them: pure, as of `now`. */
export function participantPage(view: JourneyView, now: string, ofGroup: readonly Todo[] = []): ParticipantPage {
  const situation = situationOf(view, momentsFor(view.programme, view.cohort, view.sessions), Date.parse(now));
  const todos = isTakingPart(view.participant) ? [...todosOf(situation, now), ...ofGroup] : [];
  return {
    where: whereOf(view, now),
    tone:
      view.participant.status === 'withdrawn' ? 'stopped' : todos.some(({ urgent }) => urgent) ? 'needs-you' : 'calm',
    todos,
    ledger: ledgerOf(view, now),
    happened: happenedOf(situation),
    coming: comingOf(situation),
    department: asksForDepartment(situation),
  };
}

function whereOf(view: JourneyView, now: string): string {
  const { participant, cohort } = view;
  switch (participant.status) {
    case 'completed':
      return `You completed the programme on ${formatDateOf(participant.statusSince, zone)}.`;
    case 'withdrawn':
      return now < undoUntil(view)
        ? `You withdrew on ${formatDateOf(participant.statusSince, zone)}. Until ${formatMoment(undoUntil(view), zone)} you can take that back with the link in our email.`
        : `You withdrew on ${formatDateOf(participant.statusSince, zone)}.`;
    case 'replaced':
      return 'A colleague has taken your place over.';
    default:
      break;
  }
  if (participant.parked)
    return `${cohort.hub.name} is looking into something on your journey. You need to do nothing.`;
  return `${inSecondPerson(explainWait(participant, zone, now))}.`;
}

function todosOf(situation: Situation, now: string): Todo[] {
  const { participant } = situation.view;
  const details: Todo = {
    title: 'Confirm your details and needs',
    hint: 'So that sessions suit you',
    path: '/details',
    urgent: true,
  };
  return [
    ...sessionTodos(situation, now),
    ...(participant.detailsConfirmedAt ? [] : [details]),
    ...inSchoolTodos(situation),
    ...departmentTodos(situation, now),
  ];
}

function sessionTodos(situation: Situation, now: string): Todo[] {
  return situation.moments.sessions.flatMap((moments): Todo[] => {
    if (!concerns(situation, moments) || !isUnanswered(situation, moments)) return [];
    const { session } = moments;
    const window = checkInWindow(moments, now);
    if (window.outcome === 'open')
      return [
        {
          title: `Check in to ${session.title}`,
          hint: `With the code that is shown in the session, until ${formatMoment(window.closesAt, zone)}`,
          path: `/check-in/${session.id}`,
          urgent: true,
        },
      ];
    if (window.outcome === 'evidence-only')
      return [
        {
          title: `Tell us how it was with ${session.title}`,
          hint: `We have no check-in from you. You can answer until ${formatMoment(window.until, zone)}`,
          path: `/sessions/${session.id}`,
          urgent: true,
        },
      ];
    return [];
  });
}

function inSchoolTodos(situation: Situation): Todo[] {
  const left = situation
    .ledger()
    .filter(({ bucket }) => bucket === 'in-school')
    .reduce((sum, { uncovered }) => sum + uncovered, 0);
  if (left === 0) return [];
  return [
    {
      title: 'Log a day in school',
      hint: `${formatDays(left)} of development in school still to log`,
      path: '/in-school',
      urgent: false,
    },
  ];
}

function departmentTodos(situation: Situation, now: string): Todo[] {
  if (!asksForDepartment(situation)) return [];
  const { participant } = situation.view;
  const plan: Todo = {
    title: 'Write your department plan',
    hint: 'What you and your colleagues aim at this year',
    path: '/department',
    urgent: false,
  };
  const reviews = departmentTerms(situation, now)
    .filter(({ term }) => participant.reviews[term.key] === undefined)
    .map(
      ({ term }): Todo => ({
        title: `Give the department review for ${term.title}`,
        hint: 'How many colleagues you have reached, and how it went',
        path: '/department',
        urgent: false,
      }),
    );
  return [...(participant.departmentPlan ? [] : [plan]), ...reviews];
}

/** The year that a participant's status belongs to, or stands at the end of. */
function currentYear({ view, moments }: Situation): number | undefined {
  const { status } = view.participant;
  return (
    moments.programme.years.find((year) => year.status === status)?.number ??
    moments.programme.gates.find((gate) => gate.status === status)?.year
  );
}

function asksForDepartment(situation: Situation): boolean {
  const year = currentYear(situation);
  return situation.moments.programme.gates.some(
    (gate) => gate.year === year && gate.requires.includes('department-plan'),
  );
}

/** The terms of the department's year that have begun, for which a review can be given. */
export function departmentTerms(situation: Situation, now: string): TermMoments[] {
  const year = currentYear(situation);
  return situation.moments.terms.filter(({ term, startsAt }) => term.year === year && startsAt <= Date.parse(now));
}

function ledgerOf(view: JourneyView, now: string): LedgerBucket[] {
  return halfDayLedger(view, now).map(({ year, bucket, needed, earned, booked }) => ({
    name: `Year ${year}: ${bucketTitle(view.programme.kind, bucket).toLowerCase()}`,
    required: needed,
    earned,
    booked,
    bookedWord: bucket === 'central' ? 'ahead' : 'waiting to be acknowledged',
  }));
}

function happenedOf({ view, moments }: Situation): PastEvent[] {
  const { participant, places, inSchoolDays } = view;
  const joined: PastEvent = {
    title: 'You joined the programme',
    when: formatDateOf(participant.enrolledAt, zone),
    at: participant.enrolledAt,
    outcome: 'done',
  };
  const sessions = places.flatMap((place) => {
    const session = moments.sessionById.get(place.sessionId);
    return session ? sessionEvents(place, session, view) : [];
  });
  const days = inSchoolDays.map(
    ({ date, amount, activity, acknowledgedAt }): PastEvent => ({
      title: `In school: ${activity}`,
      when: formatPlainDate(date),
      at: date,
      detail: `${formatDays(amount)}, ${acknowledgedAt ? 'acknowledged' : 'waiting to be acknowledged by your lead'}`,
      outcome: 'done',
    }),
  );
  return [joined, ...sessions, ...days].toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

function sessionEvents(place: Place, { session }: SessionMoments, { credits }: JourneyView): PastEvent[] {
  const earned = credits.reduce((sum, { sessionId, amount }) => (sessionId === session.id ? sum + amount : sum), 0);
  const event = { when: formatDateOf(session.startsAt, zone), at: session.startsAt };
  switch (place.state) {
    case 'attended':
    case 'partial':
      return [{ ...event, title: session.title, detail: `${formatDays(earned)} earned`, outcome: 'done' }];
    case 'absent':
      return [{ ...event, title: session.title, detail: 'You were not there', outcome: 'missed' }];
    case 'apologies':
      return [{ ...event, title: session.title, detail: 'You said that you could not come', outcome: 'missed' }];
    case 'excused':
      return [{ ...event, title: session.title, detail: 'You are excused', outcome: 'cancelled' }];
    case 'substitute':
      return [{ ...event, title: session.title, detail: 'Somebody else came for you', outcome: 'missed' }];
    case 'expected':
      return place.evidence
        ? [
            {
              ...event,
              title: session.title,
              detail: 'You wrote that you were there: your lead confirms it',
              outcome: 'done',
            },
          ]
        : [];
  }
}

function comingOf(situation: Situation): (JourneyEvent & { readonly path: string })[] {
  if (!isTakingPart(situation.view.participant)) return [];
  const { moments, now, places } = situation;
  return moments.sessions
    .filter((session) => session.endsAt > now && session.session.state === 'planned' && concerns(situation, session))
    .filter(({ index }) => places[index]?.state !== 'apologies' && places[index]?.state !== 'attended')
    .map(({ session }) => ({
      title: session.title,
      when: formatPeriod(session.startsAt, session.endsAt, zone),
      at: session.startsAt,
      detail: [formatDays(session.credit), placeOf(session), changedFrom(session, zone)].filter(isText).join(', '),
      path: `/sessions/${session.id}`,
    }));
}

function isText(part: string | undefined): part is string {
  return part !== undefined;
}
