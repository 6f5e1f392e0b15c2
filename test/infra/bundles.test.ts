import { join } from 'node:path';
import { build, type OutputChunk } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleOptions, bundleText } from '../../infra/bundles.ts';
import { type FunctionName, functionEntries } from '../../infra/functions.ts';
import { leftOut } from '../../infra/left-out.ts';
import { runText } from '../support/run-text.ts';

const ascii = /^\p{ASCII}+$/u;

describe('the functions', () => {
  const bundles = new Map<FunctionName, OutputChunk>();

  beforeAll(async () => {
    const output = { ...bundleOptions.output, minify: false };
    for (const name of Object.keys(functionEntries) as FunctionName[]) {
      const input = join(bundleOptions.cwd, functionEntries[name]);
      bundles.set(name, (await build({ ...bundleOptions, input, output, write: false })).output[0]);
    }
  });

  test('are plain ASCII', () => {
    expect([...bundles].filter(([, { code }]) => !ascii.test(code)).map(([name]) => name)).toEqual([]);
  });

  test('would carry every file that is left out', () => {
    const files = [...bundles.values()].flatMap(({ moduleIds }) => moduleIds);
    const unknown = leftOut.filter(({ file }) => !files.some((path) => path.endsWith(`node_modules/${file}`)));
    expect(unknown).toEqual([]);
  });
});

test('a bundle is plain ASCII, and says every word as it was written', async () => {
  const source = `
    export const mailed = 'Bénédicte’s “hub” is ready 🎉';
    export const templated = (name) => \`Dear \${name} — très bientôt\`;
    export const isAccented = (text) => /^[à-ÿ’]+$/u.test(text);
    export const keyed = { naïve: 'ï' };
    const été = 'summer';
    export const read = () => été;
  `;
  const { code } = await bundleText(source);
  expect(code).toMatch(ascii);
  const { mailed, templated, isAccented, keyed, read } = await runText(source);
  expect(mailed).toBe('Bénédicte’s “hub” is ready 🎉');
  expect(templated('Zoë')).toBe('Dear Zoë — très bientôt');
  expect([isAccented('éà’'), isAccented('ea')]).toEqual([true, false]);
  expect(keyed).toEqual({ naïve: 'ï' });
  expect(read()).toBe('summer');
});

test('a template that reads its own raw text gets it unchanged', async () => {
  const { raw } = await runText('export const raw = String.raw`café \\u00e9`;');
  expect(raw).toBe('café \\u00e9');
});

test("a client in a bundle finds AWS's endpoint of its region by itself", async () => {
  const { endpointIn } = await runText(`
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    import { SESv2Client } from '@aws-sdk/client-sesv2';
    export const endpointIn = (Region) =>
      [new DynamoDBClient({ region: Region }), new SESv2Client({ region: Region })]
        .map(({ config }) => config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.href);
  `);
  expect(endpointIn('eu-west-2')).toEqual([
    'https://dynamodb.eu-west-2.amazonaws.com/',
    'https://email.eu-west-2.amazonaws.com/',
  ]);
});

test('an import that is not found fails when it is bundled, not on Lambda', async () => {
  await expect(bundleText("import { gone } from 'no-such-package'; gone();")).rejects.toThrow('no-such-package');
});
