import * as ZonedDateTimes from 'temporal-polyfill/fns/ZonedDateTime';
import { bankHolidays } from './bank-holidays.ts';
import type { PlainDate } from './ids.ts';
import { localMidnight } from './local-time.ts';

/** A moment was asked for on a day that the calendar's table does not reach. */
export class OutsideCalendar extends Error {
  override readonly name = 'OutsideCalendar';
}

/** Where a moment goes that would fall on a day without school: the direction that still helps, or nowhere. */
export type ShiftDirection = 'earlier' | 'later' | 'none';

interface ClockChange {
  /** From this wall-clock minute of the day on, the new offset holds. */
  readonly fromMinute: number;
  /** How much the clocks went forward, in milliseconds; negative in autumn. */
  readonly forward: number;
}

/**
 * The working days of a cohort's schools and the wall clock of their zone, as tables of numbers: Temporal is asked once,
 * for the clock changes, and a plan only indexes arrays. A day is numbered from the table's first day.
 */
export interface WorkingCalendar {
  readonly zone: string;
  /** The first day, as days since 1970-01-01. */
  readonly firstDay: number;
  /** Epoch milliseconds of each day's local midnight. */
  readonly dayStarts: Float64Array;
  /** How many working days lie before each day. */
  readonly workingBefore: Int32Array;
  /** The days that are working days, in order. */
  readonly workingDays: Int32Array;
  readonly clockChanges: ReadonlyMap<number, ClockChange>;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** A calendar from `from` to `to`, both included. Working days leave out weekends, bank holidays and `holidays`. */
export function buildCalendar(of: {
  zone: string;
  from: PlainDate;
  to: PlainDate;
  holidays: readonly { from: PlainDate; to: PlainDate }[];
}): WorkingCalendar {
  const firstDay = daysSinceEpoch(of.from);
  const length = daysSinceEpoch(of.to) - firstDay + 1;
  const workingBefore = new Int32Array(length + 1);
  const closed = closedDays(of.holidays, firstDay, length);
  const workingDays: number[] = [];
  for (let day = 0; day < length; day += 1) {
    workingBefore[day] = workingDays.length;
    if (!isWeekend(firstDay + day) && closed[day] === 0) workingDays.push(day);
  }
  workingBefore[length] = workingDays.length;
  return {
    zone: of.zone,
    firstDay,
    ...wallClock(of.zone, of.from, firstDay, length),
    workingBefore,
    workingDays: Int32Array.from(workingDays),
  };
}

/** The day on which an instant (epoch ms) falls in the calendar's zone. */
export function dayOf(calendar: WorkingCalendar, at: number): number {
  const { dayStarts } = calendar;
  let day = Math.floor((at - startOfDay(calendar, 0)) / dayMs);
  if (day < 0 || day >= dayStarts.length) throw outside(at);
  while (day > 0 && at < startOfDay(calendar, day)) day -= 1;
  while (day + 1 < dayStarts.length && at >= startOfDay(calendar, day + 1)) day += 1;
  return day;
}

/** A date's day in the calendar. */
export function dayOfDate(calendar: WorkingCalendar, date: PlainDate): number {
  return daysSinceEpoch(date) - calendar.firstDay;
}

/** The date of a day, `2026-09-17`. */
export function dateOfDay(calendar: WorkingCalendar, day: number): PlainDate {
  return new Date((calendar.firstDay + day) * dayMs).toISOString().slice(0, 10);
}

/** Local midnight at which a day begins, epoch ms. */
export function startOfDay(calendar: WorkingCalendar, day: number): number {
  const start = calendar.dayStarts[day];
  if (start === undefined) throw outside(day * dayMs);
  return start;
}

/**
 * The instant (epoch ms) of a wall-clock time on a day. A time that the spring change leaves out is taken an hour later
 * (01:30 becomes 02:30), and of a time that autumn repeats the first is meant.
 */
export function momentOn(calendar: WorkingCalendar, day: number, minuteOfDay: number): number {
  const elapsed = startOfDay(calendar, day) + minuteOfDay * minuteMs;
  const change = calendar.clockChanges.get(day);
  return change && minuteOfDay >= change.fromMinute ? elapsed - change.forward : elapsed;
}

/**
 * The day `count` working days after (or before) a day. `count` 0 is the day itself, moved to a working day in the
 * given direction.
 */
export function shiftWorkingDays(
  calendar: WorkingCalendar,
  day: number,
  count: number,
  direction: ShiftDirection,
): number {
  const before = calendar.workingBefore[day];
  const upToAndWith = calendar.workingBefore[day + 1];
  if (before === undefined || upToAndWith === undefined) throw outside(day * dayMs);
  if (count === 0 && (direction === 'none' || upToAndWith > before)) return day;
  const rank =
    count === 0 ? (direction === 'later' ? before : before - 1) : count > 0 ? upToAndWith + count - 1 : before + count;
  const found = calendar.workingDays[rank];
  if (found === undefined) throw outside(day * dayMs);
  return found;
}

/** The same day of the month `count` months later, or the month's last. */
export function shiftMonths(calendar: WorkingCalendar, day: number, count: number): number {
  const date = new Date((calendar.firstDay + day) * dayMs);
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0)).getUTCDate();
  const shifted = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, Math.min(date.getUTCDate(), lastOfMonth));
  return shifted / dayMs - calendar.firstDay;
}

function wallClock(zone: string, from: PlainDate, firstDay: number, length: number) {
  const dayStarts = new Float64Array(length);
  const clockChanges = new Map<number, ClockChange>();
  let here = localMidnight(from, zone);
  let offsetMs = ZonedDateTimes.offsetNanoseconds(here) / 1e6;
  let next = ZonedDateTimes.getTimeZoneTransition(here, 'next');
  for (let day = 0; day < length; day += 1) {
    const utcMidnight = (firstDay + day) * dayMs;
    dayStarts[day] = utcMidnight - offsetMs;
    while (next && next.epochMilliseconds < utcMidnight + dayMs - offsetMs) {
      here = next;
      const newOffset = ZonedDateTimes.offsetNanoseconds(here) / 1e6;
      const sinceMidnight = here.epochMilliseconds - (dayStarts[day] ?? 0);
      const forward = newOffset - offsetMs;
      const fromMinute = (sinceMidnight + Math.max(forward, 0)) / minuteMs;
      clockChanges.set(day, { fromMinute, forward });
      offsetMs = newOffset;
      next = ZonedDateTimes.getTimeZoneTransition(here, 'next');
    }
  }
  return { dayStarts, clockChanges };
}

/** 1 for each day of the table on which the schools are closed beside the weekend. */
function closedDays(holidays: readonly { from: PlainDate; to: PlainDate }[], firstDay: number, length: number) {
  const closed = new Uint8Array(length);
  const close = (from: number, to: number) => {
    for (let day = Math.max(from, 0); day <= Math.min(to, length - 1); day += 1) closed[day] = 1;
  };
  for (const { date } of bankHolidays) close(daysSinceEpoch(date) - firstDay, daysSinceEpoch(date) - firstDay);
  for (const { from, to } of holidays) close(daysSinceEpoch(from) - firstDay, daysSinceEpoch(to) - firstDay);
  return closed;
}

function daysSinceEpoch(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** 1 January 1970 was a Thursday. */
function isWeekend(daysSince1970: number): boolean {
  const weekday = (daysSince1970 + 4) % 7;
  return weekday === 0 || weekday === 6;
}

function outside(at: number): OutsideCalendar {
  return new OutsideCalendar(`the working-day table does not reach ${new Date(at).toISOString().slice(0, 10)}`);
}
