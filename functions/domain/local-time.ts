import { Temporal } from 'temporal-polyfill';
import type { Instant } from './ids.ts';

/** "2026-03-03 09:00" on the zone's wall clock, as an instant. A time that the spring change leaves out is an hour later. */
export function instantOf(local: string, zone: string): Instant {
  return Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(zone).toInstant().toString();
}

/** An instant as the zone's wall clock shows it: "2026-09-17" and "16:00". */
export function localOf(at: Instant, zone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString().slice(0, 5) };
}
