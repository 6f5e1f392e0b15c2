import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readAs } from '../functions/domain/read-as.ts';
import { peopleRates } from '../local/rehearsal/people-rates.ts';
import { rehearse } from '../local/rehearsal/rehearse.ts';
import { rehearseTogether } from '../local/rehearsal/rehearse-together.ts';
import type { Script } from '../local/rehearsal/stage.ts';
import type { Bench } from './bench.ts';
import { makeRow } from './figures.ts';
import { profileOf } from './profile.ts';

const root = join(import.meta.dirname, '..');
const cohort = 10_000;
const processes = 2;
const profiled = 100;

/**
 * Two years of 10,000 participants, from nomination to completion, with the real state machines, planner, ledger and
 * mailer's decisions, in two processes. Takes minutes; nothing of it is estimated.
 */
export const rehearsal: Bench = {
  name: 'rehearsal',
  async run(tell) {
    const { participants, ...whole } = await rehearseTogether(script(), { participants: cohort, processes });
    tell(
      `${participants} participants: ${whole.transitions} transitions, ${whole.prompts} e-mails, ${whole.cpuSeconds} s of CPU time, ${whole.wallSeconds} s of real time`,
    );
    const share = { participants: profiled, part: 0, of: 1 };
    const { byPart, byFunction } = await profileOf(() => rehearse(script(), share));
    tell(
      `Where the CPU time of ${profiled} participants in one process goes, by part, each counted without what it calls:`,
    );
    for (const line of byPart) tell(line);
    tell('The functions that take most, counted the same way:');
    for (const line of byFunction) tell(line);
    return [
      makeRow({
        name: `rehearsal, ${participants} participants x two years, two cores`,
        value: whole.wallSeconds,
        unit: 's',
        target: { of: 'value', bound: 'at most', figure: 30 },
      }),
      makeRow({
        name: 'rehearsal: transitions',
        value: whole.transitions / whole.cpuSeconds,
        unit: 'transitions a CPU second',
      }),
      makeRow({
        name: 'rehearsal: peak memory of both processes',
        value: whole.peakMebibytes,
        unit: 'MiB',
        target: { of: 'value', bound: 'at most', figure: 2048 },
      }),
    ];
  },
};

function script(): Script {
  const read = (file: string) => ({ file, text: readFileSync(join(root, file), 'utf8') });
  return {
    programme: read('programmes/secondary-mastery-specialist.yaml'),
    cohort: read('programmes/cohorts/sample-2026.yaml'),
    rates: readAs(peopleRates, parse(read('local/rehearsal/typical-people.yaml').text)),
    seed: 1,
  };
}
