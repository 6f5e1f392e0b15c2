import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, filesOf } from '../../../scripts/rehearse/read-files.ts';

const programmes = join(import.meta.dirname, '..', '..', '..', 'programmes');

/** The sample programme and cohort. */
export function sampleFiles(): Files {
  return filesOf(read('secondary-mastery-specialist.yaml'), read(join('cohorts', 'sample-2026.yaml')));
}

/**
 * The sample with one clash of each sort in it: the preparation goes the day after its session, the head is invited twice
 * on one day, one session is in a school holiday and another on a bank holiday.
 */
export function plantedFiles(): Files {
  const { programme, cohort } = sampleFiles();
  const prompts = programme.text
    .replace(
      /(key: session-prep\b[\s\S]*?)offset: "[^"]+"([\s\S]*?)until: session-start/,
      '$1offset: "+1 wd 11:00"$2until: always',
    )
    .replace('{ offset: "-3 wd 09:00", to: [head] }', '{ offset: "-15 wd 15:00", to: [head] }');
  const sessions = cohort.text
    .replace('central-3, on: 2027-01-21', 'central-3, on: 2027-02-18')
    .replace('central-5, on: 2027-04-29', 'central-5, on: 2027-05-03');
  return { programme: { ...programme, text: prompts }, cohort: { ...cohort, text: sessions } };
}

function read(file: string) {
  return { file, text: readFileSync(join(programmes, file), 'utf8') };
}
