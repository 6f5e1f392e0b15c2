import type { PlainDate } from './ids.ts';

/**
 * School years, holidays and terms as most councils in England set them: a proposal, which whoever makes a calendar puts
 * right by the dates of their own schools. Two weeks at Christmas and Easter, a week in each half-term, six at the end.
 */
interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

export interface Year {
  readonly number: number;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
}

const dayMs = 86_400_000;
const lastDay = '07-21';

/** So many school years: the first from the day given, the others from 1 September. */
export function usualYears(firstDay: PlainDate, count: number): Year[] {
  const calendarYear = Number(firstDay.slice(0, 4));
  const ends = firstDay.slice(5) < '06-01' ? calendarYear : calendarYear + 1;
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    startsOn: index === 0 ? firstDay : `${ends + index - 1}-09-01`,
    endsOn: `${ends + index}-${lastDay}`,
  }));
}

/** The school holidays that end after one day and begin before another. */
export function usualHolidays(after: PlainDate, before: PlainDate): (Period & { readonly title: string })[] {
  const [first, last] = [Number(after.slice(0, 4)), Number(before.slice(0, 4))];
  const calendarYears = Array.from({ length: last - first + 2 }, (_, index) => first - 1 + index);
  return calendarYears
    .flatMap((year) => [
      { title: `February half-term ${year}`, ...weeks(mondayFrom(`${year}-02-14`), 1) },
      { title: `Easter holidays ${year}`, ...weeks(shifted(easterSunday(year), -6), 2) },
      { title: `May half-term ${year}`, ...weeks(mondayFrom(`${year}-05-25`), 1) },
      { title: `Summer holidays ${year}`, from: `${year}-07-22`, to: `${year}-08-31` },
      { title: `October half-term ${year}`, ...weeks(mondayFrom(`${year}-10-22`), 1) },
      { title: `Christmas holidays ${year}`, ...weeks(mondayFrom(`${year}-12-19`), 2) },
    ])
    .filter(({ from, to }) => to > after && from < before);
}

/** The terms of each year, between the holidays at Christmas, Easter and the end; those that a year has nothing of are left out. */
export function usualTerms(years: readonly Year[]) {
  return years.flatMap(({ number, startsOn, endsOn }) => {
    const summer = Number(endsOn.slice(0, 4));
    const christmas = weeks(mondayFrom(`${summer - 1}-12-19`), 2);
    const easter = weeks(shifted(easterSunday(summer), -6), 2);
    return [
      { season: 'autumn', of: summer - 1, from: startsOn, to: shifted(christmas.from, -3) },
      { season: 'spring', of: summer, from: shifted(christmas.to, 3), to: shifted(easter.from, -3) },
      { season: 'summer', of: summer, from: shifted(easter.to, 3), to: endsOn },
    ]
      .map((term) => ({ ...term, from: term.from < startsOn ? startsOn : term.from }))
      .filter(({ from, to }) => from < to)
      .map(({ season, of, from, to }) => ({
        key: `${season}-${of}`,
        title: `${season} term ${of}`,
        year: number,
        startsOn: from,
        endsOn: to,
      }));
  });
}

/** The first Monday on or after a day. */
function mondayFrom(date: PlainDate): PlainDate {
  const weekday = new Date(at(date)).getUTCDay();
  return shifted(date, (8 - weekday) % 7);
}

/** Whole school weeks, from a Monday to a Friday. */
function weeks(monday: PlainDate, count: number): Period {
  return { from: monday, to: shifted(monday, 7 * count - 3) };
}

/** The Gregorian computus, as Butcher's ecclesiastical calendar gave it in 1876: no table, no exception. */
export function easterSunday(year: number): PlainDate {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const epact =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1)).toISOString().slice(0, 10);
}

function at(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function shifted(date: PlainDate, days: number): PlainDate {
  return new Date(at(date) + days * dayMs).toISOString().slice(0, 10);
}
