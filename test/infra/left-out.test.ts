import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleOptions } from '../../infra/bundles.ts';
import { functionEntries } from '../../infra/functions.ts';
import { leftOut } from '../../infra/left-out.ts';

const root = join(import.meta.dirname, '..', '..');

async function bundled(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: root };
  const { outputFiles } = await build({ ...bundleOptions, banner: {}, stdin, write: false });
  return outputFiles[0]?.text ?? '';
}

test('what is left out of a bundle says so when it is called, and what stays works', async () => {
  const code = await bundled(`
    import * as z from 'zod';
    export const read = () => z.object({ name: z.string() }).parse({ name: 'Sample' });
    export const describe = () => z.toJSONSchema(z.string());
  `);
  const { read, describe } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(read()).toEqual({ name: 'Sample' });
  expect(describe).toThrow(expect.objectContaining({ name: 'LeftOut' }));
});

test('every file that is left out is one that the mailer would carry', async () => {
  const entryPoints = [join(root, functionEntries['deliver-prompts'])];
  const { metafile } = await build({ ...bundleOptions, entryPoints, outdir: '.', write: false, metafile: true });
  const inputs = Object.keys(metafile.inputs);
  expect(leftOut.filter(({ file }) => !inputs.some((input) => input.endsWith(`node_modules/${file}`)))).toEqual([]);
});
