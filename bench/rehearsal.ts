import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { peopleRates } from '../local/rehearsal/people-rates.ts';
import { rehearse } from '../local/rehearsal/rehearse.ts';
import { rehearseTogether } from '../local/rehearsal/rehearse-together.ts';
import type { Script } from '../local/rehearsal/stage.ts';
import type { Bench } from './bench.ts';
import { extrapolate, makeRow } from './figures.ts';
import { profileLines } from './profile.ts';

const root = join(import.meta.dirname, '..');
const cohort = 10_000;
const processes = 2;
const sizes = { small: 50, large: 250 } as const;

/**
 * Two years of a cohort, from nomination to completion, with the real state machines, planner, ledger and mailer's
 * decisions, in two processes. `REHEARSE_ALL` runs the 10,000; otherwise their time is estimated from two smaller runs.
 */
export const rehearsal: Bench = {
  name: 'rehearsal',
  async run(tell) {
    const target = { of: 'value', bound: 'at most', figure: 30 } as const;
    const small = await measure(sizes.small);
    const large = await measure(process.env.REHEARSE_ALL ? cohort : sizes.large);
    for (const { participants, transitions, prompts, cpuSeconds, wallSeconds } of [small, large])
      tell(
        `${participants} participants: ${transitions} transitions, ${prompts} e-mails, ${cpuSeconds} s of CPU time, ${wallSeconds} s of real time`,
      );
    const perProcess = ({ participants, cpuSeconds }: typeof small) => ({
      size: participants,
      figure: cpuSeconds / processes,
    });
    const wasRun = large.participants === cohort;
    if (!wasRun) tell(`The time of ${cohort} is a straight line through both, in CPU time of each of two processes.`);
    tell(`Where the time goes, of ${sizes.small} participants in one process (shares of their own time):`);
    const share = { participants: sizes.small, part: 0, of: 1 };
    for (const line of await profileLines(() => rehearse(script(), share))) tell(line);
    return [
      makeRow({
        name: `${wasRun ? 'rehearsal' : 'ESTIMATE, not run: rehearsal'}, ${cohort} participants x two years, two cores`,
        value: wasRun ? large.wallSeconds : extrapolate(perProcess(small), perProcess(large), cohort),
        unit: 's',
        target,
      }),
      makeRow({
        name: `rehearsal, ${large.participants} participants: transitions`,
        value: large.transitions / large.cpuSeconds,
        unit: 'transitions a CPU second',
      }),
      makeRow({
        name: `rehearsal, ${large.participants} participants: peak memory of both`,
        value: large.peakMebibytes,
        unit: 'MiB',
        target: { of: 'value', bound: 'at most', figure: 2048 },
      }),
    ];
  },
};

function measure(participants: number) {
  return rehearseTogether(script(), { participants, processes });
}

function script(): Script {
  const read = (file: string) => ({ file, text: readFileSync(join(root, file), 'utf8') });
  return {
    programme: read('programmes/secondary-mastery-specialist.yaml'),
    cohort: read('programmes/cohorts/sample-2026.yaml'),
    rates: peopleRates.parse(parse(read('local/rehearsal/typical-people.yaml').text)),
    seed: 1,
  };
}
