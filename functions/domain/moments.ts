import { buildCalendar, dayOfDate, startOfDay, type WorkingCalendar } from './calendar.ts';
import type { Cohort, Session, Term } from './cohort.ts';
import type { PlainDate } from './ids.ts';
import { type NominationStatus, nominationStatus } from './nomination.ts';
import { parseOffset } from './offset.ts';
import { type ParticipantStatus, participantStatus } from './participant.ts';
import type { Gate, Programme } from './programme.ts';
import { type Occasion, occasionKey } from './prompt.ts';
import type { NominationPrompt, ParticipantAbout, ParticipantPrompt, WorkGroupPrompt } from './prompt-rule.ts';
import { lastRetiming } from './session-revisions.ts';
import {
  type Base,
  type CompiledPrompt,
  compilePrompt,
  momentOf,
  occasionsFrom,
  type SessionMoments,
  type TermMoments,
  type TimedOccasion,
  type YearMoments,
} from './timetable.ts';
import { type WorkGroupStatus, workGroupStatus } from './work-group.ts';

/**
 * Everything that a plan needs of a programme version, a cohort's calendar and its holidays, computed once: a plan then
 * only compares numbers. All moments are epoch milliseconds.
 */
export interface Moments {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  /** Planned and cancelled ones, in order of time. */
  readonly sessions: readonly SessionMoments[];
  /** Those that were changed since the cohort opened. */
  readonly revised: readonly SessionMoments[];
  readonly sessionById: ReadonlyMap<string, SessionMoments>;
  readonly years: readonly YearMoments[];
  readonly terms: readonly TermMoments[];
  readonly gates: readonly { readonly gate: Gate; readonly opensAt: number }[];
  readonly opensAt: number;
  readonly closesAt: number;
  /** The participant's occasions that the calendar alone decides, in order of time. */
  readonly timed: readonly TimedOccasion<ParticipantPrompt>[];
  /** Prompt, then anchor → their places in `timed`. */
  readonly timedIndex: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Those counted from something that happens to the participant, or to the nomination. */
  readonly relative: readonly CompiledPrompt<ParticipantPrompt>[];
  /** Those about a session that are sent again for its new time. */
  readonly repeating: readonly CompiledPrompt<ParticipantPrompt>[];
  readonly ofNominations: readonly CompiledPrompt<NominationPrompt>[];
  readonly ofWorkGroups: readonly CompiledPrompt<WorkGroupPrompt>[];
}

const participantBits = new Map(participantStatus.options.map((status, index) => [status, 1 << index]));
const nominationBits = new Map(nominationStatus.options.map((status, index) => [status, 1 << index]));

/** A status as one bit, to be compared with a prompt's set of statuses. */
export function participantBit(status: ParticipantStatus): number {
  return participantBits.get(status) ?? 0;
}

export function nominationBit(status: NominationStatus): number {
  return nominationBits.get(status) ?? 0;
}

export function workGroupBit(status: WorkGroupStatus): number {
  return 1 << workGroupStatus.options.indexOf(status);
}

/** Abouts whose moments the calendar decides for everybody alike. */
const onCalendar = new Set<ParticipantAbout>(['session', 'year', 'term']);

