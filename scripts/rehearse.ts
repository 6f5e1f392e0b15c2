import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { peopleRates } from '../local/rehearsal/people-rates.ts';
import { rehearseTogether } from '../local/rehearsal/rehearse-together.ts';
import type { Script, SourceFile } from '../local/rehearsal/stage.ts';
import { ProgressBar } from './rehearse/progress-bar.ts';

const root = join(import.meta.dirname, '..');
const usage = `npm run rehearse -- PROGRAMME [--cohort FILE] [--participants N] [--seed N] [--processes N] [--people FILE] [--json]

  PROGRAMME       a programme's YAML, as programmes/secondary-mastery-specialist.yaml
  --cohort        a cohort's YAML; otherwise the sample cohort
  --participants  how many people live their two years (20)
  --people        how they behave (local/rehearsal/typical-people.yaml)`;

/** `npm run rehearse`: a cohort's two years in seconds, as figures. Exits with 2 where it was not told what to rehearse. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      cohort: { type: 'string', default: join(root, 'programmes', 'cohorts', 'sample-2026.yaml') },
      people: { type: 'string', default: join(root, 'local', 'rehearsal', 'typical-people.yaml') },
      participants: { type: 'string', default: '20' },
      processes: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const [programme] = positionals;
  const participants = Number(values.participants);
  const processes = Number(values.processes);
  const missing = [programme ?? '', values.cohort, values.people].find((file) => !existsSync(file));
  if (!programme || missing !== undefined || !(participants >= 1) || !(processes >= 1)) {
    console.error(missing ? `There is no file ${missing}\n\n${usage}` : usage);
    process.exitCode = 2;
    return;
  }
  const script: Script = {
    programme: sourceOf(programme),
    cohort: sourceOf(values.cohort),
    rates: peopleRates.parse(parse(readFileSync(values.people, 'utf8'))),
    seed: Number(values.seed),
  };
  const bar = new ProgressBar(process.stderr, participants);
  const figures = await rehearseTogether(script, { participants, processes }, (done) => bar.show(done));
  bar.end();
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(26)}${value}`);
}

function sourceOf(file: string): SourceFile {
  return { file: relative(process.cwd(), file), text: readFileSync(file, 'utf8') };
}

await main();
