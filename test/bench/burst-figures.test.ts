import { expect, test } from 'vitest';
import { burstFigures, mostWithin } from '../../bench/burst/burst-figures.ts';

const due = new Set(['a', 'b', 'c']);

test('an occasion of which two messages went out is sent once and has one duplicate', () => {
  const taken = [
    { at: 0, occasion: 'a' },
    { at: 100, occasion: 'a' },
    { at: 200, occasion: 'b' },
  ];
  expect(burstFigures(due, taken)).toEqual({ sent: 2, lost: 1, duplicates: 1, maxPerSecond: 3 });
});

test('a message that was not of the burst counts towards the pace and towards nothing else', () => {
  const taken = [
    { at: 0, occasion: 'a' },
    { at: 0, occasion: 'other' },
  ];
  expect(burstFigures(due, taken)).toEqual({ sent: 1, lost: 2, duplicates: 0, maxPerSecond: 2 });
});

test('the busiest second is found wherever it begins, and its end is not part of it', () => {
  expect(mostWithin([900, 950, 1000, 1899], 1000)).toBe(4);
  expect(mostWithin([900, 1900], 1000)).toBe(1);
  expect(mostWithin([], 1000)).toBe(0);
});
