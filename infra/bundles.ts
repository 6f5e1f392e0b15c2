import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { buildAssets } from '../scripts/build-assets.ts';
import { type FunctionName, functionEntries, webFunctions } from './functions.ts';
import { leavesOut } from './left-out.ts';

const root = join(import.meta.dirname, '..');

export type Bundles = Readonly<Record<FunctionName, string>>;

/**
 * The SDK writes the keys of its schemas as `[_name]`, and esbuild keeps whatever has such a key, since computing one could
 * have an effect: with SES v2 that is every operation's schemas for one that is called (42 KiB). Written out as the text
 * that they are, what is not called can be left out.
 */
const plainSchemaKeys: Plugin = {
  name: 'plain-schema-keys',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const names = new Map([...text.matchAll(/^const (\w+) = (".*");$/gm)].map(([, name, value]) => [name, value]));
      return { contents: text.replace(/\[(\w+)\]:/g, (key, name) => (names.has(name) ? `${names.get(name)}:` : key)) };
    });
  },
};

/** What makes a schema, of zod and of ours. */
const schemaCall = /(?<![\w.$])(z\.(?!config|parse|safeParse)(\w+\.)?\w+|oneOrMore|textLike|wholeBetween)(?=\()/g;

/**
 * Making a schema has no effect, and zod says so of each of its functions, but esbuild heeds that in the file alone where
 * it is said. Said again at each call, whatever schema a function does not use is left out of its bundle: of the whole
 * domain's schemas most functions use a few. (Methods say nothing: `domain/fields.ts` holds what needs one.)
 */
const pureSchemas: Plugin = {
  name: 'pure-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]functions[\\/].+\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes("from 'zod/mini'")) return undefined;
      return { contents: text.replace(schemaCall, '/* @__PURE__ */ $&'), loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/** How every bundle is made. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(root, 'functions', 'platform', 'lambda-credentials.ts') },
  // Errors carry their names as fields, so that shortened class names lose nothing.
  minify: true,
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  loader: { '.yaml': 'text' },
  // Some dependencies are CommonJS inside and call `require` for Node's own modules.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  plugins: [plainSchemaKeys, pureSchemas, leavesOut],
  logLevel: 'error',
} as const satisfies BuildOptions;

/**
 * Bundles every function into a folder of its own: one ES module with the SDK inside (faster to import than the
 * runtime's, and the version that was tested). The web functions carry the style sheet and script, named by their content's hash.
 */
export async function bundleFunctions(outdir: string): Promise<Bundles> {
  const assets = await buildAssets(join(outdir, 'assets'));
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(functionEntries).map(([name, entry]) => [`${name}/index`, join(root, entry)]),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    ...bundleOptions,
  });
  for (const name of webFunctions) carryAssets(join(outdir, name), assets);
  return Object.fromEntries(Object.keys(functionEntries).map((name) => [name, join(outdir, name)])) as Bundles;
}

function carryAssets(folder: string, assets: Awaited<ReturnType<typeof buildAssets>>): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const file of assets.files) cpSync(file.path, join(folder, 'assets', file.name));
  writeFileSync(
    join(folder, 'assets', 'manifest.json'),
    JSON.stringify({ ...assets.manifest, files: assets.files.map(({ name, contentType }) => ({ name, contentType })) }),
  );
}
