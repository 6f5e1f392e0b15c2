import { join, relative, resolve } from 'node:path';
import { templateKeys } from '../functions/prompts/templates/template-keys.ts';
import { environments } from '../infra/settings.ts';
import { demandFreePort } from './cloud/loopback.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { inWords } from './control/moments.ts';
import { prepareAssembly } from './start/assembly-cache.ts';
import { explainFailure } from './start/explain-failure.ts';
import { parseFlags, type StartFlags } from './start/flags.ts';
import { readProgrammeFiles } from './start/programme-files.ts';
import { showProgress } from './start/progress.ts';
import { seedSample } from './start/seed.ts';
import { claimState } from './start/state-claim.ts';

/** Monday 2 March 2026, 09:00 in London: the day before the sample cohort opens. */
const firstMoment = Date.parse('2026-03-02T09:00:00Z');

const root = join(import.meta.dirname, '..');

try {
  await start(parseFlags(process.argv.slice(2)));
} catch (error) {
  console.error(explainFailure(error));
  process.exit(1);
}

/** Reads, synthesises, starts and seeds, with a line for each step; then serves until it is told to stop. */
async function start({ empty, port, stateFolder }: StartFlags): Promise<void> {
  const progress = showProgress();
  const files = readProgrammeFiles(root, templateKeys);
  progress(`programmes read (${files.programmes.length})`);
  const settings = { ...environments.local, siteUrl: `http://127.0.0.1:${port}` };
  const folder = resolve(stateFolder);
  await demandFreePort(port);
  const release = await claimState(folder, settings.siteUrl);
  const assembly = await prepareAssembly({
    root,
    settings,
    onStep: (step, fromCache) => progress(fromCache ? `${step} (nothing changed since)` : step),
  });
  const cloud = await startCloud({
    assembly,
    state: folder,
    port,
    clock: { start: firstMoment, mode: 'real' },
    ...(!empty && { seed: (invoke, isFirst) => seedSample(invoke, files, isFirst) }),
    onStep: progress,
  });
  stopOnSignal(cloud, release);
  console.log(greeting(cloud, relative(process.cwd(), folder) || '.'));
}

function greeting({ url, clock, samplePeople }: Cloud, stateFolder: string): string {
  const admin = samplePeople.find(({ groups }) => groups.includes('admins'));
  return [
    '',
    `  Nominate   ${url}/nominate`,
    `  Admin      ${url}/admin   (sign in as "${admin?.name}", a sample person; there is no password)`,
    `  Inbox      ${url}/_local/inbox   (no e-mail leaves this machine)`,
    '',
    `  It is ${inWords(clock.now())} in London here; ${url}/_local moves the clock.`,
    `  State is kept in ${stateFolder}. Ctrl+C stops; the next start goes on from there.`,
    '',
  ].join('\n');
}

function stopOnSignal(cloud: Cloud, release: () => void): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void cloud.close().then(() => {
      release();
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
