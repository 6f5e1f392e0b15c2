import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rehearseTogether } from '../local/rehearsal/rehearse-together.ts';
import { capacityPage } from './capacity/capacity-page.ts';
import { type Scale, scaledTo } from './capacity/scales.ts';
import { ProgressBar } from './rehearse/progress-bar.ts';
import { filesOf, readRates, sourceOf } from './rehearse/read-files.ts';

const root = join(import.meta.dirname, '..');
const hub = 20;
/** 4,500 Work Group participants and 320 lead teachers. */
const country = 4_820;
const million = 1_000_000;

/**
 * `npm run capacity [-- --rehearse N]`: rehearses a hub and a country and writes `docs/capacity.md`. With fewer people to
 * rehearse than a country has, the country is scaled up as the million is, and the page says so.
 */
const { values } = parseArgs({ options: { rehearse: { type: 'string', default: String(country) } } });
const most = Number(values.rehearse);
const script = {
  ...filesOf(
    sourceOf(join(root, 'programmes', 'secondary-mastery-specialist.yaml')),
    sourceOf(join(root, 'programmes', 'cohorts', 'sample-2026.yaml')),
  ),
  rates: readRates(sourceOf(join(root, 'local', 'rehearsal', 'typical-people.yaml'))),
  seed: 1,
};
const small = await rehearsed('A hub', hub);
const large = await rehearsed('A region', most);
const scales: readonly Scale[] =
  most === country
    ? [small, { ...large, name: 'The country' }, scaled('A million', million)]
    : [small, large, scaled('The country', country), scaled('A million', million)];
const by = most === country ? 'npm run capacity' : `npm run capacity -- --rehearse ${most}`;
const file = join(root, 'docs', 'capacity.md');
writeFileSync(file, capacityPage(scales, { on: new Date().toISOString().slice(0, 10), by }));
console.log(`written: ${file}`);

async function rehearsed(name: string, participants: number): Promise<Scale> {
  const bar = new ProgressBar(process.stderr, participants);
  const figures = await rehearseTogether(script, { participants, processes: 2 }, (done) => bar.show(done));
  bar.end();
  return { name, participants, figures };
}

function scaled(name: string, participants: number): Scale {
  return { name, participants, figures: scaledTo(participants, large.figures), from: most };
}
