import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleOptions } from '../../infra/bundles.ts';
import { functionEntries, webFunctions } from '../../infra/functions.ts';
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

test('what workflows run carries zod in its small build, and no schema that it does not use', async () => {
  const workflow = Object.entries(functionEntries).filter(([name]) => !webFunctions.some((web) => web === name));
  const entryPoints = Object.fromEntries(workflow.map(([name, entry]) => [name, join(root, entry)]));
  const { metafile } = await build({ ...bundleOptions, entryPoints, outdir: '.', write: false, metafile: true });
  const large = Object.entries(metafile.outputs).flatMap(([file, { inputs }]) =>
    Object.keys(inputs).some((input) => input.includes('zod/v4/classic/')) ? [file] : [],
  );
  expect(large).toEqual([]);
  // Finishing names the kinds that are driven, and no schema that their file is made of.
  const finish = Object.entries(metafile.outputs).find(([file]) => file.endsWith('finish.js'));
  const inputs = Object.keys(finish?.[1].inputs ?? {});
  expect(inputs).toContain('functions/domain/driven.ts');
  expect(inputs).not.toContain('functions/domain/people.ts');
});
