import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundles } from '../../infra/bundles.ts';
import type { DoRound } from '../contestants.ts';

/** Bundles every function, loading what that takes. */
export function bundling(): DoRound {
  const folder = temporaryFolder();
  return async () => {
    const { bundleFunctions } = await import('../../infra/bundles.ts');
    const bundles = await bundleFunctions(folder);
    return { functions: Object.keys(bundles).length };
  };
}

/** Synthesises the template, loading CDK. What is in the bundles changes nothing but their hashes, so they are stand-ins. */
export async function synthesis(): Promise<DoRound> {
  const folder = temporaryFolder();
  const { functionEntries } = await import('../../infra/functions.ts');
  const bundles = Object.fromEntries(
    Object.keys(functionEntries).map((name) => {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'index.mjs'), `// ${name}`);
      return [name, join(folder, name)];
    }),
  ) as Bundles;
  return async () => {
    const [{ synthesise }, { environments }] = await Promise.all([
      import('../../infra/app.ts'),
      import('../../infra/settings.ts'),
    ]);
    const assembly = synthesise({ settings: environments.local, bundles, outdir: join(folder, 'out') });
    return { stacks: assembly.stacks.length };
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
