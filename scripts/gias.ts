import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { NotTheRegister } from '../functions/schools/gias-batches.ts';
import { callAws, callEmbedded, ImportFailed } from './gias/call-import.ts';
import { decodeFile } from './gias/decode-file.ts';
import { generateRegister } from './gias/generate.ts';
import { reportLines } from './gias/report.ts';
import { type CallImport, takeInLinks, takeInSchools } from './gias/take-in.ts';

const usage = `npm run gias -- import FILE        takes in the register's "all establishment data"
npm run gias -- links FILE         takes in its "all links": which school follows which
npm run gias -- generate N FILE    writes N made-up rows in the register's format

  --site URL           the embedded cloud to take in at (http://127.0.0.1:4400)
  --environment NAME   instead of it: the environment in AWS, with your own credentials
  --json               the report as JSON`;

/** What was asked for can't be done as it was said. */
class WrongUse extends Error {}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      site: { type: 'string', default: 'http://127.0.0.1:4400' },
      environment: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [order, ...rest] = positionals;
  const call = values.environment ? callAws(values.environment) : callEmbedded(values.site);
  switch (order) {
    case 'import':
    case 'links':
      return takeIn(order, rest[0], call, values.json);
    case 'generate':
      return generate(Number(rest[0]), rest[1]);
    default:
      throw new WrongUse(usage);
  }
}

async function takeIn(order: 'import' | 'links', file: string | undefined, call: CallImport, json: boolean) {
  if (!file) throw new WrongUse(usage);
  const began = performance.now();
  const progress = (rows: number): void => void (process.stderr.isTTY && process.stderr.write(`\r${rows} rows`));
  const text = decodeFile(file);
  const report = order === 'import' ? await takeInSchools(text, call, progress) : await takeInLinks(text, call);
  const seconds = (performance.now() - began) / 1000;
  console.log(json ? JSON.stringify({ ...report, seconds }) : reportLines(file, report, seconds).join('\n'));
}

async function generate(count: number, file: string | undefined): Promise<void> {
  if (!Number.isInteger(count) || count < 1 || !file) throw new WrongUse(usage);
  const out = createWriteStream(file);
  for (const line of generateRegister(count)) if (!out.write(line)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  console.log(`${count} rows in ${file}`);
}

try {
  await main();
} catch (error) {
  const isSaid = error instanceof WrongUse || error instanceof NotTheRegister || error instanceof ImportFailed;
  const isMistyped = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  console.error(isMistyped ? `${error.message}\n\n${usage}` : isSaid ? error.message : error);
  process.exitCode = 1;
}
