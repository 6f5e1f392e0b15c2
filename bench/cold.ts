import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { bundleFunctions, bundleText, functionBuild } from '../infra/bundles.ts';
import { type FunctionName, functionEntries, webFunctions } from '../infra/functions.ts';
import type { Bench, Row } from './bench.ts';
import { handlerSettings } from './cold/handler-settings.ts';
import { makeRow, median } from './figures.ts';

const rounds = 41;
const workflowLimit = 450;
const webLimit = 1.2 * 1024;
/** The SDK's packages, and the client that each has. */
const clients = {
  dynamodb: 'DynamoDBClient',
  sfn: 'SFNClient',
  sqs: 'SQSClient',
  sesv2: 'SESv2Client',
  'secrets-manager': 'SecretsManagerClient',
  lambda: 'LambdaClient',
} as const;
/** The mailer's files that are not read when it starts. */
const readForTheFirstMail = /^(about-participant|render-email)-/;

const words = [
  `Import: CPU time, the median of ${rounds} fresh processes, by turns with an empty handler, which makes the same`,
  'SDK clients and does nothing. CPU time, since a start is nothing else and a busy machine stretches the real one.',
  'The ratio is the median of those of neighbours, which what else the machine does meets alike: from run to run it',
  'moves less than the ratio of the two medians.',
] as const;

/** Size and import of every function's bundle in a fresh process, beside an empty handler with the same SDK clients. */
export const cold: Bench = {
  name: 'cold',
  async run(tell) {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-cold-'));
    try {
      const bundles = await bundleFunctions(folder);
      for (const line of words) tell(line);
      const rows: Row[] = [];
      for (const name of Object.keys(functionEntries) as FunctionName[])
        rows.push(...(await measure(name, bundles[name], folder)));
      return rows;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(name: FunctionName, bundle: string, folder: string): Promise<Row[]> {
  const isWeb = (webFunctions as readonly FunctionName[]).includes(name);
  const files = readdirSync(bundle).filter((file) => file.endsWith('.mjs'));
  const bytes = files.reduce((sum, file) => sum + statSync(join(bundle, file)).size, 0);
  const empty = await emptyHandler(name, folder);
  const index = join(bundle, 'index.mjs');
  const limit = isWeb ? webLimit : workflowLimit;
  const size = { of: 'value', bound: 'at most', figure: limit } as const;
  const rows = [
    makeRow({ name: `${name}, bundle`, value: bytes / 1024, unit: 'KiB', target: size }),
    makeRow({
      name: `${name}, import`,
      ...importTimes([index], empty),
      unit: 'ms',
      ...(!isWeb && { target: { of: 'ratio', bound: 'at most', figure: 1.5 } }),
    }),
  ];
  if (name !== 'deliver-prompts') return rows;
  const later = files.filter((file) => readForTheFirstMail.test(file)).map((file) => join(bundle, file));
  const first = importTimes([index, ...later], empty);
  return [
    ...rows,
    makeRow({ name: `${name}, with what the first e-mail to a participant reads`, ...first, unit: 'ms' }),
  ];
}

/** Which SDK clients a function has is read from what its bundle is made of. */
async function emptyHandler(name: FunctionName, folder: string): Promise<string> {
  const { output } = await build({ ...functionBuild(name), write: false });
  const moduleIds = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const used = Object.entries(clients).filter(([name]) => moduleIds.some((id) => id.includes(`/client-${name}/`)));
  const source = [
    ...used.map(([name, client]) => `import { ${client} } from '@aws-sdk/client-${name}';`),
    `const made = [${used.map(([, client]) => `new ${client}({})`).join(', ')}];`,
    'export const handler = async () => made.length;',
  ].join('\n');
  const file = join(folder, `${name}-empty.mjs`);
  writeFileSync(file, (await bundleText(source)).code);
  return file;
}

function importTimes(modules: readonly string[], empty: string) {
  // Either goes first in its turn, lest what comes and goes with the rounds meets the same one each time.
  const pairs = Array.from({ length: rounds }, (_, round) =>
    round % 2 === 0
      ? { time: importTime(modules), beside: importTime([empty]) }
      : { beside: importTime([empty]), time: importTime(modules) },
  );
  return {
    value: median(pairs.map(({ time }) => time)),
    against: median(pairs.map(({ beside }) => beside)),
    ratio: median(pairs.map(({ time, beside }) => time / beside)),
  };
}

function importTime(modules: readonly string[]): number {
  const probe = `const began = process.cpuUsage(); for (const each of ${JSON.stringify(modules)}) await import(each); const { user, system } = process.cpuUsage(began); console.log('took', (user + system) / 1000); process.exit(0);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', probe], {
    env: { ...process.env, ...handlerSettings },
    encoding: 'utf8',
  });
  return Number(/took ([\d.]+)/.exec(output)?.[1]);
}
