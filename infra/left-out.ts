import type { Plugin } from 'rolldown';
import { parseSync } from 'rolldown/utils';

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
  {
    file: '@smithy/core/dist-es/submodules/event-streams/index.js',
    is: 'event streams, which no call of ours opens',
    passes: ['resolveEventStreamSerdeConfig'],
  },
  { file: '@aws-sdk/endpoint-cache/dist-es/EndpointCache.js', is: 'endpoint discovery, which is off', made: true },
];

const clientPackage = /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/;

/**
 * Leaves out of a bundle what is in it only because a library imports it: whatever such a file exports throws when it is
 * called, and says what it was. Of the SDK's package.json files, which clients read their version from, only that stays.
 */
export const leavesOut: Plugin = {
  name: 'leaves-out',
  transform: {
    filter: { id: [...leftOut.map(({ file }) => endOf(file)), clientPackage] },
    handler(text, path) {
      if (clientPackage.test(path))
        return JSON.stringify({ version: (JSON.parse(text) as { version: string }).version });
      const entry = leftOut.find(({ file }) => endOf(file).test(path));
      return entry && standIn(entry, exportsOf(path, text));
    },
  },
};

function standIn({ file, is, made, passes = [] }: LeftOut, names: readonly string[]): string {
  if (made) return names.map((name) => `export class ${name} {}`).join('\n');
  const message = JSON.stringify(`${file} was left out of this bundle: ${is}`);
  return `function leftOut() { throw Object.assign(new Error(${message}), { name: 'LeftOut' }); }
function pass(settings) { return settings; }
export { ${names.map((name) => `${passes.includes(name) ? 'pass' : 'leftOut'} as ${name}`).join(', ')} };`;
}

function exportsOf(path: string, text: string): string[] {
  const { staticExports } = parseSync(path, text).module;
  return staticExports.flatMap(({ entries }) => entries.flatMap(({ exportName }) => exportName.name ?? []));
}

function endOf(file: string): RegExp {
  return new RegExp(`node_modules/${file.replaceAll('.', '\\.')}$`.replaceAll('/', '[\\\\/]'));
}
