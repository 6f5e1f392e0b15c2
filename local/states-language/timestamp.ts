const offsetDateTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?)$/i;

/**
 * Epoch milliseconds of an ISO-8601 extended date-time with an offset, up to nanoseconds (rounded up, so that a wait is
 * never too short); undefined when it isn't one, or no such day or time exists.
 */
export function parseTimestamp(text: string): number | undefined {
  const [, year, month, day, hour, minute, second = '0', fraction = '0', offset = 'Z'] =
    offsetDateTime.exec(text) ?? [];
  if (year === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(date).getUTCMonth() !== Number(month) - 1 || Number(day) < 1) return undefined;
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return date + time * 1000 + Math.ceil(Number(`0.${fraction}`) * 1000) - offsetMillis(offset);
}

function offsetMillis(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
