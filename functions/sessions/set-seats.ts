import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { findSession } from '../programmes/find-session.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import type { SessionDeps } from './change-session.ts';
import { noteRooms } from './note-rooms.ts';

export interface Seats {
  readonly cohortId: string;
  readonly sessionId: string;
  /** Nothing where it is not known. */
  readonly seats: number | undefined;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

/**
 * Notes how many a session's room holds, and whether that is too few. No participant has to hear of it, so it is no
 * revision of the session.
 */
export async function setSeats(
  deps: SessionDeps,
  { cohortId, sessionId, seats, by }: Seats,
): Promise<'set' | 'unknown'> {
  return retryChange<'set' | 'unknown'>(async () => {
    const session = await findSession(deps.table, cohortId, sessionId);
    if (!session) return 'unknown';
    if (session.seats === seats) return 'set';
    const now = deps.clock.now();
    const { ok } = await deps.table.transact([
      {
        kind: 'update',
        key: key.session(cohortId, sessionId),
        ...(seats === undefined ? { remove: ['seats'] } : { set: { seats } }),
        where: { revision: session.revision, seats: session.seats ?? absent },
      },
      logLine({ kind: 'cohort', id: cohortId, cohortId }, `${sessionId}@seats-${seats ?? 'unknown'}`, {
        what: `the room of ${session.title}`,
        to: seats === undefined ? 'of unknown size' : `holds ${seats}`,
        why: '',
        by,
        at: now,
      }),
    ]);
    deps.log.info('seats set', { cohort: cohortId, session: sessionId, written: ok });
    if (!ok) return undefined;
    await noteRooms(deps.table, cohortId, now);
    return 'set';
  });
}
