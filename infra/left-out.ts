import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';

/** A file of a library that is imported for what no function does. */
interface LeftOut {
  /** The end of its path. */
  readonly file: string;
  readonly is: string;
  /** It is made, once, and asked for nothing. */
  readonly made?: true;
  /** What a client calls with its settings as it is made, and gets them back from. */
  readonly passes?: readonly string[];
}

export const leftOut: readonly LeftOut[] = [
  { file: 'zod/v4/core/to-json-schema.js', is: 'JSON Schema, which only the programme editor reads' },
  { file: 'zod/v4/core/json-schema-processors.js', is: 'JSON Schema, which only the programme editor reads' },
  {
    file: '@smithy/core/dist-es/submodules/event-streams/index.js',
    is: 'event streams, which no call of ours opens',
    passes: ['resolveEventStreamSerdeConfig'],
  },
  { file: '@aws-sdk/endpoint-cache/dist-es/EndpointCache.js', is: 'endpoint discovery, which is off', made: true },
];

/**
 * Leaves out of a bundle what is in it only because a library imports it: whatever such a file exports throws when it is
 * called, and says what it was. Of the SDK's package.json files, which clients read their version from, only that stays.
 */
export const leavesOut: Plugin = {
  name: 'leaves-out',
  setup({ onLoad }) {
    for (const entry of leftOut)
      onLoad({ filter: endOf(entry.file) }, async ({ path }) => ({ contents: standIn(entry, await exportsOf(path)) }));
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

function standIn({ file, is, made, passes = [] }: LeftOut, names: readonly string[]): string {
  if (made) return names.map((name) => `export class ${name} {}`).join('\n');
  const message = JSON.stringify(`${file} was left out of this bundle: ${is}`);
  return `function leftOut() { throw Object.assign(new Error(${message}), { name: 'LeftOut' }); }
function pass(settings) { return settings; }
export { ${names.map((name) => `${passes.includes(name) ? 'pass' : 'leftOut'} as ${name}`).join(', ')} };`;
}

async function exportsOf(path: string): Promise<string[]> {
  const { metafile } = await build({ entryPoints: [path], format: 'esm', write: false, outdir: '.', metafile: true });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

function endOf(file: string): RegExp {
  return new RegExp(`node_modules/${file.replaceAll('.', '\\.')}$`.replaceAll('/', '[\\\\/]'));
}
