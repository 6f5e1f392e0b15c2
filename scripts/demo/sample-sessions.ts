import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { instantOf } from '../../functions/domain/local-time.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { cohortFile } from '../../functions/programmes/cohort-file.ts';

/** The sessions of a sample cohort, with the instants at which they start. */
export function sampleSessions(cohort = 'sample-2026') {
  const file = join(import.meta.dirname, '..', '..', 'programmes', 'cohorts', `${cohort}.yaml`);
  const { sessions } = readAs(cohortFile, parse(readFileSync(file, 'utf8')));
  return sessions.map(({ day, on, starts }) => ({
    id: day,
    title: day.replaceAll('-', ' '),
    startsAt: instantOf(`${on} ${starts}`, 'Europe/London'),
  }));
}
