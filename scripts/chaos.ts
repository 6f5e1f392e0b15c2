import { parseArgs } from 'node:util';
import * as z from 'zod';
import { runKills } from './chaos/kill-run.ts';

/**
 * `npm run chaos -- --kills N [--part nominations] [--seed S] [--json]`: lives the demo's story undisturbed, then again
 * in a process that is killed N times, and compares what both left behind. Ends with 1 when that is not the same.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    part: { type: 'string', default: 'whole' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const count = z.coerce.number().int().positive();
const seed = z.coerce.number().int().parse(values.seed);
const tell = (line: string): void => void (values.json || console.log(line));

const part = z.enum(['nominations', 'whole']).parse(values.part);
const { deaths, ...report } = await runKills({ kills: count.parse(values.kills), seed, part, tell });
const during = countBy(deaths.map((death) => death.during));
const how = countBy(deaths.map((death) => death.how));
const at = countBy(deaths.map(({ entry }) => entry));
const midFunction = deaths.filter(({ functions }) => functions.length > 0).length;
const result = { ...report, seed, landed: { during, how, at, midFunction } };
console.log(values.json ? JSON.stringify(result) : result);
process.exitCode = report.same ? 0 : 1;

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
