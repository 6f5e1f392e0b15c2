import { buildCalendar, dateOfDay, dayOfDate, shiftWorkingDays, type WorkingCalendar } from './calendar.ts';
import type { Cohort } from './cohort.ts';
import type { PlainDate } from './ids.ts';
import type { Programme } from './programme.ts';

/** How a group's sessions are laid out: from a first date on, every so many weeks, at one time of day for each length. */
export interface SeriesPattern {
  readonly from: PlainDate;
  readonly everyWeeks: number;
}

export interface SeriesDate {
  readonly day: string;
  readonly on: PlainDate;
  /** Why it is not where the pattern would have it. */
  readonly movedFrom?: PlainDate;
}

export type Series =
  | { readonly ok: true; readonly dates: readonly SeriesDate[]; readonly days: number }
  | { readonly ok: false; readonly why: 'past-the-year'; readonly day: string };

/**
 * Dates for every day of a year of the programme. One that falls on a weekend, a bank holiday or a holiday goes to the
 * first day of school after it; the pattern goes on from where it would have been. `days` is what they add up to, in
 * days, whichever way each is held.
 */
export function layOutSeries(
  programme: Pick<Programme, 'days' | 'zone'>,
  cohort: Pick<Cohort, 'years' | 'holidays'>,
  pattern: SeriesPattern,
  year = 1,
): Series {
  const calendar = calendarOf(programme.zone, cohort);
  const ends = cohort.years.find(({ number }) => number === year)?.endsOn ?? pattern.from;
  const days = programme.days.filter((day) => day.year === year && day.kind !== 'catch-up');
  const dates: SeriesDate[] = [];
  let earliest = 0;
  for (const [index, { key }] of days.entries()) {
    const wished = dayOfDate(calendar, pattern.from) + index * pattern.everyWeeks * 7;
    const day = shiftWorkingDays(calendar, Math.max(wished, earliest), 0, 'later');
    const on = dateOfDay(calendar, day);
    if (on > ends) return { ok: false, why: 'past-the-year', day: key };
    const asked = dateOfDay(calendar, wished);
    dates.push({ day: key, on, ...(asked !== on && { movedFrom: asked }) });
    earliest = day + 1;
  }
  return { ok: true, dates, days: days.reduce((sum, { credit }) => sum + credit, 0) };
}

function calendarOf(zone: string, { years, holidays }: Pick<Cohort, 'years' | 'holidays'>): WorkingCalendar {
  const from = years.map(({ startsOn }) => startsOn).toSorted()[0] ?? '2026-01-01';
  const to =
    years
      .map(({ endsOn }) => endsOn)
      .toSorted()
      .at(-1) ?? from;
  return buildCalendar({
    zone,
    from: `${Number(from.slice(0, 4)) - 1}-01-01`,
    to: `${Number(to.slice(0, 4)) + 2}-12-31`,
    holidays,
  });
}
