import type { Session } from '../domain/cohort.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, UnknownCohort } from './read-programme.ts';

/** A session by its address; nothing where somebody typed one that is not there. */
export async function findSession(table: Table, cohortId: string, sessionId: string): Promise<Session | undefined> {
  try {
    const { sessions } = await readCohort(table, cohortId);
    return sessions.find(({ id }) => id === sessionId);
  } catch (error) {
    // An address that somebody typed: an answer, and no fault.
    if (error instanceof UnknownCohort) return undefined;
    throw error;
  }
}
