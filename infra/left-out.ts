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
  /** What does for us what the whole file would do. */
  readonly instead?: string;
}

export const leftOut: readonly LeftOut[] = [
  {
    file: '@smithy/core/dist-es/submodules/event-streams/index.js',
    is: 'event streams, which no call of ours opens',
    passes: ['resolveEventStreamSerdeConfig'],
  },
  {
    file: '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    is: "the signing of event streams' messages, which we send none of",
    made: true,
  },
  {
    file: '@smithy/core/dist-es/submodules/serde/util-stream/sdk-stream-mixin.js',
    is: 'bodies that are read as they arrive, which no call of ours answers',
  },
  {
    file: '@aws-sdk/middleware-endpoint-discovery/dist-es/resolveEndpointDiscoveryConfig.js',
    is: 'endpoint discovery, which is off',
    passes: ['resolveEndpointDiscoveryConfig'],
  },
  {
    file: '@aws-sdk/client-dynamodb/dist-es/commands/DescribeEndpointsCommand.js',
    is: 'endpoint discovery, which is off',
  },
  {
    file: '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3.js',
    is: 'the names of S3 buckets, which no call of ours has',
  },
  {
    file: '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js',
    is: 'SHA-256 for a Node without its own',
  },
  {
    file: '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js',
    is: "the adaptive way to retry, which no function's settings ask for",
  },
  {
    file: '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    is: "a machine's region, which Lambda gives in the environment",
  },
  {
    file: '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js',
    is: "the AWS profiles of a person's machine, which Lambda has none of",
    instead: 'export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });',
  },
  {
    file: '@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4MultiRegion.js',
    is: 'signatures for several regions at once, for which a package of its own would be needed',
    instead: `import { SignatureV4 } from '@smithy/signature-v4';
export class SignatureV4MultiRegion extends SignatureV4 { static sigv4aDependency() { return 'none'; } }`,
  },
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

function standIn({ file, is, made, passes = [], instead }: LeftOut, names: readonly string[]): string {
  if (instead) return instead;
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
