import { join } from 'node:path';
import { synthesise } from './app.ts';
import { bundleFunctions } from './bundles.ts';
import { type EnvironmentName, environments } from './settings.ts';

/**
 * `npm run synth` writes every environment that deploys, each into a folder of its own; with `THROUGHLINE_ENVIRONMENT`, as
 * the CDK's command line sets it, that one into `cdk.out/`. A finding that nobody acknowledged ends it with 1.
 */
const root = join(import.meta.dirname, '..');
const deployed = ['dev', 'staging', 'production'] as const;
const asked = process.env.THROUGHLINE_ENVIRONMENT;
if (asked !== undefined && !(asked in environments)) {
  console.error(`There is no environment "${asked}": ${Object.keys(environments).join(', ')} are.`);
  process.exit(1);
}
const bundles = await bundleFunctions(join(root, 'build', 'functions'));
const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out');
for (const name of asked === undefined ? deployed : [asked as EnvironmentName]) {
  const folder = asked === undefined ? join(outdir, name) : outdir;
  const rotation = process.env.THROUGHLINE_ORIGIN_ROTATION;
  const settings = { ...environments[name], ...(rotation && { originSecretRotation: rotation }) };
  const assembly = synthesise({ settings, bundles, outdir: folder });
  console.log(`${name}: ${assembly.stacks.length} stacks in ${assembly.directory}, no unacknowledged finding`);
}
