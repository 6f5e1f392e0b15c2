import { instantOf } from '../../domain/local-time.ts';
import { zone } from '../zone.ts';

const lessonMinutes = 60;

export interface LessonTime {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** A lesson's hour from a date and a time as people type them: "25 11 2026" and "9:30". Nothing where either is none. */
export function lessonTime(typed: Readonly<Record<'day' | 'month' | 'year' | 'time', string>>): LessonTime | undefined {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((part) => part.trim());
  const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed.time.trim());
  if (!time || !/^\d{1,2}$/.test(day ?? '') || !/^\d{1,2}$/.test(month ?? '') || !/^\d{4}$/.test(year ?? ''))
    return undefined;
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  // 31 February is no date, and JavaScript would make one of it.
  if (new Date(`${date}T12:00:00Z`).getUTCDate() !== Number(day) || Number(month) > 12) return undefined;
  const startsAt = instantOf(`${date} ${(time[1] ?? '').padStart(2, '0')}:${time[2]}`, zone);
  return {
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + lessonMinutes * 60_000).toISOString().replace('.000', ''),
  };
}
