import { normaliseCode } from '../domain/check-in.ts';
import type { Session } from '../domain/cohort.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

type Put = Extract<Write, { kind: 'put' }>;

/** The rows of a new session: itself, and what its check-in code leads to. They fail where the code is taken already. */
export function newSessionWrites(session: Session): Put[] {
  const { cohortId, id, checkInCode } = session;
  return [
    { kind: 'put', item: { ...key.session(cohortId, id), ...session } },
    { kind: 'put', item: { ...key.checkInCode(normaliseCode(checkInCode)), cohortId, sessionId: id } },
  ];
}
