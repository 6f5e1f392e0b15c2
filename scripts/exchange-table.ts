import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAs } from '../functions/domain/read-as.ts';
import { exchangeTemplates, stackTemplate } from './exchange-table/exchange-templates.ts';

const root = join(import.meta.dirname, '..');
const [environment, tableName] = process.argv.slice(2);

/**
 * `npm run exchange-table -- ENVIRONMENT TABLE`, after `npm run synth`: writes what CloudFormation is given to take a restored
 * table in the place of the environment's own (docs/operations/restore-table.md).
 */
if (environment === undefined || tableName === undefined) {
  console.error('npm run exchange-table -- ENVIRONMENT TABLE');
  process.exitCode = 2;
} else {
  const source = join(root, 'cdk.out', environment, 'Stateful.template.json');
  const template = readAs(stackTemplate, JSON.parse(readFileSync(source, 'utf8')));
  const { detached, importing, resourcesToImport } = exchangeTemplates(template, tableName);
  const folder = join(root, 'build', 'exchange-table');
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries({ detached, importing, resources: resourcesToImport })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
    console.log(`written: ${join(folder, `${name}.json`)}`);
  }
}
