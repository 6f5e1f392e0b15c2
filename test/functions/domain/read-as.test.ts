import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../functions/domain/ids.ts';
import { readAs } from '../../../functions/domain/read-as.ts';

const person = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(5)),
  role: v.picklist(['head', 'lead']),
  born: v.optional(plainDate),
});

function refusal(value: unknown): string {
  try {
    readAs(person, value);
  } catch (error) {
    return JSON.stringify({ ...(error as Error), text: String(error) });
  }
  return 'nothing';
}

describe('a value that is not as its schema says', () => {
  it('is refused by place and what belongs there', () => {
    expect(() => readAs(person, { role: 'other' })).toThrow('name: expected "name"; role: expected ("head" | "lead")');
  });

  it('is refused in the words of its schema, where that has any', () => {
    expect(() => readAs(person, { name: 'Sam', role: 'head', born: '2026-02-30' })).toThrow(
      'born: must be a day that the calendar has',
    );
  });

  it('is held against each schema that it may fit', () => {
    expect(() => readAs(v.union([v.number(), v.literal('none')]), 'Sample')).toThrow(
      'the whole: expected number, or the whole: expected "none"',
    );
  });

  it('is named nowhere in the error', () => {
    const said = refusal({ name: 'Sample Person', role: 'Sample Role', born: 'Sample Day' });
    expect(said).toContain('name: expected <=5; role: ');
    expect(said).not.toContain('Sample');
    expect(refusal({ name: 'Sam', role: 'head', more: 1 })).toContain('expected never');
  });
});

it.each(['2026-02-30', '2026-02-29', '2027-13-01', '2026-11-31', '26-11-01'])('%s is no date', (text) => {
  expect(v.is(plainDate, text)).toBe(false);
});

it.each(['2026-02-28', '2028-02-29', '2026-12-31'])('%s is a date', (text) => {
  expect(v.is(plainDate, text)).toBe(true);
});
