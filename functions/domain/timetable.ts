import {
  dayOf,
  momentOn,
  type ShiftDirection,
  shiftMonths,
  shiftWorkingDays,
  type WorkingCalendar,
} from './calendar.ts';
import type { Session, Term } from './cohort.ts';
import { isSoon, minuteOfDay, type Offset, parseOffset } from './offset.ts';
import type { RecipientRole } from './people.ts';
import type { Programme } from './programme.ts';
import { type Occasion, occasionKey } from './prompt.ts';
import type { PromptRule, Usefulness } from './prompt-rule.ts';

/** A session with its moments in epoch milliseconds. */
export interface SessionMoments {
  readonly session: Session;
  /** Its position among the cohort's sessions, in order of time. */
  readonly index: number;
  readonly isCatchUp: boolean;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly checkInOpens: number;
  readonly checkInCloses: number;
  readonly evidenceUntil: number;
  /** When the present revision was made; undefined for the first. */
  readonly revisedAt: number | undefined;
  /** The last revision that gave the session another time, or made it a sitting of its own. */
  readonly retimed: { readonly revision: number; readonly at: number } | undefined;
}

export interface YearMoments {
  readonly number: number;
  readonly title: string;
  readonly startsAt: number;
  /** Midnight after its last day. */
  readonly endsAt: number;
  /** Midnight at which its last day begins: what offsets from the end are counted from. */
  readonly lastDayAt: number;
}

export interface TermMoments {
  readonly term: Term;
  /** Its position within its year, from 1. */
  readonly position: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly lastDayAt: number;
}

/** A rule made ready: offsets read, statuses as a set of bits. */
export interface CompiledPrompt<Rule extends PromptRule> {
  readonly rule: Rule;
  readonly statuses: number;
  readonly sends: readonly {
    readonly ordinal: number;
    readonly offset: Offset;
    readonly to: readonly RecipientRole[];
  }[];
  /** Minutes of the day between which it is not sent; urgent ones have none. */
  readonly quiet: QuietHours | undefined;
}

interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** One prompt, about one thing, to one recipient, at its moment. */
export interface TimedOccasion<Rule extends PromptRule> {
  readonly key: string;
  readonly occasion: Occasion;
  readonly rule: Rule;
  readonly statuses: number;
  readonly at: number;
  /** From this moment on it helps nobody. */
  readonly usefulUntil: number;
  /** What it is about, in words. */
  readonly about: string;
  readonly session: SessionMoments | undefined;
  readonly term: TermMoments | undefined;
  readonly year: YearMoments | undefined;
}

/** What a prompt is counted from. */
export interface Base {
  readonly anchor: string;
  readonly at: number;
  readonly about: string;
  readonly session?: SessionMoments | undefined;
  readonly term?: TermMoments | undefined;
  readonly year?: YearMoments | undefined;
  /** Only this recipient of the prompt is meant. */
  readonly only?: RecipientRole;
  /** When the nomination that it is about expires. */
  readonly expiresAt?: number;
}

export function compilePrompt<Rule extends PromptRule>(
  rule: Rule,
  statusBit: (status: Rule['statuses'][number]) => number,
  { quietHours }: Pick<Programme['rules'], 'quietHours'>,
): CompiledPrompt<Rule> {
  const statuses = rule.statuses as readonly Rule['statuses'][number][];
  return {
    rule,
    statuses: statuses.reduce((bits, status) => bits | statusBit(status), 0),
    sends: rule.sends.map(({ offset, to }, ordinal) => ({ ordinal, offset: parseOffset(offset), to })),
    quiet:
      rule.lane === 'routine'
        ? { from: minuteOfDay(quietHours.from), until: minuteOfDay(quietHours.until) }
        : undefined,
  };
}

/**
 * The moment itself, or the next at which people in school read e-mail: what happens in the evening, at night or at a
 * weekend is told when the next school day begins.
 */
