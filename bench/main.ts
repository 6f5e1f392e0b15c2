import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { burst } from './burst.ts';
import { cold } from './cold.ts';
import { conformance } from './conformance.ts';
import { consoleLists } from './console.ts';
import { cost } from './cost.ts';
import { dynamodb } from './dynamodb.ts';
import { embeddedCloud } from './embedded-cloud.ts';
import { keyedFigures } from './figures.ts';
import { interpreter } from './interpreter.ts';
import { machineLines } from './machine-facts.ts';
import { performancePage, type Told } from './performance-page.ts';
import { rehearsal } from './rehearsal.ts';
import { start } from './start.ts';
import { tableLines } from './table.ts';

const benches: readonly Bench[] = [
  rehearsal,
  interpreter,
  cost,
  cold,
  burst,
  conformance,
  start,
  embeddedCloud,
  consoleLists,
  dynamodb,
];

const performanceFile = join(import.meta.dirname, '..', 'docs', 'performance.md');

/**
 * `npm run bench -- [name …] [--json] [--write]`: measures, one bench after the other, and prints a table; with
 * `--json` the last line is the rows, or, of a single bench that names its figures, those by name; `--write` writes it to
 * `docs/performance.md`. Exits with 1 when a bench could not be run; a target that is not met is a figure, not a failure.
 */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, write: { type: 'boolean' } },
  });
  const chosen = choose(positionals);
  const machine = machineLines(new Date());
  for (const line of machine) console.log(line);
  const told: Told[] = [];
  for (const bench of chosen) told.push(await runBench(bench));
  const rows = told.flatMap((bench) => bench.rows);
  if (values.write) writeFileSync(performanceFile, performancePage(told, machine));
  console.log(`\n${tableLines(rows).join('\n')}`);
  if (values.json) console.log(JSON.stringify((chosen.length === 1 && keyedFigures(rows)) || rows));
}

/** Throws when a name is not a bench's. */
function choose(names: readonly string[]): readonly Bench[] {
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(', ')}: ${benches.map(({ name }) => name).join(', ')} are.`);
  return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
}

async function runBench(bench: Bench): Promise<Told> {
  console.log(`\n${bench.name}`);
  const lines: string[] = [];
  const tell = (line: string): void => {
    lines.push(line);
    console.log(`  ${line}`);
  };
  try {
    return { name: bench.name, lines, rows: await bench.run(tell) };
  } catch (error) {
    console.error(`${bench.name} could not be measured:`, error);
    process.exitCode = 1;
    return { name: bench.name, lines: ['could not be measured'], rows: [] };
  }
}

await main();
