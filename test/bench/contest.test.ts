import { expect, test } from 'vitest';
import { ContestantFailed, countOf, perCpuSecond, type Round } from '../../bench/contest.ts';

const round = (calls: number, cpuSeconds: number): Round => ({
  counts: { calls },
  seconds: 100,
  cpuSeconds,
  peakMebibytes: 1,
});

test('the rate is the median of the rounds, by their CPU time', () => {
  expect(perCpuSecond([round(100, 1), round(100, 4), round(300, 1)], 'calls')).toBe(100);
});

test('a round that did not count what is asked for is refused', () => {
  expect(() => countOf(round(1, 1).counts, 'transitions')).toThrow(ContestantFailed);
});
