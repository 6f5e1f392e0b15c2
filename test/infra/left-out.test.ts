import { expect, test } from 'vitest';
import { bundleText } from '../../infra/bundles.ts';
import { runText } from '../support/run-text.ts';

test('what is left out of a bundle says so when it is called, and what stays works', async () => {
  const { clientFor, stream } = await runText(`
    import { SFNClient } from '@aws-sdk/client-sfn';
    import { EventStreamCodec } from '@smithy/core/event-streams';
    export const clientFor = (region) => new SFNClient({ region }).config.region();
    export const stream = () => EventStreamCodec();
  `);
  expect(await clientFor('eu-west-2')).toBe('eu-west-2');
  expect(stream).toThrow(expect.objectContaining({ name: 'LeftOut' }));
});

test('a schema that is not used is in no bundle', async () => {
  const naming = await bundleText("export { drivenKinds } from './functions/domain/driven.ts';");
  expect(naming.code).toContain('work-group');
  expect(naming.code).not.toContain('because');
  const reading = await bundleText("export { wait } from './functions/domain/driven.ts';");
  expect(reading.code).toContain('because');
});
