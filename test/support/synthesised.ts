import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../../infra/app.ts';
import type { Bundles } from '../../infra/bundles.ts';
import { functionEntries } from '../../infra/functions.ts';
import { type EnvironmentName, environments, type Settings } from '../../infra/settings.ts';

const made = new Map<EnvironmentName, string>();

/** The folder of an environment's assembly, made once. Bundles are empty files: the template is the same with any. */
export function synthesised(name: EnvironmentName): string {
  const known = made.get(name);
  if (known) return known;
  const folder = synthesiseWith(environments[name]);
  made.set(name, folder);
  return folder;
}

export function synthesiseWith(settings: Settings): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-synth-'));
  const bundles = Object.fromEntries(
    Object.keys(functionEntries).map((name) => {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'index.mjs'), `// ${name}`);
      return [name, join(folder, name)];
    }),
  ) as Bundles;
  return synthesise({ settings, bundles, outdir: join(folder, 'out') }).directory;
}

export function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
