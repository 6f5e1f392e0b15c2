import type { Bench } from './bench.ts';
import { interleave, perCpuSecond } from './contest.ts';
import { makeRow } from './figures.ts';

const rounds = 5;
const warmUps = 2;

/** Calls a second of the engine in memory, which rehearsals stand on, beside the embedded one, which `npm start` runs on. */
export const dynamodb: Bench = {
  name: 'dynamodb',
  async run(tell) {
    tell(
      `The calls of one turn of a journey on one table, ${rounds} rounds each by turns after ${warmUps} to warm up.`,
    );
    tell(
      'The embedded engine (dynalite inside) writes its journal to a file, as when it is started; the other has none.',
    );
    const [memory, embedded] = await interleave(['DynamoDB in memory', 'embedded DynamoDB'], { rounds, warmUps });
    return [
      makeRow({
        name: 'DynamoDB in memory, against the embedded one',
        value: perCpuSecond(memory, 'calls'),
        unit: 'calls a CPU second',
        against: perCpuSecond(embedded, 'calls'),
      }),
    ];
  },
};