/** Computes the moments of a programme version on a cohort's calendar. Pure; takes a few milliseconds. */
export function computeMoments(programme: Programme, cohort: Cohort, sessions: readonly Session[]): Moments {
  const calendar = calendarOf(programme, cohort);
  const years = yearMoments(programme, cohort, calendar);
  const terms = termMoments(cohort.terms, calendar);
  const dated = sessionMoments(programme, sessions, calendar);
  const compiled = programme.prompts
    .filter((rule) => rule.subject === 'participant')
    .map((rule) => compilePrompt(rule, participantBit, programme.rules));
  const timed = compiled
    .filter(({ rule }) => onCalendar.has(rule.about))
    .flatMap((prompt) =>
      basesOf(prompt.rule, { years, terms, sessions: dated }).flatMap((base) => occasionsFrom(calendar, prompt, base)),
    )
    .sort((a, b) => a.at - b.at);
  return {
    programme,
    calendar,
    sessions: dated,
    revised: dated.filter(({ revisedAt }) => revisedAt !== undefined),
    sessionById: new Map(dated.map((moments) => [moments.session.id, moments])),
    years,
    terms,
    gates: gateMoments(programme, years, calendar),
    opensAt: Date.parse(cohort.opensAt),
    closesAt: Date.parse(cohort.closesAt),
    timed,
    timedIndex: indexOf(timed),
    relative: compiled.filter(({ rule }) => !onCalendar.has(rule.about)),
    repeating: compiled.filter(({ rule }) => rule.repeats),
    ofNominations: programme.prompts
      .filter((rule) => rule.subject === 'nomination')
      .map((rule) => compilePrompt(rule, nominationBit, programme.rules)),
    ofWorkGroups: programme.prompts
      .filter((rule) => rule.subject === 'work-group')
      .map((rule) => compilePrompt(rule, workGroupBit, programme.rules)),
  };
}

const inStints = new WeakMap<Moments, Map<number, Moments>>();

/**
 * The same moments for somebody for whom this is not the first cohort: what the calendar brings are other occasions
 * than those of the cohort before, whose days and years may have the same keys.
 */
export function momentsInStint(moments: Moments, stint: number): Moments {
  if (stint === 1) return moments;
  const known = inStints.get(moments) ?? new Map<number, Moments>();
  const there = known.get(stint);
  if (there) return there;
  const timed = moments.timed.map((each) => {
    const occasion = { ...each.occasion, anchor: anchorInStint(each.occasion.anchor, stint) };
    return { ...each, occasion, key: occasionKey(occasion) };
  });
  const made = { ...moments, timed, timedIndex: indexOf(timed) };
  inStints.set(moments, known.set(stint, made));
  return made;
}

/** `session:central-1` in the first cohort, `session:central-1~2` in the second. */
export function anchorInStint(anchor: string, stint: number): string {
  return stint === 1 ? anchor : `${anchor}~${stint}`;
}

/** Which of somebody's cohorts an anchor was in, counted from 1. */
export function stintOf(anchor: string): number {
  return Number(/~(\d+)$/.exec(anchor)?.[1] ?? 1);
}

/** What an anchor is about, whichever cohort of theirs it was in. */
export function withoutStint(anchor: string): string {
  return anchor.replace(/~\d+$/, '');
}

function indexOf(timed: readonly TimedOccasion<ParticipantPrompt>[]): Map<string, Map<string, number[]>> {
  const index = new Map<string, Map<string, number[]>>();
  timed.forEach(({ occasion: { prompt, anchor } }, place) => {
    const anchors = index.get(prompt) ?? new Map<string, number[]>();
    index.set(prompt, anchors.set(anchor, [...(anchors.get(anchor) ?? []), place]));
  });
  return index;
}

/** Where an occasion stands among the timed ones, if it is one of them. */
export function timedPlace(
  { timed, timedIndex }: Moments,
  { prompt, anchor, ordinal, role }: Occasion,
): number | undefined {
  const places = timedIndex.get(prompt)?.get(anchor);
  return places?.find((place) => {
    const occasion = timed[place]?.occasion;
    return occasion !== undefined && occasion.ordinal === ordinal && occasion.role === role;
  });
}

/** Wide enough for late nominations and long deferrals: from the year before the window opens to five years after the end. */
function calendarOf({ zone }: Programme, cohort: Cohort): WorkingCalendar {
  const ends = cohort.years.map(({ endsOn }) => Number(endsOn.slice(0, 4)));
  return buildCalendar({
    zone,
    from: `${Number(cohort.opensAt.slice(0, 4)) - 1}-01-01`,
    to: `${Math.max(...ends) + 5}-12-31`,
    holidays: cohort.holidays,
  });
}

function yearMoments(programme: Programme, cohort: Cohort, calendar: WorkingCalendar): YearMoments[] {
  return cohort.years.map(({ number, startsOn, endsOn }) => ({
    number,
    title: programme.years.find((year) => year.number === number)?.title ?? `Year ${number}`,
    ...span(calendar, startsOn, endsOn),
  }));
}

