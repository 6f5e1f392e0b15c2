import { isFor } from './cohort.ts';
import type { Instant } from './ids.ts';
import type { Moments } from './moments.ts';
import { momentsFor } from './moments-memo.ts';
import type { CreditEntry, InSchoolDay, Participant, Place } from './participant.ts';
import type { Bucket, Programme } from './programme.ts';
import type { SessionMoments } from './timetable.ts';
import type { JourneyView } from './views.ts';

/** One bucket of one year, in days. */
export interface HalfDayLine {
  readonly year: number;
  readonly bucket: Bucket;
  readonly needed: number;
  /** What the append-only entries add up to, what was waived included. */
  readonly earned: number;
  /** Sessions within the year that the participant has not refused or missed; in school, what the lead has yet to acknowledge. */
  readonly booked: number;
  /** Catch-up sessions that they could still come to. */
  readonly offered: number;
  /** Still missing from what is earned. */
  readonly short: number;
  /** Missing even when everything booked is earned: what a catch-up is for. */
  readonly uncovered: number;
  /** False when not even every session that is left would do. In-school days can be logged at any time. */
  readonly reachable: boolean;
}

export type HalfDayLedger = readonly HalfDayLine[];

type LedgerFacts = Pick<JourneyView, 'places' | 'credits' | 'inSchoolDays' | 'participant'>;

/** The ledger of half days of a participant: what is earned, booked and still to be had, by year and bucket. */
export function halfDayLedger(
  view: JourneyView,
  now: Instant,
  moments: Moments = momentsFor(view.programme, view.cohort, view.sessions),
): HalfDayLedger {
  return ledgerAt(view, moments, Date.parse(now));
}

/** As `halfDayLedger`, for the planner, which has its moments and numbers already. */
export function ledgerAt(facts: LedgerFacts, moments: Moments, now: number): HalfDayLedger {
  const places = new Map(facts.places.map((place) => [place.sessionId as string, place]));
  const since = activeSince(facts.participant);
  const open = moments.sessions.filter(
    (session) => isFor(session.session, facts.participant.id) && isOpen(session, places.get(session.session.id), since),
  );
  return [...centralLines(facts, moments, open, places, now), ...inSchoolLines(facts, moments.programme)];
}

/** Lines that what is earned does not fill yet. */
export function shortfalls(ledger: HalfDayLedger): HalfDayLine[] {
  return ledger.filter(({ short }) => short > 0);
}

/** Whether everything that a year needs can still be reached with the sessions that are left. */
export function canStillReach(ledger: HalfDayLedger, year: number): boolean {
  return ledger.every((line) => line.year !== year || line.reachable);
}

/** From when on a participant takes part: what was before is not theirs. Epoch ms. */
export function activeSince({ enrolledAt, resumedAt }: Pick<Participant, 'enrolledAt' | 'resumedAt'>): number {
  return Date.parse(resumedAt ?? enrolledAt);
}

/** A planned session that is theirs and for which nothing is settled yet. */
function isOpen({ session, endsAt }: SessionMoments, place: Place | undefined, since: number): boolean {
  return session.state === 'planned' && endsAt > since && (place === undefined || place.state === 'expected');
}

function centralLines(
  { credits }: LedgerFacts,
  { programme, sessionById, years }: Moments,
  open: readonly SessionMoments[],
  places: ReadonlyMap<string, Place>,
  now: number,
): HalfDayLine[] {
  const earned = earnedByYear(credits, programme, sessionById);
  const booked = open.filter(({ isCatchUp, session }) => !isCatchUp || places.has(session.id));
  const offered = open.filter(
    ({ isCatchUp, session, evidenceUntil }) => isCatchUp && !places.has(session.id) && evidenceUntil > now,
  );
  return programme.years.flatMap(({ number: year, needs }) => {
    if (needs.central === undefined) return [];
    const yearEnds = years.find(({ number }) => number === year)?.endsAt ?? Number.POSITIVE_INFINITY;
    const inYear = booked.filter(({ session, isCatchUp, startsAt }) =>
      isCatchUp ? session.year >= year : session.year === year && startsAt < yearEnds,
    );
    const later = offered.filter(({ session }) => session.year >= year);
    return [line(year, 'central', needs.central, earned.get(year) ?? 0, sumCredit(inYear), sumCredit(later))];
  });
}

/**
 * Central days earned, by year. A catch-up, and an entry without a session (an admin's adjustment), fills the earliest
 * year that is short.
 */
function earnedByYear(
  credits: readonly CreditEntry[],
  { years }: Programme,
  sessionById: ReadonlyMap<string, SessionMoments>,
): Map<number, number> {
  const earned = new Map<number, number>();
  const spare = new Map<number, number>();
  for (const { bucket, amount, sessionId } of credits) {
    if (bucket !== 'central') continue;
    const session = sessionId === undefined ? undefined : sessionById.get(sessionId);
    const year = session?.session.year ?? years.length;
    add(session && !session.isCatchUp ? earned : spare, year, amount);
  }
  for (const [year, amount] of [...spare].sort(([a], [b]) => a - b)) fill(earned, years, year, amount);
  return earned;
}

/** Lets what a catch-up earned fill the years up to its own that are short; what is over counts for the last that needs days. */
function fill(earned: Map<number, number>, years: Programme['years'], upTo: number, amount: number): void {
  let left = amount;
  let last = upTo;
  for (const { number, needs } of years) {
    if (number > upTo || needs.central === undefined) continue;
    last = number;
    const fills = Math.min(left, Math.max(0, needs.central - (earned.get(number) ?? 0)));
    add(earned, number, fills);
    left -= fills;
  }
  if (left !== 0) add(earned, last, left);
}

function add(to: Map<number, number>, year: number, amount: number): void {
  to.set(year, (to.get(year) ?? 0) + amount);
}

function inSchoolLines({ credits, inSchoolDays }: LedgerFacts, { years }: Programme): HalfDayLine[] {
  let left = credits.reduce((sum, { bucket, amount }) => (bucket === 'in-school' ? sum + amount : sum), 0);
  let waiting = sumAmount(inSchoolDays.filter(({ acknowledgedAt }) => acknowledgedAt === undefined));
  const needing = years.filter(({ needs }) => needs['in-school'] !== undefined);
  return needing.map(({ number, needs }, index) => {
    const needed = needs['in-school'] ?? 0;
    const isLast = index === needing.length - 1;
    const earned = isLast ? left : Math.min(left, needed);
    const booked = isLast ? waiting : Math.min(waiting, Math.max(0, needed - earned));
    left -= earned;
    waiting -= booked;
    return { ...line(number, 'in-school', needed, earned, booked, 0), reachable: true };
  });
}

function line(
  year: number,
  bucket: Bucket,
  needed: number,
  earned: number,
  booked: number,
  offered: number,
): HalfDayLine {
  return {
    year,
    bucket,
    needed,
    earned,
    booked,
    offered,
    short: Math.max(0, needed - earned),
    uncovered: Math.max(0, needed - earned - booked),
    reachable: earned + booked + offered >= needed,
  };
}

function sumCredit(sessions: readonly SessionMoments[]): number {
  return sessions.reduce((sum, { session }) => sum + session.credit, 0);
}

function sumAmount(days: readonly InSchoolDay[]): number {
  return days.reduce((sum, { amount }) => sum + amount, 0);
}
