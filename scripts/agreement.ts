import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ProgressBar } from './rehearse/progress-bar.ts';
import { filesOf, readRates, sourceOf } from './rehearse/read-files.ts';
import { toldInRehearsal } from './rehearse/told.ts';
import { toldInCloud } from './rehearse/told-in-cloud.ts';

const root = join(import.meta.dirname, '..');

/**
 * `npm run agreement [-- --participants N --seed N]`: the same seeded people in a rehearsal and in the embedded cloud, and
 * which prompts only one of them sends. Exits with 1 where there are any.
 */
const { values } = parseArgs({
  options: { participants: { type: 'string', default: '20' }, seed: { type: 'string', default: '5' } },
});
const participants = Number(values.participants);
const script = {
  ...filesOf(
    sourceOf(join(root, 'programmes', 'secondary-mastery-specialist.yaml')),
    sourceOf(join(root, 'programmes', 'cohorts', 'sample-2026.yaml')),
  ),
  rates: readRates(sourceOf(join(root, 'local', 'rehearsal', 'typical-people.yaml'))),
  seed: Number(values.seed),
};
const rehearsed = await toldInRehearsal(script, participants);
const bar = new ProgressBar(process.stderr, participants);
const sent = await toldInCloud(script, participants, (share) => bar.show(Math.floor(share * participants)));
bar.end();
const onlyIn = (here: readonly string[], there: readonly string[]) => here.filter((line) => !there.includes(line));
const missing = onlyIn(rehearsed, sent);
const extra = onlyIn(sent, rehearsed);
for (const line of missing) console.log(`only in the rehearsal: ${line}`);
for (const line of extra) console.log(`only in the cloud:     ${line}`);
console.log(`${participants} participants: ${rehearsed.length} prompts rehearsed, ${sent.length} sent by the cloud`);
if (missing.length + extra.length > 0 || rehearsed.length !== sent.length) process.exitCode = 1;
