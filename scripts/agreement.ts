import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { disagreements } from './rehearse/disagreements.ts';
import { ProgressBar } from './rehearse/progress-bar.ts';
import { filesOf, readRates, sourceOf } from './rehearse/read-files.ts';
import { toldInRehearsal } from './rehearse/told.ts';
import { toldInCloud } from './rehearse/told-in-cloud.ts';

const root = join(import.meta.dirname, '..');

/**
 * `npm run agreement [-- --participants N --seed N --until DATE]`: the same seeded people in a rehearsal and in the
 * embedded cloud, and which prompts only one of them sends. Exits with 1 where there are any.
 */
const { values } = parseArgs({
  options: {
    participants: { type: 'string', default: '20' },
    seed: { type: 'string', default: '5' },
    until: { type: 'string' },
  },
});
const compared = {
  participants: Number(values.participants),
  until: values.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(values.until),
};
const script = {
  ...filesOf(
    sourceOf(join(root, 'programmes', 'secondary-mastery-specialist.yaml')),
    sourceOf(join(root, 'programmes', 'cohorts', 'sample-2026.yaml')),
  ),
  rates: readRates(sourceOf(join(root, 'local', 'rehearsal', 'typical-people.yaml'))),
  seed: Number(values.seed),
};
const rehearsed = await toldInRehearsal(script, compared);
const { participants } = compared;
const bar = new ProgressBar(process.stderr, participants);
const sent = await toldInCloud(script, compared, (share) => bar.show(Math.floor(share * participants)));
bar.end();
const { onlyRehearsed, onlySent } = disagreements(rehearsed, sent);
for (const line of onlyRehearsed) console.log(`only in the rehearsal: ${line}`);
for (const line of onlySent) console.log(`only in the cloud:     ${line}`);
console.log(`${participants} participants: ${rehearsed.length} prompts rehearsed, ${sent.length} sent by the cloud`);
if (onlyRehearsed.length + onlySent.length > 0) process.exitCode = 1;
