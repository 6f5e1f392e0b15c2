import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { wholeTyped } from '../functions/domain/fields.ts';
import { readAs } from '../functions/domain/read-as.ts';
import { runFaults } from './chaos/fault-run.ts';
import { runKills } from './chaos/kill-run.ts';

/**
 * `npm run chaos -- --kills N [--part nominations] [--seed S] [--json]` lives the demo's story undisturbed, then again in
 * a process that is killed N times, and compares what both left behind.
 *
 * `npm run chaos -- --faults N [--seed S] [--json]` lets journeys live in memory while N seeded faults strike them, and
 * holds each to the end that it comes to undisturbed.
 *
 * Both end with 1 when something is not as it must be.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    faults: { type: 'string' },
    part: { type: 'string', default: 'whole' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const count = v.pipe(wholeTyped, v.gtValue(0));
const seed = readAs(wholeTyped, values.seed);
const tell = (line: string): void => void (values.json || console.log(line));

if (values.faults !== undefined) await disturb(readAs(count, values.faults));
else await kill(readAs(count, values.kills ?? 100));

async function disturb(faults: number): Promise<void> {
  const report = await runFaults({ faults, seed, tell });
  finish(report.stranded + report.lost + report.duplicates + report.examples.length === 0, { ...report, seed });
}

async function kill(kills: number): Promise<void> {
  const part = readAs(v.picklist(['nominations', 'whole']), values.part);
  const { deaths, ...report } = await runKills({ kills, seed, part, tell });
  const landed = {
    during: countBy(deaths.map(({ during }) => during)),
    how: countBy(deaths.map(({ how }) => how)),
    at: countBy(deaths.map(({ entry }) => entry)),
    midFunction: deaths.filter(({ functions }) => functions.length > 0).length,
  };
  finish(report.same, { ...report, seed, landed });
}

function finish(isAsItMustBe: boolean, result: object): void {
  console.log(values.json ? JSON.stringify(result) : result);
  process.exitCode = isAsItMustBe ? 0 : 1;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
