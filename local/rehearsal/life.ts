import { dateOfDay, dayOf, momentOn, shiftWorkingDays } from '../../functions/domain/calendar.ts';
import type { Moments } from '../../functions/domain/moments.ts';
import type { SessionMoments } from '../../functions/domain/timetable.ts';
import type { Deed, Life } from './deed.ts';
import { type Dice, diceOf } from './dice.ts';
import type { PeopleRates } from './people-rates.ts';

/** What lives are thrown for: the calendar that they are lived on, and how people are. */
export interface Setting {
  readonly moments: Moments;
  readonly rates: PeopleRates;
  readonly seed: number;
}

interface Living extends Setting {
  readonly dice: Dice;
}

/** Nominations come in the first part of the window, so that late promises are not all late nominations. */
const shareOfWindow = 0.6;
const halfDaysInSchool = 4;

/**
 * What a person and those around them do over two years: pure, from the seed and the person's number alone, so that a
 * cohort can be split among processes in any way. Whatever a deed meets (a place that was answered for, a journey that has
 * ended) decides whether it still changes anything.
 */
export function lifeOf(setting: Setting, person: number): Life {
  const living = { ...setting, dice: diceOf(setting.seed, person) };
  const { deeds, acceptedAt } = nominationOf(living);
  if (acceptedAt === undefined) return { person, enrols: false, deeds };
  const taking = [
    ...deeds,
    ...detailsOf(living, acceptedAt),
    ...sessionsOf(living, acceptedAt),
    ...inSchoolOf(living),
    ...departmentOf(living),
    ...gatesOf(living),
    ...leavingOf(living, acceptedAt),
  ];
  return { person, enrols: true, deeds: taking.sort((a, b) => a.at - b.at) };
}

function nominationOf(living: Living): { deeds: Deed[]; acceptedAt?: number } {
  const { moments, rates, dice } = living;
  const window = (moments.closesAt - moments.opensAt) * shareOfWindow;
  const at = workingMoment(living, moments.opensAt + dice('nominate') * window, 1, 'nominate-time');
  const deeds: Deed[] = [{ at, does: 'nominate' }];
  let promised = at;
  let given = true;
  for (const role of ['head', 'nominee'] as const) {
    const answeredAt = answerTime(living, role, rates[role], at);
    const state = dice(`${role}-refuses`) < rates[role].refuses ? 'refused' : 'given';
    if (answeredAt !== undefined) deeds.push({ at: answeredAt, does: 'promise', role, state });
    given &&= answeredAt !== undefined && state === 'given';
    promised = Math.max(promised, answeredAt ?? 0);
  }
  if (!given) return { deeds };
  const decidedAt = workingMoment(living, promised, 1 + within(dice('decide'), rates.admin.within), 'decide-time');
  const outcome = dice('declines') < rates.admin.declines ? 'declined' : 'accepted';
  deeds.push({ at: decidedAt, does: 'decide', outcome });
  return outcome === 'accepted' ? { deeds, acceptedAt: decidedAt } : { deeds };
}

function detailsOf(living: Living, acceptedAt: number): Deed[] {
  const at = answerTime(living, 'details', living.rates.details, acceptedAt);
  return at === undefined ? [] : [{ at, does: 'confirm-details' }];
}

function sessionsOf(living: Living, acceptedAt: number): Deed[] {
  const missed: number[] = [];
  return living.moments.sessions.flatMap((session) => {
    if (session.session.state !== 'planned' || session.endsAt <= acceptedAt) return [];
    if (!session.isCatchUp) return sessionOf(living, session, missed);
    const comes =
      missed.length > 0 && living.dice(`catch-up ${session.session.id}`) < living.rates.sessions.comesToCatchUp;
    if (!comes) return [];
    missed.pop();
    return [checkIn(living, session)];
  });
}

/** At most one of: ill, away, there without checking in, there. */
function sessionOf(living: Living, session: SessionMoments, missed: number[]): Deed[] {
  const { rates, dice } = living;
  const { ill, misses, forgetsToCheckIn, late } = rates.sessions;
  const { id: sessionId } = session.session;
  const thrown = dice(`session ${sessionId}`);
  if (thrown < ill + misses) missed.push(session.index);
  if (thrown < ill)
    return [{ at: session.startsAt - minutesMs(120), does: 'answer-place', sessionId, says: 'cannot-come' }];
  if (thrown < ill + misses) return [];
  if (thrown >= ill + misses + forgetsToCheckIn) return [checkIn(living, session)];
  const at = workingMoment(living, session.endsAt, 1 + within(dice(`late ${sessionId}`), late), `answer ${sessionId}`);
  const agreed = workingMoment(living, at, 1, `agree ${sessionId}`);
  return [
    { at, does: 'answer-place', sessionId, says: 'was-there' },
    { at: agreed, does: 'mark-attended', sessionId },
  ];
}

