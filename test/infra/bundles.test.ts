import { build, type OutputChunk } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleText, functionBuild } from '../../infra/bundles.ts';
import { type FunctionName, functionEntries } from '../../infra/functions.ts';
import { leftOut } from '../../infra/left-out.ts';
import { runText } from '../support/run-text.ts';

const ascii = /^\p{ASCII}+$/u;

describe('the functions', () => {
  const bundles = new Map<FunctionName, readonly OutputChunk[]>();

  beforeAll(async () => {
    for (const name of Object.keys(functionEntries) as FunctionName[]) {
      const { output } = await build({ ...functionBuild(name, { minify: false }), write: false });
      bundles.set(
        name,
        output.filter((file) => file.type === 'chunk'),
      );
    }
  });

  test('are plain ASCII', () => {
    const texts = [...bundles].flatMap(([name, files]) => files.map(({ code }) => ({ name, code })));
    expect(texts.filter(({ code }) => !ascii.test(code)).map(({ name }) => name)).toEqual([]);
  });

  test('would carry every file that is left out', () => {
    const files = [...bundles.values()].flat().flatMap(({ moduleIds }) => moduleIds);
    const unknown = leftOut.filter(({ file }) => !files.some((path) => path.endsWith(`node_modules/${file}`)));
    expect(unknown).toEqual([]);
  });

  test('start the mailer without the words and the layout of any e-mail', () => {
    const words = /functions\/(prompts\/templates\/about-|email\/layout)/;
    const [index, ...later] = bundles.get('deliver-prompts') ?? [];
    expect(index?.fileName).toBe('index.mjs');
    expect(later.map(({ fileName }) => fileName).filter((file) => index?.imports.includes(file))).toEqual([]);
    expect(index?.moduleIds.filter((path) => words.test(path))).toEqual([]);
    expect(later.flatMap(({ moduleIds }) => moduleIds).filter((path) => words.test(path))).toHaveLength(5);
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
