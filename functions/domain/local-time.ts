import * as Calendar from 'temporal-polyfill/fns/Calendar';
import * as Instants from 'temporal-polyfill/fns/Instant';
import * as PlainDates from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTimes from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTimes from 'temporal-polyfill/fns/ZonedDateTime';
import type { Instant, PlainDate } from './ids.ts';

/*
 * Temporal by its functions instead of its classes: a bundle then holds only those that are called, a third of the weight,
 * and every function that plans is loaded with it.
 */

/** An instant on a zone's wall clock. */
export type LocalTime = ZonedDateTimes.Record;

/** "2026-03-03 09:00" on the zone's wall clock, as an instant. A time that the spring change leaves out is an hour later. */
export function instantOf(local: string, zone: string): Instant {
  const time = PlainDateTimes.fromString(local.replace(' ', 'T'), Calendar.getBasic);
  return Instants.toString(ZonedDateTimes.toInstant(PlainDateTimes.toZonedDateTime(time, zone)));
}

/** An instant as the zone's wall clock shows it: "2026-09-17" and "16:00". */
export function localOf(at: Instant, zone: string): { readonly date: PlainDate; readonly time: string } {
  const local = PlainDateTimes.toString(ZonedDateTimes.toPlainDateTime(localTime(at, zone)));
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

/** The moment at which a date (`2026-09-17`) begins in a zone. Throws `RangeError` if either is not one. */
export function localMidnight(date: PlainDate, zone: string): LocalTime {
  return PlainDates.toZonedDateTime(PlainDates.fromString(date, Calendar.getBasic), zone);
}

/** An instant in a zone. Throws `RangeError` if either is not one. */
export function localTime(at: Instant, zone: string): LocalTime {
  return Instants.toZonedDateTimeISO(Instants.fromString(at), zone);
}

/** The date that somebody typed in three parts, as `2026-09-17`: nothing where it is no date. */
export function dateOfParts(day: string, month: string, year: string): PlainDate | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  try {
    return PlainDates.toString(PlainDates.fromString(date, Calendar.getBasic));
  } catch (error) {
    // 31 February: an answer to correct, not a fault.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function isAtWeekend(date: PlainDate): boolean {
  return PlainDates.dayOfWeek(PlainDates.fromString(date, Calendar.getBasic)) > 5;
}
