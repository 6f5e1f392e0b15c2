import { join } from 'node:path';
import { synthesise } from './app.ts';
import { bundleFunctions } from './bundles.ts';
import { environments } from './settings.ts';

const root = join(import.meta.dirname, '..');
const name = process.env.THROUGHLINE_ENVIRONMENT ?? 'production';
if (name !== 'local' && name !== 'production') {
  console.error(`There is no environment "${name}": ${Object.keys(environments).join(', ')} are.`);
  process.exit(1);
}
const bundles = await bundleFunctions(join(root, 'build', 'functions'));
const assembly = synthesise({
  settings: environments[name],
  bundles,
  outdir: process.env.CDK_OUTDIR ?? join(root, 'cdk.out'),
});
console.log(`${assembly.stacks.length} stacks written to ${assembly.directory}`);
