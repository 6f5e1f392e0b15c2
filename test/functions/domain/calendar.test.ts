import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { bankHolidays } from '../../../functions/domain/bank-holidays.ts';
import {
  buildCalendar,
  dateOfDay,
  dayOf,
  dayOfDate,
  momentOn,
  OutsideCalendar,
  shiftMonths,
  shiftWorkingDays,
} from '../../../functions/domain/calendar.ts';
import { minuteOfDay } from '../../../functions/domain/offset.ts';

const calendar = buildCalendar({
  zone: 'Europe/London',
  from: '2025-01-01',
  to: '2030-12-31',
  holidays: [{ from: '2026-10-26', to: '2026-10-30' }],
});

function workingDay(date: string, count: number, direction: 'earlier' | 'later' | 'none' = 'later'): string {
  return dateOfDay(calendar, shiftWorkingDays(calendar, dayOfDate(calendar, date), count, direction));
}

function london(date: string, time: string): string {
  return new Date(momentOn(calendar, dayOfDate(calendar, date), minuteOfDay(time))).toISOString();
}

describe('working days', () => {
  it('leave out the weekend', () => {
    expect(workingDay('2026-11-13', 1)).toBe('2026-11-16');
    expect(workingDay('2026-11-16', -1)).toBe('2026-11-13');
  });

  it('leave out bank holidays: two working days before the Thursday after Easter 2026 is the Tuesday', () => {
    expect(workingDay('2026-04-09', -2)).toBe('2026-04-07');
    expect(workingDay('2026-04-02', 1)).toBe('2026-04-07');
  });

  it('leave out the cohort’s own holidays', () => {
    expect(workingDay('2026-11-03', -2)).toBe('2026-10-23');
  });

  it('are counted from a day without school as from the last or next one with school', () => {
    expect(workingDay('2026-11-14', 1)).toBe('2026-11-16');
    expect(workingDay('2026-11-15', -1)).toBe('2026-11-13');
  });

  it('move a day without school in the direction that still helps, or not at all', () => {
    expect(workingDay('2026-11-14', 0, 'later')).toBe('2026-11-16');
    expect(workingDay('2026-11-14', 0, 'earlier')).toBe('2026-11-13');
    expect(workingDay('2026-11-14', 0, 'none')).toBe('2026-11-14');
    expect(workingDay('2026-11-13', 0, 'earlier')).toBe('2026-11-13');
  });

  it('beyond the table are refused by name', () => {
    expect(() => workingDay('2030-12-31', 3)).toThrow(OutsideCalendar);
  });
});

describe('months', () => {
  it('end on the last day of a shorter month', () => {
    expect(dateOfDay(calendar, shiftMonths(calendar, dayOfDate(calendar, '2027-01-31'), 1))).toBe('2027-02-28');
    expect(dateOfDay(calendar, shiftMonths(calendar, dayOfDate(calendar, '2027-11-30'), 3))).toBe('2028-02-29');
  });
});

describe('the wall clock', () => {
  it('says 16:00 in winter and in summer', () => {
    expect(london('2026-03-27', '16:00')).toBe('2026-03-27T16:00:00.000Z');
    expect(london('2026-03-30', '16:00')).toBe('2026-03-30T15:00:00.000Z');
  });

  it('takes a time that 29 March 2026 leaves out an hour later', () => {
    expect(london('2026-03-29', '01:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(london('2026-03-29', '07:15')).toBe('2026-03-29T06:15:00.000Z');
  });

  it('means the first of a time that 25 October 2026 repeats', () => {
    expect(london('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(london('2026-10-25', '02:00')).toBe('2026-10-25T02:00:00.000Z');
    expect(london('2026-10-25', '07:15')).toBe('2026-10-25T07:15:00.000Z');
  });

  it('agrees with Temporal at every hour of the days around every clock change', () => {
    for (const date of [
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
      '2027-03-28',
      '2027-10-31',
    ]) {
      for (let minute = 0; minute < 1440; minute += 30) {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const expected = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/London');
        expect(`${date} ${time} ${london(date, time)}`).toBe(
          `${date} ${time} ${new Date(expected.epochMilliseconds).toISOString()}`,
        );
      }
    }
  });

  it('knows to which day an instant belongs: half past midnight in summer is the day before in UTC', () => {
    expect(dateOfDay(calendar, dayOf(calendar, Date.parse('2026-07-01T23:30:00Z')))).toBe('2026-07-02');
    expect(dateOfDay(calendar, dayOf(calendar, Date.parse('2026-12-01T23:30:00Z')))).toBe('2026-12-01');
  });

  it('works in a zone that is behind', () => {
    const newYork = buildCalendar({ zone: 'America/New_York', from: '2026-01-01', to: '2026-12-31', holidays: [] });
    const moment = momentOn(newYork, dayOfDate(newYork, '2026-03-08'), minuteOfDay('09:00'));
    expect(new Date(moment).toISOString()).toBe('2026-03-08T13:00:00.000Z');
  });
});

describe('the bank holidays', () => {
  it('are those that the law gives for each year', () => {
    for (const year of [2026, 2027, 2028, 2029]) {
      const listed = bankHolidays.filter(({ date }) => date.startsWith(String(year))).map(({ date }) => date);
      expect(listed).toEqual(lawfulHolidays(year));
    }
  });
});

/** The Banking and Financial Dealings Act 1971 and common law: what a proclamation for one year adds is not in it. */
function lawfulHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const christmas = substituted([Temporal.PlainDate.from(`${year}-12-25`), Temporal.PlainDate.from(`${year}-12-26`)]);
  return [
    ...substituted([Temporal.PlainDate.from(`${year}-01-01`)]),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    mondayOnOrAfter(Temporal.PlainDate.from(`${year}-05-01`)),
    mondayOnOrAfter(Temporal.PlainDate.from(`${year}-05-25`)),
    mondayOnOrAfter(Temporal.PlainDate.from(`${year}-08-25`)),
    ...christmas,
  ]
    .map(String)
    .sort();
}

/** A holiday at the weekend is kept on the next weekday that is not one already. */
function substituted(days: Temporal.PlainDate[]): Temporal.PlainDate[] {
  const kept = days.filter(({ dayOfWeek }) => dayOfWeek < 6);
  for (const day of days.filter(({ dayOfWeek }) => dayOfWeek >= 6)) {
    let substitute = mondayOnOrAfter(day);
    while (kept.some((other) => other.equals(substitute))) substitute = substitute.add({ days: 1 });
    kept.push(substitute);
  }
  return kept;
}

function mondayOnOrAfter(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.add({ days: (8 - day.dayOfWeek) % 7 });
}

/** The anonymous Gregorian computus. */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return new Temporal.PlainDate(year, month, day);
}
