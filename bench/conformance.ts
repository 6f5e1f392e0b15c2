import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCases } from '../local/conformance/case.ts';
import { type CaseReport, checkCase, summarise } from '../local/conformance/conformance.ts';
import type { Bench } from './bench.ts';
import { makeRow } from './figures.ts';

const corpus = join(import.meta.dirname, '..', '..', 'shared', 'asl-corpus', 'cases');

/** Recorded executions of AWS's Step Functions, from the corpus beside the project's folder. */
export const conformance: Bench = {
  name: 'conformance',
  async run(tell) {
    if (!existsSync(corpus)) throw new Error(`The recorded cases are not at ${corpus}`);
    const reports: CaseReport[] = [];
    for (const recorded of readCases(corpus)) reports.push(await checkCase(recorded));
    const { passed, total, failed, refused } = summarise(reports);
    tell(`${total} recorded cases; ${refused.length} use what is not supported and are refused by name.`);
    return [
      makeRow({ name: 'recorded behaviour of Step Functions, passed', value: passed, unit: 'cases' }),
      makeRow({
        name: 'recorded behaviour of Step Functions, otherwise than AWS',
        value: failed.length,
        unit: 'cases',
        target: { of: 'value', bound: 'at most', figure: 0 },
      }),
    ];
  },
};
