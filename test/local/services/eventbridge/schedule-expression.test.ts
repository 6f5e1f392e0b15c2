import { describe, expect, it } from 'vitest';
import {
  InvalidSchedule,
  nextMoment,
  parseSchedule,
} from '../../../../local/services/eventbridge/schedule-expression.ts';

function momentsAfter(after: string, expression: string, count: number, timeZone = 'UTC'): string[] {
  const parsed = parseSchedule(expression, timeZone);
  if (parsed.kind === 'rate') throw new TypeError('a rate has no moments of its own');
  const found: string[] = [];
  for (let at = Date.parse(after); found.length < count; ) {
    const next = nextMoment(parsed, at);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().replace(':00.000Z', ''));
    at = next;
  }
  return found;
}

describe('a cron expression', () => {
  it.each([
    ['cron(0 10 * * ? *)', ['2026-03-02T10:00', '2026-03-03T10:00']],
    ['cron(15 9 ? * MON-FRI *)', ['2026-03-02T09:15', '2026-03-03T09:15']],
    ['cron(0/20 9 * * ? *)', ['2026-03-02T09:20', '2026-03-02T09:40', '2026-03-03T09:00']],
    ['cron(0 8 1 * ? *)', ['2026-04-01T08:00', '2026-05-01T08:00']],
    ['cron(0 0 L * ? *)', ['2026-03-31T00:00', '2026-04-30T00:00']],
    ['cron(0 0 ? * 6L *)', ['2026-03-27T00:00', '2026-04-24T00:00']],
    ['cron(0 0 ? * TUE#2 *)', ['2026-03-10T00:00', '2026-04-14T00:00']],
    ['cron(0 0 1W * ? *)', ['2026-04-01T00:00', '2026-05-01T00:00', '2026-06-01T00:00']],
    ['cron(0 0 15W 8,11 ? *)', ['2026-08-14T00:00', '2026-11-16T00:00']],
    ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['cron(30 23 ? 9-10 1,7 2027)', ['2027-09-04T23:30', '2027-09-05T23:30']],
  ])('%s is due at %j', (expression, expected) => {
    expect(momentsAfter('2026-03-02T09:00:00Z', expression, expected.length)).toEqual(expected);
  });

  it('ends with its last year', () => {
    expect(momentsAfter('2026-03-02T09:00:00Z', 'cron(0 0 1 1 ? 2025-2027)', 3)).toEqual(['2027-01-01T00:00']);
  });

  it('keeps to the wall clock of its zone', () => {
    const after = '2026-03-28T00:00:00Z';
    expect(momentsAfter(after, 'cron(0 8 * * ? *)', 3, 'Europe/London')).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ]);
  });

  it('skips an hour that a clock change leaves out', () => {
    expect(momentsAfter('2026-03-28T12:00:00Z', 'cron(30 1 * * ? *)', 2, 'Europe/London')).toEqual([
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
  });

  it('is due once in an hour that a clock change repeats', () => {
    expect(momentsAfter('2026-10-24T12:00:00Z', 'cron(30 1 * * ? *)', 2, 'Europe/London')).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });
});

describe('other schedules', () => {
  it('at is due once, in its zone', () => {
    expect(momentsAfter('2026-03-02T09:00:00Z', 'at(2026-09-01T09:00:00)', 2, 'Europe/London')).toEqual([
      '2026-09-01T08:00',
    ]);
  });

  it('a rate is a number and a unit', () => {
    expect(parseSchedule('rate(15 minutes)')).toEqual({ kind: 'rate', everyMs: 900_000 });
    expect(parseSchedule('rate(1 day)')).toEqual({ kind: 'rate', everyMs: 86_400_000 });
  });

  it.each([
    'every day',
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(2 day)',
    'cron(0 10 * * *)',
    'cron(0 10 * * * *)',
    'cron(60 10 * * ? *)',
    'cron(0 10 ? FOO MON *)',
    'at(tomorrow)',
  ])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(InvalidSchedule);
    expect(() => parseSchedule(expression)).toThrow(expression);
  });

  it('refuses a zone that there is not', () => {
    expect(() => parseSchedule('cron(0 10 * * ? *)', 'Europe/Nowhere')).toThrow(InvalidSchedule);
  });
});
