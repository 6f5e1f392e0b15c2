import { expect, test } from 'vitest';
import { bundleText } from '../../infra/bundles.ts';
import { runText } from '../support/run-text.ts';

test('what is left out of a bundle says so when it is called, and what stays works', async () => {
  const { read, describe } = await runText(`
    import * as z from 'zod';
    export const read = () => z.object({ name: z.string() }).parse({ name: 'Sample' });
    export const describe = () => z.toJSONSchema(z.string());
  `);
  expect(read()).toEqual({ name: 'Sample' });
  expect(describe).toThrow(expect.objectContaining({ name: 'LeftOut' }));
});

test('a schema that is not used is in no bundle', async () => {
  const naming = await bundleText("export { drivenKinds } from './functions/domain/driven.ts';");
  expect(naming.code).toContain('work-group');
  expect(naming.code).not.toContain('because');
  const reading = await bundleText("export { wait } from './functions/domain/driven.ts';");
  expect(reading.code).toContain('because');
});