function termMoments(terms: readonly Term[], calendar: WorkingCalendar): TermMoments[] {
  const ordered = [...terms].sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  return ordered.map((term) => ({
    term,
    position: ordered.filter(({ year }) => year === term.year).indexOf(term) + 1,
    ...span(calendar, term.startsOn, term.endsOn),
  }));
}

function span(calendar: WorkingCalendar, startsOn: PlainDate, endsOn: PlainDate) {
  const lastDay = dayOfDate(calendar, endsOn);
  return {
    startsAt: startOfDay(calendar, dayOfDate(calendar, startsOn)),
    lastDayAt: startOfDay(calendar, lastDay),
    endsAt: startOfDay(calendar, lastDay + 1),
  };
}

function sessionMoments(
  { rules: { checkIn } }: Programme,
  sessions: readonly Session[],
  calendar: WorkingCalendar,
): SessionMoments[] {
  const evidence = parseOffset(checkIn.evidenceUntil);
  return [...sessions]
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
    .map((session, index) => {
      const startsAt = Date.parse(session.startsAt);
      const endsAt = Date.parse(session.endsAt);
      const checkInCloses = endsAt + checkIn.closesMinutesAfter * 60_000;
      return {
        session,
        index,
        isCatchUp: session.kind === 'catch-up',
        startsAt,
        endsAt,
        checkInOpens: startsAt - checkIn.opensMinutesBefore * 60_000,
        checkInCloses,
        evidenceUntil: Math.max(checkInCloses, momentOf(calendar, endsAt, evidence, 'later')),
        revisedAt: session.revisedAt === undefined ? undefined : Date.parse(session.revisedAt),
        retimed: lastRetiming(session),
      };
    });
}

function gateMoments({ gates }: Programme, years: readonly YearMoments[], calendar: WorkingCalendar) {
  return gates.flatMap((gate) => {
    const year = years.find(({ number }) => number === gate.year);
    return year ? [{ gate, opensAt: momentOf(calendar, year.lastDayAt, parseOffset(gate.opens), 'earlier') }] : [];
  });
}

/** What a prompt of the calendar is about: each session, year or term that its filters let through. */
function basesOf(
  rule: ParticipantPrompt,
  { years, terms, sessions }: Pick<Moments, 'years' | 'terms' | 'sessions'>,
): Base[] {
  const inYear = (year: number) => !rule.years || rule.years.includes(year);
  const yearOf = (number: number) => years.find((year) => year.number === number);
  if (rule.about === 'year') {
    return years
      .filter(({ number }) => inYear(number))
      .map((year) => ({ anchor: `year:${year.number}`, at: edge(rule, year), about: lowerFirst(year.title), year }));
  }
  if (rule.about === 'term') {
    return terms
      .filter(({ term, position }) => inYear(term.year) && (!rule.terms || rule.terms.includes(position)))
      .map((term) => ({
        anchor: `term:${term.term.key}`,
        at: edge(rule, term),
        about: term.term.title,
        term,
        year: yearOf(term.term.year),
      }));
  }
  return sessions
    .filter(({ session }) => session.state === 'planned' && appliesToSession(rule, session))
    .map((session) => ({
      anchor: `session:${session.session.id}`,
      at: rule.from === 'end' ? session.endsAt : session.startsAt,
      about: session.session.title,
      session,
      year: yearOf(session.session.year),
    }));
}

/** Whether a prompt's filters let a session through. */
export function appliesToSession(rule: ParticipantPrompt, session: Session): boolean {
  return (
    (!rule.sessions || rule.sessions.includes(session.kind)) &&
    (!rule.days || rule.days.includes(session.day)) &&
    (!rule.years || rule.years.includes(session.year))
  );
}

function edge(rule: ParticipantPrompt, { startsAt, lastDayAt }: { startsAt: number; lastDayAt: number }): number {
  return rule.from === 'end' ? lastDayAt : startsAt;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
