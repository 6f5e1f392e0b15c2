import type { Temporal } from 'temporal-polyfill';

/** A cron expression of AWS: when in the day, and on which days. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly onDay: (date: Temporal.PlainDate) => boolean;
  readonly lastYear: number;
}

interface Range {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, from `min` on. */
  readonly names?: readonly string[];
}

const minute: Range = { name: 'minutes', min: 0, max: 59 };
const hour: Range = { name: 'hours', min: 0, max: 23 };
const dayOfMonth: Range = { name: 'day of month', min: 1, max: 31 };
const month: Range = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
/** 1 is Sunday. */
const dayOfWeek: Range = {
  name: 'day of week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const year: Range = { name: 'year', min: 1970, max: 2199 };

/**
 * The six fields of AWS's cron: minutes, hours, day of month, month, day of week, year; one of the two days is `?`. Throws
 * RangeError. (EventBridge user guide, "Cron expressions".)
 */
export function parseCron(text: string): CronFields {
  const fields = text.trim().split(/\s+/);
  const [minutes, hours, monthDay, months, weekDay, years] = fields;
  if (years === undefined || fields.length !== 6) throw new RangeError('cron needs six fields');
  if ((monthDay === '?') === (weekDay === '?'))
    throw new RangeError('one of the two day fields must be ?, the other not');
  const inMonth = new Set(parseField(String(months), month));
  const inYear = parseField(years, year);
  const isDay = monthDay === '?' ? parseWeekDay(String(weekDay)) : parseMonthDay(String(monthDay));
  const allowedYears = new Set(inYear);
  return {
    minutes: parseField(String(minutes), minute),
    hours: parseField(String(hours), hour),
    onDay: (date) => allowedYears.has(date.year) && inMonth.has(date.month) && isDay(date),
    lastYear: Math.max(...inYear),
  };
}

/** The first day from `from` on that fits, undefined when none does any more. */
export function nextDay(fields: CronFields, from: Temporal.PlainDate): Temporal.PlainDate | undefined {
  // Eight years hold every combination of a leap day and a weekday but one in a century.
  const end = from.add({ years: 45 });
  for (let day = from; day.year <= fields.lastYear && day.until(end).sign > 0; day = day.add({ days: 1 }))
    if (fields.onDay(day)) return day;
  return undefined;
}

/** `*`, `5`, `1-5`, `1,3,5`, `0/15`, `MON-FRI`: every value that is meant, in order. */
function parseField(text: string, range: Range): number[] {
  const values = new Set(text.split(',').flatMap((part) => parsePart(part, range)));
  return [...values].sort((a, b) => a - b);
}

function parsePart(part: string, range: Range): number[] {
  const [span = '', stepText] = part.split('/');
  const step = stepText === undefined ? 1 : Number(stepText);
  if (!Number.isInteger(step) || step < 1) throw wrong(part, range);
  const [first = '', last] = span.split('-');
  const from = first === '*' ? range.min : fieldValue(first, range);
  const until =
    last !== undefined ? fieldValue(last, range) : first === '*' || stepText !== undefined ? range.max : from;
  if (until < from) throw wrong(part, range);
  return Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, index) => from + index * step);
}

function fieldValue(text: string, range: Range): number {
  const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named === -1 ? Number(text) : range.min + named;
  if (text === '' || !Number.isInteger(value) || value < range.min || value > range.max) throw wrong(text, range);
  return value;
}

function wrong(text: string, { name }: Range): RangeError {
  return new RangeError(`"${text}" is not understood in ${name}`);
}

/** `L` is the last day of the month, `15W` the weekday nearest to the 15th. */
function parseMonthDay(text: string): (date: Temporal.PlainDate) => boolean {
  if (text === 'L') return ({ day, daysInMonth }) => day === daysInMonth;
  const nearest = /^(\d+)W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const wanted = fieldValue(nearest, dayOfMonth);
    return (date) => date.day === nearestWeekday(date, wanted);
  }
  const days = new Set(parseField(text, dayOfMonth));
  return ({ day }) => days.has(day);
}

/** Never in another month. */
function nearestWeekday(date: Temporal.PlainDate, wanted: number): number {
  const day = Math.min(wanted, date.daysInMonth);
  const weekday = date.with({ day }).dayOfWeek;
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 7) return day < date.daysInMonth ? day + 1 : day - 2;
  return day;
}

/** `FRIL` or `6L` is the month's last Friday, `TUE#2` its second Tuesday, `L` alone a Saturday. */
function parseWeekDay(text: string): (date: Temporal.PlainDate) => boolean {
  if (text === 'L') return (date) => weekdayOf(date) === 7;
  const last = /^(\w+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const wanted = fieldValue(last, dayOfWeek);
    return (date) => weekdayOf(date) === wanted && date.day > date.daysInMonth - 7;
  }
  const [, name, ordinal] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (name !== undefined) {
    const wanted = fieldValue(name, dayOfWeek);
    return (date) => weekdayOf(date) === wanted && Math.ceil(date.day / 7) === Number(ordinal);
  }
  const days = new Set(parseField(text, dayOfWeek));
  return (date) => days.has(weekdayOf(date));
}

/** AWS counts from Sunday, 1. */
function weekdayOf({ dayOfWeek: isoDay }: Temporal.PlainDate): number {
  return (isoDay % 7) + 1;
}
