import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { yamlContent } from '../functions/programmes/yaml-content.ts';
import { templateKeys } from '../functions/prompts/templates/template-keys.ts';
import { CannotStart } from '../local/start/cannot-start.ts';
import { readProgrammeFiles } from '../local/start/programme-files.ts';
import { callFunction, FunctionFailed } from './aws/call-function.ts';

const usage = `npm run programmes -- check                        checks every programme and cohort file
npm run programmes -- publish --environment NAME   publishes the programmes in AWS; what is published stays as it is
npm run programmes -- open FILE --environment NAME opens a cohort in AWS from its file, once`;

/** What was asked for can't be done as it was said. */
class WrongUse extends Error {}

/** `npm run programmes`: what a deploy does with `programmes/`, after every file was checked by line. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { environment: { type: 'string' } } });
  const [order, file] = positionals;
  const { environment } = values;
  const { programmes } = readProgrammeFiles(join(import.meta.dirname, '..'), templateKeys);
  if (order === 'check') return console.log(`${programmes.length} programmes have no mistake.`);
  if (environment === undefined) throw new WrongUse(usage);
  if (order === 'publish') {
    const contents = programmes.map((each) => ({ file: each.file, content: yamlContent(each.text) }));
    return console.log(await callFunction(environment, 'publish-programmes')({ programmes: contents }));
  }
  if (order !== 'open' || file === undefined) throw new WrongUse(usage);
  const cohort = yamlContent(readFileSync(file, 'utf8'));
  console.log(await callFunction(environment, 'open-cohort')({ file, cohort }));
}

try {
  await main();
} catch (error) {
  const isSaid = error instanceof WrongUse || error instanceof CannotStart || error instanceof FunctionFailed;
  console.error(isSaid ? error.message : error);
  process.exitCode = 1;
}
