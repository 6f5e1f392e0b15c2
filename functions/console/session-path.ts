import type { Session } from '../domain/cohort.ts';

/** Where the console keeps a session: its register. */
export function sessionPath({ cohortId, id }: Session): string {
  return `/admin/sessions/${cohortId}/${id}`;
}
