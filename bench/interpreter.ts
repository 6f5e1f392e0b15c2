import type { Bench, Row } from './bench.ts';
import { interleave, perCpuSecond, type Round } from './contest.ts';
import { makeRow } from './figures.ts';
import { type LoopName, loopNames, loops } from './interpreter/loops.ts';
import { versionOf } from './machine-facts.ts';

const rounds = 7;
const warmUps = 2;

/**
 * Transitions a second on one core: the same workflow in JSONata on our interpreter and in JSONPath on
 * aws-local-stepfunctions, which both have to come to the same output by as many transitions.
 */
export const interpreter: Bench = {
  name: 'interpreter',
  async run(tell) {
    tell(`against aws-local-stepfunctions ${versionOf('aws-local-stepfunctions')}; ${rounds} rounds each by turns,`);
    tell(`after ${warmUps} to warm up, each in a process of its own; the median counts. Tasks echo in process.`);
    tell('Ours keeps the whole history of an execution; the other keeps its log of events and no clock.');
    const rows: Row[] = [];
    for (const loop of loopNames) rows.push(await compare(loop, tell));
    return rows;
  },
};

async function compare(loop: LoopName, tell: (line: string) => void): Promise<Row> {
  const names = [`interpreter, ${loop} loop`, `aws-local-stepfunctions, ${loop} loop`] as const;
  const [ours, peers] = await interleave(names, { rounds, warmUps });
  tell(`${loop} loop: ${loops[loop].about}; ${loops[loop].transitions} transitions an execution`);
  tell(`  ours ${spread(ours)}, the other ${spread(peers)}`);
  return makeRow({
    name: `interpreter, ${loop} loop, against aws-local-stepfunctions`,
    value: perCpuSecond(ours, 'transitions'),
    unit: 'transitions a CPU second',
    against: perCpuSecond(peers, 'transitions'),
    target: { of: 'ratio', bound: 'at least', figure: 2 },
  });
}

/** The slowest and the fastest round. */
function spread(results: readonly Round[]): string {
  const rates = results.map((result) => perCpuSecond([result], 'transitions')).sort((a, b) => a - b);
  return `${Math.round(rates[0] ?? 0)} to ${Math.round(rates.at(-1) ?? 0)}`;
}
