import type { Bench } from './bench.ts';
import { measureOnce } from './contest.ts';
import { makeRow, median } from './figures.ts';

const rounds = 3;

/** What a start does before the embedded cloud runs, when anything changed since the last one. */
export const start: Bench = {
  name: 'start',
  async run(tell) {
    tell(`Real time, the median of ${rounds} fresh processes each; loading rolldown, sass and CDK is in it.`);
    return [
      makeRow({ name: 'start, every function bundled', value: await secondsOf('bundling'), unit: 's' }),
      makeRow({ name: 'start, template synthesised', value: await secondsOf('synthesis'), unit: 's' }),
    ];
  },
};

async function secondsOf(step: 'bundling' | 'synthesis'): Promise<number> {
  const seconds: number[] = [];
  for (let count = 0; count < rounds; count += 1) seconds.push((await measureOnce(step, 'tsx')).seconds);
  return median(seconds);
}
