import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const programmes = join(import.meta.dirname, '..', '..', 'programmes');

/** The next version of the programme is not the one that the scenario was written for. */
export class RevisionDoesNotFit extends Error {
  override readonly name = 'RevisionDoesNotFit';
}

/** What the second version of the programme says otherwise: words of the first, and what stands in their place. */
const revision: readonly (readonly [was: string, is: string])[] = [
  ['\nversion: 1\n', '\nversion: 2\n'],
  // Reminders come a day earlier.
  [
    '    repeats: true\n    sends: [{ offset: "-2 wd 16:00", to: [participant] }]',
    '    repeats: true\n    sends: [{ offset: "-3 wd 16:00", to: [participant] }]',
  ],
];

/** The second version of the sample cohort's programme, as a file of it would be. */
export function secondVersion(): { file: string; text: string } {
  const text = revision.reduce(
    (before, [was, is]) => {
      if (!before.includes(was)) throw new RevisionDoesNotFit(`The programme does not say ${JSON.stringify(was)}`);
      return before.replace(was, is);
    },
    readFileSync(join(programmes, 'secondary-mastery-specialist.yaml'), 'utf8'),
  );
  return { file: 'secondary-mastery-specialist-2.yaml', text };
}

/** The sample cohort a year later, on the second version. */
export function nextCohort(): { file: string; cohort: string } {
  const cohort = readFileSync(join(programmes, 'cohorts', 'sample-2026.yaml'), 'utf8')
    .replace(/\b202[678]\b/g, (year) => String(Number(year) + 1))
    .replace('version: 1 }', 'version: 2 }');
  return { file: 'sample-2027.yaml', cohort };
}
