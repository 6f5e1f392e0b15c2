import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import { giasBatches, giasLinkBatches } from '../../functions/schools/gias-batches.ts';
import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import { CannotStart } from './cannot-start.ts';
import type { ProgrammeFiles } from './programme-files.ts';

type Invoke = (functionName: string, payload: unknown) => Promise<InvocationOutcome>;

/**
 * Fills a state through the template's own functions, as a deploy does: publishes the programmes at each start (a version
 * that is there stays as it is); at the first, opens the sample cohorts and takes in the sample schools.
 */
export async function seedSample(
  invoke: Invoke,
  { programmes, cohorts }: ProgrammeFiles,
  isFirst: boolean,
): Promise<void> {
  await succeed(invoke, 'throughline-local-publish-programmes', {
    programmes: programmes.map(({ file, text }) => ({ file, content: yamlContent(text) })),
  });
  if (!isFirst) return;
  for (const { file, text } of cohorts)
    await succeed(invoke, 'throughline-local-open-cohort', { cohort: yamlContent(text), file });
  const { schools, links } = readSchoolFiles();
  const into = 'throughline-local-import-schools';
  for await (const { rows } of giasBatches([schools])) await succeed(invoke, into, { rows });
  for await (const { rows } of giasLinkBatches([links])) await succeed(invoke, into, { links: rows });
}

/** The sample schools, in the register's format, and who follows whom. */
function readSchoolFiles() {
  const read = (name: string): string =>
    readFileSync(join(import.meta.dirname, '..', '..', 'schools', `sample-${name}.csv`), 'utf8');
  return { schools: read('schools'), links: read('links') };
}

async function succeed(invoke: Invoke, functionName: string, payload: unknown): Promise<void> {
  const outcome = await invoke(functionName, payload);
  if ('payload' in outcome) return;
  const { errorType, errorMessage } = outcome.error;
  if (errorType === 'VersionIsPublished')
    throw new CannotStart(
      `${errorMessage}\nThe state that was kept here is of an earlier edition of the file. To begin anew, remove its folder or name another: --state <folder>.`,
    );
  throw new CannotStart(`Seeding failed in ${functionName}: ${errorType}: ${errorMessage}`);
}
