import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';

/** Where the programmes run: people read and type times of this zone. */
const zone = 'Europe/London';

const instant = v.pipe(v.string(), v.check(isInstant, 'an instant such as 2026-09-17T15:00:00Z'));
const duration = v.pipe(v.string(), v.check(isDuration, 'an ISO 8601 duration such as P14D or PT2H'));

/** What `POST /_local/clock` takes: exactly one of its members. */
export const clockOrder = v.union([
  v.strictObject({ until: instant }),
  v.strictObject({ by: duration }),
  v.strictObject({ next: v.literal(true) }),
  v.strictObject({ mode: v.picklist(['real', 'paused']) }),
]);
export type ClockOrder = v.InferOutput<typeof clockOrder>;

/** `now` plus a duration, whose days and months are those of London's calendar: across a clock change a day is 23 or 25 hours. */
export function addDuration(now: number, by: string): number {
  return londonTime(now).add(Temporal.Duration.from(by)).epochMilliseconds;
}

export function parseInstant(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** A date and time as a form gives it (`2026-09-17`, `16:00`), in London. Undefined when they are no such thing. */
export function parseLondon(date: string, time: string): number | undefined {
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `Thursday 17 September 2026, 16:00`. */
export function inWords(moment: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}`;
}

/** The date in London as a date field wants it. */
export function dateInLondon(moment: number): string {
  return londonTime(moment).toPlainDate().toString();
}

export function toIso(moment: number): string {
  return new Date(moment).toISOString();
}

function londonTime(moment: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
}

function isInstant(text: string): boolean {
  return succeeds(() => Temporal.Instant.from(text));
}

function isDuration(text: string): boolean {
  return succeeds(() => Temporal.Duration.from(text)) && !text.startsWith('-');
}

function succeeds(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
