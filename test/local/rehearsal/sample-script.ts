import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { peopleRates } from '../../../local/rehearsal/people-rates.ts';
import type { Script } from '../../../local/rehearsal/stage.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (file: string) => ({ file, text: readFileSync(join(root, file), 'utf8') });

/** The sample cohort of the programme, with people as they typically are. */
export function sampleScript(seed: number): Script {
  const cohort = read('programmes/cohorts/sample-2026.yaml');
  return {
    programme: read('programmes/secondary-mastery-specialist.yaml'),
    cohort: { ...cohort, text: cohort.text.replace(/^capacity: \d+$/m, 'capacity: 10000') },
    rates: v.parse(peopleRates, parse(read('local/rehearsal/typical-people.yaml').text)),
    seed,
  };
}
