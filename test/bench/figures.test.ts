import { describe, expect, test } from 'vitest';
import { makeRow, median, NothingToCompare } from '../../bench/figures.ts';

const atLeast2 = { of: 'ratio', bound: 'at least', figure: 2 } as const;
const within30 = { of: 'value', bound: 'at most', figure: 30 } as const;

describe('the median', () => {
  test('is the middle of an odd number of values, by size and not as text', () => {
    expect(median([100, 9, 20])).toBe(20);
  });

  test('is the mean of the two in the middle of an even number', () => {
    expect(median([1, 10, 2, 4])).toBe(3);
  });

  test('of nothing is refused', () => {
    expect(() => median([])).toThrow(NothingToCompare);
  });

  test('leaves the values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a row', () => {
  test('has the ratio of its value to the one beside it', () => {
    expect(makeRow({ name: 'a', value: 300, unit: 'b', against: 120 })).toEqual({
      name: 'a',
      value: 300,
      unit: 'b',
      against: 120,
      ratio: 2.5,
      target: null,
      met: null,
    });
  });

  test('is held to the ratio that was measured, where one was', () => {
    const row = makeRow({ name: 'a', value: 300, unit: 'b', against: 100, ratio: 1.9, target: atLeast2 });
    expect(row).toMatchObject({ value: 300, against: 100, ratio: 1.9, met: false });
  });

  test('without a figure beside it has no ratio', () => {
    expect(makeRow({ name: 'a', value: 300, unit: 'b' })).toMatchObject({ against: null, ratio: null });
  });

  test.each([
    { against: 49, met: true },
    { against: 50, met: true },
    { against: 51, met: false },
  ])('of 100 against $against meets a ratio of at least 2: $met', ({ against, met }) => {
    const row = makeRow({ name: 'a', value: 100, unit: 'b', against, target: atLeast2 });
    expect(row).toMatchObject({ target: 'ratio >= 2', met });
  });

  test.each([
    { value: 30, met: true },
    { value: 31, met: false },
  ])('of $value s meets at most 30 s: $met', ({ value, met }) => {
    expect(makeRow({ name: 'a', value, unit: 's', target: within30 })).toMatchObject({ target: '<= 30 s', met });
  });

  test('is judged by its figures before they are rounded', () => {
    const row = makeRow({ name: 'a', value: 1.99996, unit: 'b', against: 1, target: atLeast2 });
    expect(row).toMatchObject({ ratio: 2, met: false });
  });

  test('that needs a ratio is refused when nothing stands beside it', () => {
    expect(() => makeRow({ name: 'a', value: 1, unit: 'b', target: atLeast2 })).toThrow(NothingToCompare);
  });
});