function afterQuiet(calendar: WorkingCalendar, at: number, { from, until }: QuietHours): number {
  const day = dayOf(calendar, at);
  const isEvening = at >= momentOn(calendar, day, from);
  const next = shiftWorkingDays(calendar, day, isEvening ? 1 : 0, 'later');
  return next === day && at >= momentOn(calendar, day, until) ? at : momentOn(calendar, next, until);
}

/** The moment (epoch ms) of an offset from a base moment. */
export function momentOf(calendar: WorkingCalendar, base: number, offset: Offset, shift: ShiftDirection): number {
  if (offset.unit === 'at-once') return base;
  if (offset.unit === 'minutes') return base + offset.count * 60_000;
  const day = dayOf(calendar, base);
  const shifted =
    offset.unit === 'working-days'
      ? shiftWorkingDays(calendar, day, offset.count, shift)
      : shiftWorkingDays(calendar, shiftMonths(calendar, day, offset.count), 0, shift);
  return momentOn(calendar, shifted, offset.minuteOfDay);
}

/**
 * Every occasion of a prompt about one thing: each send, each recipient.
 *
 * @param skip occasions, by key, that nobody needs: their moments are not worked out
 */
export function occasionsFrom<Rule extends PromptRule>(
  calendar: WorkingCalendar,
  { rule, statuses, sends, quiet }: CompiledPrompt<Rule>,
  base: Base,
  skip?: (key: string) => boolean,
): TimedOccasion<Rule>[] {
  const { anchor, about, session, term, year } = base;
  const occasions: TimedOccasion<Rule>[] = [];
  for (const { ordinal, offset, to } of sends) {
    for (const role of to) {
      if (base.only !== undefined && role !== base.only) continue;
      const occasion = { prompt: rule.key, anchor, ordinal, role };
      const key = occasionKey(occasion);
      if (skip?.(key)) continue;
      const moment = momentOf(calendar, base.at, offset, rule.shift);
      // A moment of the wall clock was chosen by the programme, which is held to the quiet hours when it is read.
      const at = quiet && isSoon(offset) ? afterQuiet(calendar, moment, quiet) : moment;
      const usefulUntil = limitOf(rule.until, at, base);
      occasions.push({ key, occasion, rule, statuses, at, usefulUntil, about, session, term, year });
    }
  }
  return occasions;
}

function limitOf(
  until: Usefulness,
  at: number,
  { session, term, year, expiresAt }: Pick<Base, 'session' | 'term' | 'year' | 'expiresAt'>,
): number {
  const never = Number.POSITIVE_INFINITY;
  switch (until) {
    case 'session-start':
      return session?.startsAt ?? never;
    case 'session-end':
      return session?.endsAt ?? never;
    case 'evidence-deadline':
      return session?.evidenceUntil ?? never;
    case 'term-end':
      return term?.endsAt ?? never;
    case 'year-end':
      return year?.endsAt ?? never;
    case 'window-close':
      return expiresAt ?? never;
    case 'always':
      return never;
    default:
      return at + durationMs(until);
  }
}

/** "P3D", "PT2H", "PT30M": days here are of 24 hours. */
function durationMs(text: string): number {
  const count = Number.parseInt(text.replace(/^PT?/, ''), 10);
  if (text.endsWith('D')) return count * 86_400_000;
  return text.endsWith('H') ? count * 3_600_000 : count * 60_000;
}

/** Why an occasion whose use has passed was missed, for its row. */
export function missedBecause(until: Usefulness): string {
  switch (until) {
    case 'session-start':
      return 'the session had begun';
    case 'session-end':
      return 'the session had ended';
    case 'evidence-deadline':
      return 'the time for evidence had passed';
    case 'term-end':
      return 'the term had ended';
    case 'year-end':
      return 'the year had ended';
    case 'window-close':
      return 'nominations had closed';
    default:
      return 'its time had passed';
  }
}

/** `to remind this participant about Central day 3` */
export function purposeOf({ rule, about }: Pick<TimedOccasion<PromptRule>, 'rule' | 'about'>): string {
  return `to ${rule.purpose.replaceAll('{about}', about)}`;
}
