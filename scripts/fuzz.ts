import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { wholeTyped } from '../functions/domain/fields.ts';
import { readAs } from '../functions/domain/read-as.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';

/**
 * `npm run fuzz -- --requests N [--seed S] [--json]`: sends seeded requests to every route of an embedded cloud of its
 * own. Ends with 1 when one of them met a server error, or a GET changed something.
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const requests = readAs(v.pipe(wholeTyped, v.gtValue(0)), values.requests);
const seed = readAs(wholeTyped, values.seed);
const report = await runFuzz(requests, seed, (line) => console.error(line));
console.log(values.json ? JSON.stringify(report) : report);
process.exitCode = report.serverErrors + report.changedByGet > 0 ? 1 : 0;
