import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type OutputChunk, type OutputOptions, type Plugin } from 'rolldown';
import { buildAssets } from '../scripts/build-assets.ts';
import { type FunctionName, functionEntries, webFunctions } from './functions.ts';
import { leavesOut } from './left-out.ts';

const root = join(import.meta.dirname, '..');

export type Bundles = Readonly<Record<FunctionName, string>>;

/** How every bundle is made. */
export const bundleOptions = {
  cwd: root,
  // A client's index names hundreds of files; those that nobody imports are not even read.
  experimental: { lazyBarrel: true },
  platform: 'node',
  resolve: {
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(root, 'functions', 'platform', 'lambda-credentials.ts') },
  },
  moduleTypes: { '.yaml': 'text' },
  // How JSX is compiled is said in tsconfig.json, which is read anyway.
  transform: { target: 'node24' },
  // Reading a property changes nothing here. Writing one does, also where it looks idle: with `propertyWriteSideEffects`
  // false the SDK loses its table of AWS's regions, without a word.
  treeshake: { propertyReadSideEffects: false },
  plugins: [leavesOut],
  // Such as an import that isn't found, which would be left to fail on Lambda.
  onLog: (level, log, write) => write(level === 'warn' ? 'error' : level, log),
  output: {
    format: 'esm',
    codeSplitting: false,
    // Errors carry their names as fields, so that shortened class names lose nothing.
    minify: true,
    comments: false,
    // With one character outside Latin-1 V8 would hold the whole file in twice the memory, and read it slower.
    charset: 'ascii',
  },
} as const satisfies BuildOptions;

/**
 * How a function is bundled: into `index.mjs`, which is imported when an instance starts, and beside it a file for each
 * `import()`, which is read when it comes to that.
 */
export function functionBuild(name: FunctionName, output: OutputOptions = {}): BuildOptions {
  return {
    ...bundleOptions,
    input: { index: join(root, functionEntries[name]) },
    // What other files share with the first stays in it, and isn't a file more to read at the start.
    preserveEntrySignatures: 'allow-extension',
    output: {
      ...bundleOptions.output,
      codeSplitting: true,
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      ...output,
    },
  };
}

/**
 * Bundles every function into a folder of its own: ES modules with the SDK inside (faster to import than the
 * runtime's, and the version that was tested). The web functions carry the style sheet and script, named by their content's hash.
 */
export async function bundleFunctions(outdir: string): Promise<Bundles> {
  const assets = await buildAssets(join(outdir, 'assets'));
  const names = Object.keys(functionEntries) as FunctionName[];
  const bundleTheRest = async () => {
    for (let name = names.shift(); name; name = names.shift())
      await build(functionBuild(name, { dir: join(outdir, name) }));
  };
  // Each is made by several threads already: more than two at a time is no faster.
  await Promise.all([bundleTheRest(), bundleTheRest()]);
  for (const name of webFunctions) carryAssets(join(outdir, name), assets);
  return Object.fromEntries(Object.keys(functionEntries).map((name) => [name, join(outdir, name)])) as Bundles;
}

/** Bundles a module that is in no file, and imports what one at the root would. */
export async function bundleText(text: string): Promise<OutputChunk> {
  const input = join(root, 'text.mjs');
  const itself: Plugin = {
    name: 'text',
    resolveId: (source) => (source === input ? input : undefined),
    load: (id) => (id === input ? text : undefined),
  };
  const plugins = [itself, ...bundleOptions.plugins];
  return (await build({ ...bundleOptions, input, plugins, write: false })).output[0];
}

function carryAssets(folder: string, assets: Awaited<ReturnType<typeof buildAssets>>): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const file of assets.files) cpSync(file.path, join(folder, 'assets', file.name));
  writeFileSync(
    join(folder, 'assets', 'manifest.json'),
    JSON.stringify({ ...assets.manifest, files: assets.files.map(({ name, contentType }) => ({ name, contentType })) }),
  );
}
