import { textLike } from './fields.ts';

/**
 * When a prompt is sent, counted from its base: "at once", "-2 wd 16:00" (working days, at a wall-clock time in the
 * programme's zone), "+0 wd 07:15" (the base's own day), "+3 months 09:00", "+20 min", "-1 h".
 */
export const offset = textLike(
  /^(at once|[+-]\d{1,3} (wd|months) ([01]\d|2[0-3]):[0-5]\d|[+-]\d{1,4} (min|h))$/,
  'must be "at once", "-2 wd 16:00", "+3 months 09:00", "+20 min" or "-1 h"',
);

export type Offset =
  | { readonly unit: 'at-once' }
  | { readonly unit: 'working-days' | 'months'; readonly count: number; readonly minuteOfDay: number }
  | { readonly unit: 'minutes'; readonly count: number };

/** Reads an offset that the schema has accepted. */
export function parseOffset(text: string): Offset {
  const [count = '', unit, time = ''] = text.split(' ');
  if (unit === 'wd') return { unit: 'working-days', count: Number(count), minuteOfDay: minuteOfDay(time) };
  if (unit === 'months') return { unit: 'months', count: Number(count), minuteOfDay: minuteOfDay(time) };
  if (unit === 'min') return { unit: 'minutes', count: Number(count) };
  if (unit === 'h') return { unit: 'minutes', count: Number(count) * 60 };
  return { unit: 'at-once' };
}

/** "16:00" as minutes after midnight. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Whether it is counted in minutes from its base, whatever the hour, and not set by the wall clock. */
export function isSoon(parsed: Offset): boolean {
  return parsed.unit === 'at-once' || parsed.unit === 'minutes';
}

/** True where the offset lies before its base: impossible when the base is something that happens unannounced. */
export function isBefore(parsed: Offset): boolean {
  return parsed.unit !== 'at-once' && parsed.count < 0;
}
