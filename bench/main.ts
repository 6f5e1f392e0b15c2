import { parseArgs } from 'node:util';
import type { Bench, Row } from './bench.ts';
import { burst } from './burst.ts';
import { cold } from './cold.ts';
import { dynamodb } from './dynamodb.ts';
import { embeddedCloud } from './embedded-cloud.ts';
import { keyedFigures } from './figures.ts';
import { inMemoryWorld } from './in-memory-world.ts';
import { interpreter } from './interpreter.ts';
import { machineLines } from './machine-facts.ts';
import { start } from './start.ts';
import { tableLines } from './table.ts';

const benches: readonly Bench[] = [interpreter, inMemoryWorld, dynamodb, burst, start, embeddedCloud, cold];

/**
 * `npm run bench -- [name …] [--json]`: measures, one bench after the other, and prints a table; with `--json` the last
 * line is the rows, or, of a single bench that names its figures, those by name. Exits with 1 when a bench could not be run; a target that is not met is a figure, not a failure.
 */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const chosen = choose(positionals);
  for (const line of machineLines(new Date())) console.log(line);
  const rows: Row[] = [];
  for (const bench of chosen) rows.push(...(await runBench(bench)));
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

async function runBench(bench: Bench): Promise<Row[]> {
  console.log(`\n${bench.name}`);
  try {
    return await bench.run((line) => console.log(`  ${line}`));
  } catch (error) {
    console.error(`${bench.name} could not be measured:`, error);
    process.exitCode = 1;
    return [];
  }
}

await main();
