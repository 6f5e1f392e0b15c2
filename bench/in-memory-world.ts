import type { Bench, Row } from './bench.ts';
import { countOf, measureOnce, type Round } from './contest.ts';
import { extrapolate, makeRow } from './figures.ts';

const cohort = 10_000;

/**
 * Two years, from nomination to completion, with the real state machines, planner, ledger and mailer in one process and
 * in memory; of 10 and of 100 participants, from which the time for 10,000 is estimated.
 */
export const inMemoryWorld: Bench = {
  name: 'in-memory-world',
  async run(tell) {
    tell('Every third participant does all, misses one day, or never answers. One fresh process for each size,');
    tell('loading and compiling included in its memory and not in its time; e-mails composed, and not sent.');
    const ten = await measureOnce('10 participants', 'tsx');
    const hundred = await measureOnce('100 participants', 'tsx');
    for (const result of [ten, hundred]) tell(linesOf(result));
    const points = [ten, hundred].map(({ counts, cpuSeconds }) => ({
      size: countOf(counts, 'participants'),
      figure: cpuSeconds,
    }));
    const [small, large] = points;
    if (!small || !large) throw new Error('Two sizes were to be measured');
    tell(
      `The time of ${cohort} is a straight line through both: an estimate, of CPU time, in one process as it is today;`,
    );
    tell('the target is for two cores, and two processes that lost nothing to each other would take half of it.');
    return [
      ...[ten, hundred].flatMap(rowsOf),
      makeRow({
        name: `ESTIMATE, not run: ${cohort} participants x two years, one process`,
        value: extrapolate(small, large, cohort),
        unit: 's',
        target: { of: 'value', bound: 'at most', figure: 30 },
      }),
    ];
  },
};

function rowsOf({ counts, cpuSeconds, peakMebibytes }: Round): Row[] {
  const participants = countOf(counts, 'participants');
  const name = (what: string): string => `in-memory world, ${participants} participants: ${what}`;
  return [
    makeRow({
      name: name('lives'),
      value: participants / cpuSeconds,
      unit: 'participants x two years a CPU second',
    }),
    makeRow({
      name: name('transitions'),
      value: countOf(counts, 'transitions') / cpuSeconds,
      unit: 'transitions a CPU second',
    }),
    makeRow({ name: name('peak memory'), value: peakMebibytes, unit: 'MiB' }),
  ];
}

function linesOf({ counts, cpuSeconds, seconds }: Round): string {
  const done = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return `${done.join(', ')}: ${cpuSeconds.toFixed(1)} s of CPU time, ${seconds.toFixed(1)} s of real time`;
}
