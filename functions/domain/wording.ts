import * as ZonedDateTimes from 'temporal-polyfill/fns/ZonedDateTime';
import { type LocalTime, localMidnight, localTime } from './local-time.ts';

/** How pages and e-mails put moments, dates and half-days into words: one wording everywhere, tested once. */

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * A moment as a reader's clock shows it: “Thursday 17 September 2026, 4:00pm (UK time)”.
 *
 * @param instant UTC, as `2026-09-17T15:00:00Z`
 * @param zone IANA time zone, as `Europe/London`
 * @throws RangeError if either is not one
 */
export function formatMoment(instant: string, zone: string): string {
  const local = localTime(instant, zone);
  return `${formatDate(local)}, ${formatTime(local)} (${formatZone(zone)})`;
}

/** From when to when: “Thursday 17 September 2026, 1:30pm to 4:00pm (UK time)”; both dates where they differ. */
export function formatPeriod(start: string, end: string, zone: string): string {
  const from = localTime(start, zone);
  const to = localTime(end, zone);
  const until = formatDate(from) === formatDate(to) ? formatTime(to) : `${formatDate(to)}, ${formatTime(to)}`;
  return `${formatDate(from)}, ${formatTime(from)} to ${until} (${formatZone(zone)})`;
}

/** A calendar date (`2026-09-17`): “Thursday 17 September 2026”. */
export function formatPlainDate(date: string): string {
  return formatDate(localMidnight(date, 'UTC'));
}

/** The date of a moment where the reader is: “Thursday 17 September 2026”. */
export function formatDateOf(instant: string, zone: string): string {
  return formatDate(localTime(instant, zone));
}

/** The last day of a stretch that ends at a moment, which for a term is the midnight after it. */
export function lastDayOf(end: string, zone: string): string {
  return formatDateOf(new Date(Date.parse(end) - 1).toISOString(), zone);
}

/** The same without year, with short names, for tables: “Thu 17 Sep, 4:00pm”. The page names year and zone. */
export function formatMomentShort(instant: string, zone: string): string {
  const local = localTime(instant, zone);
  return `${nameOf(weekdays, ZonedDateTimes.dayOfWeek(local)).slice(0, 3)} ${local.day} ${nameOf(months, local.month).slice(0, 3)}, ${formatTime(local)}`;
}

/** A text with a capital at its beginning. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Days of a programme, in steps of a half: “half a day”, “1 day”, “5.5 days”, “0 days”. */
export function formatDays(days: number): string {
  if (days === 0.5) return 'half a day';
  return days === 1 ? '1 day' : `${days} days`;
}

function formatDate(date: LocalTime): string {
  return `${nameOf(weekdays, ZonedDateTimes.dayOfWeek(date))} ${date.day} ${nameOf(months, date.month)} ${date.year}`;
}

/** Twelve o'clock is named, since few people are sure which one “12:00pm” is. */
function formatTime({ hour, minute }: LocalTime): string {
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const half = hour < 12 ? 'am' : 'pm';
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')}${half}`;
}

/** “UK time” all year round, so that nobody has to know whether it is GMT or BST. */
function formatZone(zone: string): string {
  if (zone === 'Europe/London') return 'UK time';
  if (zone === 'UTC') return 'UTC';
  return `${zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')} time`;
}

/** Of a list whose numbers start at 1, as weekdays and months do. */
function nameOf(names: readonly string[], number: number): string {
  const name = names[number - 1];
  if (name === undefined) throw new RangeError(`There is no name for number ${number}.`);
  return name;
}
