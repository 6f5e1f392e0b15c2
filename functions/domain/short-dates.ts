import type { Instant } from './ids.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment for an admin's line: "Tue 3 Mar 16:00", with the year where it is not that of `now`.
 *
 * @param zone IANA time zone, as `Europe/London`
 */
export function formatShort(at: Instant, zone: string, now?: Instant): string {
  const { weekday, day, month, year, hour, minute } = partsOf(at, zone);
  const otherYear = now !== undefined && partsOf(now, zone).year !== year;
  return `${weekday} ${day} ${month}${otherYear ? ` ${year}` : ''} ${hour}:${minute}`;
}

/** ICU's British short September has four letters, every other month's has three. */
export function shortMonth(name: string): string {
  return name.slice(0, 3);
}

function partsOf(at: Instant, zone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(
    formatFor(zone)
      .formatToParts(Date.parse(at))
      .map(({ type, value }) => [type, type === 'month' ? shortMonth(value) : value]),
  );
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, format);
  return format;
}
