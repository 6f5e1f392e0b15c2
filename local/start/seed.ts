import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import { CannotStart } from './cannot-start.ts';
import type { ProgrammeFiles } from './programme-files.ts';

type Invoke = (functionName: string, payload: unknown) => Promise<InvocationOutcome>;

/**
 * Fills a state through the template's own functions, as a deploy does: publishes the programmes at each start (a version
 * that is there stays as it is), and opens the sample cohorts at the first.
 */
export async function seedSample(
  invoke: Invoke,
  { programmes, cohorts }: ProgrammeFiles,
  isFirst: boolean,
): Promise<void> {
  await succeed(invoke, 'throughline-local-publish-programmes', { programmes });
  if (!isFirst) return;
  for (const { file, text } of cohorts) await succeed(invoke, 'throughline-local-open-cohort', { cohort: text, file });
}

async function succeed(invoke: Invoke, functionName: string, payload: unknown): Promise<void> {
  const outcome = await invoke(functionName, payload);
  if ('payload' in outcome) return;
  const { errorType, errorMessage } = outcome.error;
  throw new CannotStart(`Seeding failed in ${functionName}: ${errorType}: ${errorMessage}`);
}
