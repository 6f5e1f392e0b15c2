import type { Moments } from '../../functions/domain/moments.ts';
import { momentsFor } from '../../functions/domain/moments-memo.ts';
import { openCohort } from '../../functions/programmes/open-cohort.ts';
import { publishProgrammes } from '../../functions/programmes/publish-programmes.ts';
import { readCohort, readProgramme } from '../../functions/programmes/read-programme.ts';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';
import { ObjectTable } from './object-table.ts';
import type { PeopleRates } from './people-rates.ts';
import { VirtualTime } from './virtual-time.ts';

/** A file as text, with the name that mistakes are told by. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** What is rehearsed. */
export interface Script {
  readonly programme: SourceFile;
  readonly cohort: SourceFile;
  readonly rates: PeopleRates;
  readonly seed: number;
}

/** A programme and a cohort in a table, before anybody is nominated. */
export interface Stage {
  readonly table: ObjectTable;
  readonly cohortId: string;
  readonly moments: Moments;
  /** From the day before the window opens to six weeks after the last year's end. */
  readonly startsAt: number;
  readonly endsAt: number;
}

const dayMs = 86_400_000;
const afterTheEnd = 42 * dayMs;

const quiet = { info: () => {}, alarm: () => {}, failure: () => {} };

/**
 * Publishes the programme and opens the cohort, with a place for everybody who is rehearsed. Throws what publishing and
 * opening throw for files with mistakes.
 */
export async function setStage(script: Pick<Script, 'programme' | 'cohort'>): Promise<Stage> {
  const table = new ObjectTable();
  const deps = { table, clock: new VirtualTime(0).functions, log: quiet };
  const programme = { file: script.programme.file, content: yamlContent(script.programme.text) };
  await publishProgrammes(deps, { programmes: [programme] }, templateKeys);
  const text = script.cohort.text.replace(/^capacity: \d+$/m, 'capacity: 10000');
  const { cohortId } = await openCohort(deps, { file: script.cohort.file, cohort: yamlContent(text) });
  const { cohort, sessions } = await readCohort(table, cohortId);
  const moments = momentsFor(await readProgramme(table, cohort.programme), cohort, sessions);
  const lastEnd = Math.max(...moments.years.map(({ endsAt }) => endsAt));
  return { table, cohortId, moments, startsAt: moments.opensAt - dayMs, endsAt: lastEnd + afterTheEnd };
}
