import { describe, expect, test } from 'vitest';
import { bankHolidays } from '../../../functions/domain/bank-holidays.ts';
import { easterSunday, usualHolidays, usualTerms, usualYears } from '../../../functions/domain/usual-calendar.ts';
import { sampleCohort } from '../../support/factories.ts';

describe('the usual calendar', () => {
  test('has the Easter that the bank holidays follow', () => {
    const mondays = bankHolidays.filter(({ title }) => title === 'Easter Monday').map(({ date }) => date);
    const years = mondays.map((date) => Number(date.slice(0, 4)));
    expect(years.length).toBeGreaterThan(2);
    const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    expect(years.map((year) => dayAfter(easterSunday(year)))).toEqual(mondays);
  });

  test('has the half-terms and the Christmas weeks of the sample cohort', () => {
    const sample = new Map(sampleCohort.holidays.map((each) => [each.title, each.from]));
    const usual = usualHolidays('2026-03-02', '2028-07-21').filter(({ title }) => /half-term|Christmas/.test(title));
    expect(usual).toHaveLength(9);
    for (const { title, from } of usual) expect([title, from]).toEqual([title, sample.get(title)]);
  });

  test('has three terms in a year, one after the other, and fewer in a year that begins late', () => {
    const terms = usualTerms(usualYears('2027-09-02', 2));
    expect(terms.map(({ key, year }) => [key, year])).toEqual([
      ['autumn-2027', 1],
      ['spring-2028', 1],
      ['summer-2028', 1],
      ['autumn-2028', 2],
      ['spring-2029', 2],
      ['summer-2029', 2],
    ]);
    expect(terms.map(({ startsOn }) => startsOn)).toEqual(terms.map(({ startsOn }) => startsOn).toSorted());
    expect(usualTerms(usualYears('2028-02-21', 1)).map(({ key }) => key)).toEqual(['spring-2028', 'summer-2028']);
  });
});
