import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../functions/domain/read-as.ts';

const packageJson = v.object({ version: v.string() });
const compared = ['aws-local-stepfunctions', 'jsonata', 'dynalite', 'aws-cdk-lib', 'rolldown', 'hono'] as const;
const nodeModules = join(import.meta.dirname, '..', 'node_modules');

/** What the figures were measured on, and with which versions. */
export function machineLines(now: Date): string[] {
  const gibibytes = (totalmem() / 2 ** 30).toFixed(0);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const versions = compared.map((name) => `${name} ${versionOf(name)}`);
  return [
    `${availableParallelism()} x ${model}, ${gibibytes} GiB, ${process.platform} ${process.arch}`,
    `Node ${process.version}, ${now.toISOString().slice(0, 10)}; ${versions.join(', ')}`,
    `load before: ${(loadavg()[0] ?? 0).toFixed(1)} (figures "a CPU second" count the CPU time of the process, so that a busy machine does little to them; all others are real time)`,
  ];
}

export function versionOf(name: (typeof compared)[number]): string {
  return readAs(packageJson, JSON.parse(readFileSync(join(nodeModules, name, 'package.json'), 'utf8'))).version;
}
