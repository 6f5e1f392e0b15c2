import { expect, it } from 'vitest';
import { dateOfParts, isAtWeekend } from '../../../functions/domain/local-time.ts';

it('a date typed in three parts is one only where the calendar has it', () => {
  expect(dateOfParts('5', '1', '2027')).toBe('2027-01-05');
  expect(dateOfParts('29', '02', '2028')).toBe('2028-02-29');
  for (const [day, month, year] of [
    ['29', '2', '2027'],
    ['31', '4', '2027'],
    ['0', '1', '2027'],
    ['1', '13', '2027'],
    ['1', '1', '27'],
    ['first', '1', '2027'],
    ['', '', ''],
  ] as const)
    expect(dateOfParts(day, month, year), `${day}/${month}/${year}`).toBeUndefined();
});

it('Saturdays and Sundays are at the weekend', () => {
  const week = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'];
  expect(week.filter(isAtWeekend)).toEqual(['2026-11-28', '2026-11-29']);
});