function checkIn({ dice }: Living, { session, startsAt }: SessionMoments): Deed {
  const minutes = Math.floor(dice(`check-in ${session.id}`) * 20);
  return { at: startsAt + minutesMs(minutes), does: 'check-in', sessionId: session.id };
}

/** Half a day each, spread over the first year. */
function inSchoolOf(living: Living): Deed[] {
  const { moments, rates, dice } = living;
  const [year] = moments.years;
  if (!year) return [];
  return Array.from({ length: halfDaysInSchool }, (_, number) => number).flatMap((number): Deed[] => {
    const dayId = `half-day-${number + 1}`;
    const about =
      year.startsAt + ((number + 0.5 + dice(dayId) * 0.4) / halfDaysInSchool) * (year.endsAt - year.startsAt);
    const { never, forgets, late, notedWithin } = rates.inSchool;
    if (dice(`${dayId} never`) < never) return [];
    const wait = dice(`${dayId} forgets`) < forgets ? late : 0;
    const on = workingMoment(living, about, 0, `${dayId} on`);
    const at = workingMoment(living, on, wait, `${dayId} logged`);
    const noted = workingMoment(
      living,
      Math.max(at, on),
      1 + within(dice(`${dayId} noted`), notedWithin),
      `${dayId} time`,
    );
    const date = dateOfDay(moments.calendar, dayOf(moments.calendar, on));
    return [
      { at: Math.max(at, on), does: 'log-in-school', dayId, date },
      { at: noted, does: 'note-in-school', dayId },
    ];
  });
}

/** A plan when the second year begins, and a review of each of its terms. */
function departmentOf(living: Living): Deed[] {
  const { moments, rates } = living;
  const second = moments.years[1];
  if (!second) return [];
  const plannedAt = answerTime(living, 'plan', rates.department, second.startsAt);
  const reviews = moments.terms
    .filter(({ term }) => term.year === second.number)
    .flatMap(({ term, lastDayAt }): Deed[] => {
      const at = answerTime(living, `review ${term.key}`, rates.department, lastDayAt - daysMs(14));
      return at === undefined ? [] : [{ at, does: 'save-review', term: term.key }];
    });
  return [...(plannedAt === undefined ? [] : [{ at: plannedAt, does: 'save-plan' } as const]), ...reviews];
}

/** What the lead says where a gate is still open then; where it is not, it needs no word. */
function gatesOf(living: Living): Deed[] {
  const { moments, rates, dice } = living;
  return moments.gates.flatMap(({ gate, opensAt }): Deed[] => {
    const at = workingMoment(
      living,
      opensAt,
      1 + within(dice(`gate ${gate.key}`), rates.gates.within),
      `gate time ${gate.key}`,
    );
    const thrown = dice(`gate says ${gate.key}`);
    if (thrown >= rates.gates.extends + rates.gates.waives) return [];
    return [{ at, does: 'decide-gate', gate: gate.key, outcome: thrown < rates.gates.extends ? 'extend' : 'waive' }];
  });
}

function leavingOf({ moments, rates, dice }: Living, acceptedAt: number): Deed[] {
  if (dice('leaves') >= rates.leaves.rate) return [];
  const end = Math.max(...moments.years.map(({ endsAt }) => endsAt));
  const reason = dice('why') < rates.leaves.movesSchool ? 'moved-school' : 'left-teaching';
  const at = acceptedAt + daysMs(1) + dice('when') * (end - acceptedAt - daysMs(1));
  return [{ at: Math.floor(at / minutesMs(1)) * minutesMs(1), does: 'leave', reason }];
}

interface Answers {
  readonly never: number;
  readonly forgets: number;
  readonly within: number;
  readonly late: number;
}

/** When somebody answers what they were asked at a moment, if they do. */
function answerTime(living: Living, what: string, rates: Answers, asked: number): number | undefined {
  const { dice } = living;
  if (dice(`${what} never`) < rates.never) return undefined;
  const extra = dice(`${what} forgets`) < rates.forgets ? rates.late : 0;
  return workingMoment(living, asked, 1 + extra + within(dice(`${what} within`), rates.within), `${what} time`);
}

/** Whole days from 0 to `most`. */
function within(thrown: number, most: number): number {
  return Math.floor(thrown * (most + 1));
}

/** A minute between 8 and 18 o'clock, so many working days on. */
function workingMoment({ moments: { calendar }, dice }: Living, from: number, days: number, question: string): number {
  const day = shiftWorkingDays(calendar, dayOf(calendar, from), days, 'later');
  return momentOn(calendar, day, 8 * 60 + Math.floor(dice(question) * 600));
}

function minutesMs(count: number): number {
  return count * 60_000;
}

function daysMs(count: number): number {
  return count * 86_400_000;
}
