import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../infra/settings.ts';
import { hashInputs } from './input-hash.ts';

/** Everything that a synthesised assembly is made of, beside the settings. */
const inputs = [
  'infra',
  'functions',
  'statemachines',
  'programmes',
  'scripts/build-assets.ts',
  'cdk.json',
  'tsconfig.json',
  'package-lock.json',
] as const;

/** Assemblies that were not used for a day go, but for the newest few: one for each port that is in use. */
const keptAssemblies = 4;
const keptFor = 86_400_000;

export interface AssemblyCacheOptions {
  /** The repository. */
  readonly root: string;
  readonly settings: Settings;
  /** Told of each step that has to be done anew. */
  readonly onStep?: (step: 'functions bundled' | 'template synthesised', fromCache: boolean) => void;
}

/**
 * The folder of the assembly for these settings: made anew when anything that it is made of has changed, and taken
 * from `build/assemblies/` otherwise, so that a second start needs neither CDK nor bundling.
 */
export async function prepareAssembly({ root, settings, onStep }: AssemblyCacheOptions): Promise<string> {
  const folder = join(root, 'build', 'assemblies');
  const assembly = join(folder, hashInputs(root, inputs, JSON.stringify(settings)));
  const fromCache = existsSync(assembly);
  if (!fromCache) {
    const unfinished = `${assembly}.${randomUUID()}`;
    mkdirSync(folder, { recursive: true });
    await synthesiseInto(unfinished, settings, onStep);
    moveUnlessThere(unfinished, assembly);
  } else {
    onStep?.('functions bundled', true);
    onStep?.('template synthesised', true);
  }
  const now = new Date();
  utimesSync(assembly, now, now);
  forgetOldest(folder);
  return assembly;
}

/** Another start may have finished the same meanwhile; either is as good. */
function moveUnlessThere(unfinished: string, assembly: string): void {
  try {
    renameSync(unfinished, assembly);
  } catch (error) {
    if (!existsSync(assembly)) throw error;
    rmSync(unfinished, { recursive: true });
  }
}

async function synthesiseInto(
  outdir: string,
  settings: Settings,
  onStep: AssemblyCacheOptions['onStep'],
): Promise<void> {
  // Bundler and CDK take a second or two to load, so they are loaded only when they are needed.
  const { bundleFunctions } = await import('../../infra/bundles.ts');
  const bundlesFolder = `${outdir}.bundles`;
  try {
    // At the same time, since most of the bundling is done by other threads.
    const [bundles, { synthesise }] = await Promise.all([bundleFunctions(bundlesFolder), import('../../infra/app.ts')]);
    onStep?.('functions bundled', false);
    synthesise({ settings, bundles, outdir });
    onStep?.('template synthesised', false);
  } finally {
    rmSync(bundlesFolder, { recursive: true, force: true });
  }
}

function forgetOldest(folder: string): void {
  const assemblies = readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? [{ path, at: found.mtimeMs }] : [];
    })
    .sort((a, b) => b.at - a.at);
  for (const { path, at } of assemblies.slice(keptAssemblies))
    if (Date.now() - at > keptFor) rmSync(path, { recursive: true, force: true });
}
