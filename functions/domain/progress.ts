import { dayOfDate, startOfDay } from './calendar.ts';
import { standingOf } from './pairs.ts';
import { concerns, currentGate, isUnanswered, isYearForgiven, missingAt, type Situation } from './situation.ts';
import type { JourneyWait, Progress } from './step.ts';
import type { SessionMoments } from './timetable.ts';

/** Something that is to happen at a moment (epoch ms), and what a journey that waits for it says. */
export interface Ahead {
  readonly at: number;
  readonly kind: JourneyWait;
  readonly because: string;
}

/** What follows from time and the programme alone: absences, and moves from one status to the next. */
export interface ProgressAgenda {
  readonly due: Progress | undefined;
  readonly ahead: readonly Ahead[];
}

/** Statuses in which nobody is marked absent: they take no part. */
const outside = new Set(['completed', 'deferred', 'withdrawn', 'replaced', 'merged']);

export function progressOf(situation: Situation): ProgressAgenda {
  const { status } = situation.view.participant;
  const pair = pairChange(situation);
  if (pair) return { due: pair, ahead: [] };
  const school = schoolChange(situation);
  if (outside.has(status)) return status === 'deferred' ? school : { due: undefined, ahead: [] };
  const absence = absences(situation);
  const move = statusMove(situation);
  return {
    due: school.due ?? absence.due ?? reachChange(situation) ?? move.due,
    ahead: [...school.ahead, ...absence.ahead, ...move.ahead],
  };
}

/** What matters to somebody's pair is told to their Work Group by their own journey, whatever changed it. */
function pairChange({ view: { participant } }: Situation): Progress | undefined {
  const standing = standingOf(participant);
  if (!participant.pair || participant.pair.told === standing) return undefined;
  return { change: 'pair', standing, because: `the Work Group hears that this participant is ${standing}` };
}

/** Whether the days can still be reached is a fact of its own, so that whoever looks after many sees who can't. */
function reachChange(situation: Situation): Progress | undefined {
  const known = situation.view.participant.outOfReachSince === undefined;
  const lost = situation.ledger().filter(({ reachable, year }) => !reachable && !isYearForgiven(situation, year));
  const reachable = lost.length === 0;
  if (reachable === known) return undefined;
  const years = lost.map(({ year }) => `year ${year}`).join(', ');
  return {
    change: 'reach',
    reachable,
    because: reachable
      ? 'the days can be reached again'
      : `the days of ${years} can no longer be reached with the sessions that are left`,
  };
}

/** A change of school happens on its day, once whoever has to promise has promised; a day that is past is today. */
function schoolChange({ view, moments: { calendar }, now }: Situation): ProgressAgenda {
  const move = view.participant.schoolMove;
  if (!move || (move.promise.state !== 'given' && move.promise.state !== 'not-needed'))
    return { due: undefined, ahead: [] };
  const at = startOfDay(calendar, dayOfDate(calendar, move.from));
  const because = `the change of school from ${move.from}`;
  if (at <= now) return { due: { change: 'school', because }, ahead: [] };
  return { due: undefined, ahead: [{ at, kind: 'AwaitNextMoment', because: `to record ${because}` }] };
}

function absences(situation: Situation): ProgressAgenda {
  const missed: SessionMoments[] = [];
  for (const session of situation.moments.sessions) {
    const open =
      session.session.state === 'planned' && isUnanswered(situation, session) && concerns(situation, session);
    if (!open) continue;
    if (session.evidenceUntil > situation.now) return { due: absent(missed), ahead: [evidenceAhead(session)] };
    missed.push(session);
  }
  return { due: absent(missed), ahead: [] };
}

function absent(missed: readonly SessionMoments[]): Progress | undefined {
  if (missed.length === 0) return undefined;
  return {
    change: 'absent',
    sessionIds: missed.map(({ session }) => session.id),
    because: `nobody checked in or sent evidence in time for ${missed.map(({ session }) => session.title).join(', ')}`,
  };
}

function evidenceAhead({ evidenceUntil, session }: SessionMoments): Ahead {
  return {
    at: evidenceUntil,
    kind: 'AwaitCheckIn',
    because: `for the participant to check in to ${session.title} or send evidence, or else to record an absence`,
  };
}

function statusMove(situation: Situation): ProgressAgenda {
  const { view, moments, now } = situation;
  const { status } = view.participant;
  if (status === 'onboarding') return firstYear(situation);
  const standing = currentGate(situation);
  if (standing) {
    if (missingAt(standing, situation).length > 0) return { due: undefined, ahead: [] };
    return move(standing.passesTo, `${standing.title}: ${passedBecause(situation, standing.key)}`);
  }
  const year = moments.programme.years.find((each) => each.status === status);
  const gate = moments.gates.find((each) => each.gate.year === year?.number);
  if (!gate) return { due: undefined, ahead: [] };
  if (gate.opensAt <= now) return move(gate.gate.status, `${gate.gate.title} has begun`);
  const because = `to begin ${gate.gate.title}`;
  return { due: undefined, ahead: [{ at: gate.opensAt, kind: 'AwaitNextMoment', because }] };
}

function passedBecause({ view }: Situation, gate: string): string {
  const outcome = view.participant.decisions[gate]?.outcome;
  if (outcome === 'waive') return 'what is missing was waived';
  if (outcome === 'extend') return 'what is missing was given more time';
  return outcome === 'pass' ? 'passed by decision' : 'everything is there';
}

function firstYear({ moments, now }: Situation): ProgressAgenda {
  const [year] = moments.years;
  const status = moments.programme.years.find(({ number }) => number === year?.number)?.status;
  if (!year || !status) return { due: undefined, ahead: [] };
  const name = year.title.toLowerCase();
  if (year.startsAt <= now) return move(status, `${name} has begun`);
  return { due: undefined, ahead: [{ at: year.startsAt, kind: 'AwaitStart', because: `for ${name} to begin` }] };
}

function move(to: Extract<Progress, { change: 'status' }>['to'], because: string): ProgressAgenda {
  return { due: { change: 'status', to, because }, ahead: [] };
}
