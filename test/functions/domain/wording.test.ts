import { describe, expect, it } from 'vitest';
import {
  formatDateOf,
  formatDays,
  formatMoment,
  formatMomentShort,
  formatPeriod,
  formatPlainDate,
} from '../../../functions/domain/wording.ts';

const london = 'Europe/London';

describe('wording of moments', () => {
  it('gives weekday, date, time and zone in summer time', () => {
    expect(formatMoment('2026-09-17T15:00:00Z', london)).toBe('Thursday 17 September 2026, 4:00pm (UK time)');
  });

  it('gives winter time from the hour that the clocks go back', () => {
    expect(formatMoment('2026-10-25T00:30:00Z', london)).toBe('Sunday 25 October 2026, 1:30am (UK time)');
    expect(formatMoment('2026-10-25T01:30:00Z', london)).toBe('Sunday 25 October 2026, 1:30am (UK time)');
    expect(formatMoment('2026-10-25T02:30:00Z', london)).toBe('Sunday 25 October 2026, 2:30am (UK time)');
  });

  it('names midday and midnight, and twelve minutes past them as a clock does', () => {
    expect(formatMoment('2026-01-05T12:00:00Z', london)).toContain('midday');
    expect(formatMoment('2026-01-05T00:00:00.000Z', london)).toContain('midnight');
    expect(formatMoment('2026-01-05T12:12:00Z', london)).toContain('12:12pm');
    expect(formatMoment('2026-01-05T00:12:00Z', london)).toContain('12:12am');
  });

  it('names other zones by their place', () => {
    expect(formatMoment('2026-09-17T15:00:00Z', 'America/New_York')).toContain('11:00am (New York time)');
    expect(formatMoment('2026-09-17T15:00:00Z', 'UTC')).toContain('3:00pm (UTC)');
  });

  it('refuses what is not an instant', () => {
    expect(() => formatMoment('2026-09-17', london)).toThrow(RangeError);
  });

  it('gives a period its date once, and twice where it ends on another day', () => {
    expect(formatPeriod('2026-09-17T12:30:00Z', '2026-09-17T15:00:00Z', london)).toBe(
      'Thursday 17 September 2026, 1:30pm to 4:00pm (UK time)',
    );
    expect(formatPeriod('2026-09-17T08:00:00Z', '2026-09-18T15:00:00Z', london)).toBe(
      'Thursday 17 September 2026, 9:00am to Friday 18 September 2026, 4:00pm (UK time)',
    );
  });

  it('takes the date of a moment from where the reader is', () => {
    expect(formatDateOf('2026-06-30T23:30:00Z', london)).toBe('Wednesday 1 July 2026');
  });

  it('has a short form for tables', () => {
    expect(formatMomentShort('2026-09-17T15:00:00Z', london)).toBe('Thu 17 Sep, 4:00pm');
  });

  it('gives a plain date its weekday', () => {
    expect(formatPlainDate('2026-03-02')).toBe('Monday 2 March 2026');
  });
});

describe('wording of days', () => {
  it.each([
    [0, '0 days'],
    [0.5, 'half a day'],
    [1, '1 day'],
    [5.5, '5.5 days'],
  ])('puts %s as “%s”', (days, words) => {
    expect(formatDays(days)).toBe(words);
  });
});
