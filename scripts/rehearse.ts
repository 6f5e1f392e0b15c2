import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rehearseTogether } from '../local/rehearsal/rehearse-together.ts';
import { setStage } from '../local/rehearsal/stage.ts';
import { ProgressBar } from './rehearse/progress-bar.ts';
import { filesOf, filesWith, readRates, sourceOf } from './rehearse/read-files.ts';
import { CannotRehearse, wordsOfRefusal } from './rehearse/refused.ts';
import { showPlan } from './rehearse/show-plan.ts';

const root = join(import.meta.dirname, '..');
const usage = `npm run rehearse -- PROGRAMME [--cohort FILE] [--seed N] …

  PROGRAMME       a programme's YAML, as programmes/secondary-mastery-specialist.yaml
  --cohort        a cohort's YAML; otherwise the sample cohort

For a lead: every e-mail about one person of each kind, with its clashes
  --html, --csv, --ics FILE   as a page, for a spreadsheet, for a calendar
  --picture FILE              of that page, as docs/pictures/rehearsal.png
  --against FILE              what differs from this programme's or cohort's YAML
  --move SESSION=TIME         what changes when an admin moves a session: central-3=2027-02-04T13:30
  --moved-on DATE             on which day that is done (ten working days before)

For an engineer: what so many people come to
  --participants N            how many live their two years
  --processes N               side by side (2)
  --people FILE               how they behave (local/rehearsal/typical-people.yaml)
  --json                      as one line`;

/** `npm run rehearse`: a cohort's two years in seconds, as a calendar or as figures. Exits with 2 where it was not told what to rehearse, or where that has mistakes. */
async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  const [programme, ...more] = positionals;
  if (programme === undefined || more.length > 0) throw new CannotRehearse(usage);
  const files = filesOf(sourceOf(programme), sourceOf(values.cohort));
  const seed = numberOf('seed', values.seed);
  const participants = values.participants ?? (values.json ? '20' : undefined);
  if (participants !== undefined) return rehearseCrowd(files, { ...values, participants, seed });
  const against = values.against === undefined ? undefined : sourceOf(values.against);
  const lines = await showPlan({
    files,
    seed,
    ...(against && { against: { title: against.file, files: filesWith(files, against) } }),
    ...(values.move !== undefined && { move: moveIn(values.move, values['moved-on']) }),
    ...(values.html !== undefined && { html: values.html }),
    ...(values.csv !== undefined && { csv: values.csv }),
    ...(values.ics !== undefined && { ics: values.ics }),
    ...(values.picture !== undefined && { picture: values.picture }),
  });
  console.log(lines.join('\n'));
}

async function rehearseCrowd(
  files: ReturnType<typeof filesOf>,
  values: { participants: string; processes: string; people: string; seed: number; json: boolean },
): Promise<void> {
  const participants = numberOf('participants', values.participants);
  const script = { ...files, rates: readRates(sourceOf(values.people)), seed: values.seed };
  // Mistakes in the files are told here, in one process, rather than by each.
  await setStage(script);
  const bar = new ProgressBar(process.stderr, participants);
  const processes = numberOf('processes', values.processes);
  const figures = await rehearseTogether(script, { participants, processes }, (done) => bar.show(done));
  bar.end();
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(26)}${value}`);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        cohort: { type: 'string', default: join(root, 'programmes', 'cohorts', 'sample-2026.yaml') },
        people: { type: 'string', default: join(root, 'local', 'rehearsal', 'typical-people.yaml') },
        participants: { type: 'string' },
        processes: { type: 'string', default: '2' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        html: { type: 'string' },
        csv: { type: 'string' },
        ics: { type: 'string' },
        picture: { type: 'string' },
        against: { type: 'string' },
        move: { type: 'string' },
        'moved-on': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CannotRehearse(`${error instanceof Error ? error.message : error}\n\n${usage}`, { cause: error });
  }
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new CannotRehearse(`--${name} wants a whole number, not ${text}`);
  return number;
}

function moveIn(text: string, on: string | undefined) {
  const [session = '', to] = text.split('=');
  if (to === undefined) throw new CannotRehearse(`--move wants SESSION=TIME, not ${text}`);
  return { session, to, ...(on !== undefined && { on }) };
}

try {
  await main();
} catch (error) {
  const words = wordsOfRefusal(error);
  if (words === undefined) throw error;
  console.error(words);
  process.exitCode = 2;
}
