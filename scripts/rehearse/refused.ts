import { CohortRefused } from '../../functions/programmes/open-cohort.ts';
import { ProgrammeRefused } from '../../functions/programmes/publish-programmes.ts';
import { MoveRefused } from '../../local/rehearsal/calendar/move.ts';

/** What is to be rehearsed can't be; each line of the message says what to mend, with file, line and reason. */
export class CannotRehearse extends Error {
  override readonly name = 'CannotRehearse';
}

/** The words for whoever wrote a file or an option with a mistake in it; nothing for a fault of ours. */
export function wordsOfRefusal(error: unknown): string | undefined {
  const known = [CannotRehearse, CohortRefused, ProgrammeRefused, MoveRefused].some((kind) => error instanceof kind);
  return known && error instanceof Error ? error.message : undefined;
}
