import { changeCohort } from '../cohorts/change-cohort.ts';
import type { Session } from '../domain/cohort.ts';
import { type Refusal, type Revised, reviseSession, type SessionChange } from '../domain/session-change.ts';
import { differencesBetween, factsAt } from '../domain/session-revisions.ts';
import type { Clock } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { type CohortRead, readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';

export interface SessionDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ChangeRequest {
  readonly cohortId: string;
  readonly sessionId: string;
  /** The revision that the admin saw when they decided. */
  readonly seen: number;
  readonly change: SessionChange;
  /** Participants read it. */
  readonly reason: string;
}

export type SessionChanged =
  | { readonly outcome: 'changed'; readonly session: Session }
  /** Somebody else changed it since it was looked at: here is what they made of it. */
  | { readonly outcome: 'changed-meanwhile'; readonly session: Session }
  | { readonly outcome: 'refused'; readonly why: Refusal }
  | { readonly outcome: 'unknown' };

/**
 * Changes a session, once: its new revision, the cohort's calendar and a line in the cohort's record in one transaction,
 * on the condition that nobody changed it since the admin looked. Telling everybody follows from the table's stream.
 */
export async function changeSession(
  deps: SessionDeps,
  request: ChangeRequest & { readonly by: string },
): Promise<SessionChanged> {
  return retryChange<SessionChanged>(async () => {
    const calendar = await readCohort(deps.table, request.cohortId);
    const now = deps.clock.now();
    const judged = judgeChange(calendar, request, now);
    if (judged.outcome !== 'possible') return judged;
    const { ok } = await deps.table.transact(writesOf(calendar, request, judged.sessions, now));
    if (!ok) return undefined;
    const [session] = judged.sessions;
    const ids = { cohort: session.cohortId, session: session.id, revision: session.revision };
    deps.log.info('session changed', { ...ids, change: request.change.change });
    return { outcome: 'changed', session };
  });
}

export type Judged =
  | { readonly outcome: 'possible'; readonly sessions: Extract<Revised, { ok: true }>['sessions'] }
  | SessionChanged;

/** Whether a change can be made to the calendar as it was read, and what it would make of it. */
export function judgeChange({ cohort, sessions }: CohortRead, request: ChangeRequest, now: string): Judged {
  const session = sessions.find(({ id }) => id === request.sessionId);
  if (!session) return { outcome: 'unknown' };
  if (session.revision !== request.seen)
    return wasMade(session, request, { cohort, sessions })
      ? { outcome: 'changed', session }
      : { outcome: 'changed-meanwhile', session };
  const revised = reviseSession(session, request.change, { cohort, sessions, now, reason: request.reason });
  return revised.ok ? { outcome: 'possible', sessions: revised.sessions } : { outcome: 'refused', why: revised.why };
}

/** The same form posted twice: what it asked for is what the next revision is. */
function wasMade(session: Session, { seen, change, reason }: ChangeRequest, { cohort, sessions }: CohortRead): boolean {
  if (session.revision !== seen + 1 || session.revisedBecause !== reason) return false;
  if (change.change === 'split')
    return sessions.some(({ id, sittingOf }) => id === change.id && sittingOf === session.id);
  const before: Session = { ...session, ...factsAt(session, seen), revision: seen, history: [] };
  const again = reviseSession(before, change, { cohort, sessions, now: session.revisedAt ?? '', reason });
  return again.ok && differencesBetween(again.sessions[0], session).length === 0;
}

function writesOf(
  { cohort, sessions }: CohortRead,
  { seen, change, reason, by }: ChangeRequest & { readonly by: string },
  [session, ...sittings]: readonly [Session, ...Session[]],
  now: string,
): Write[] {
  const seats = sessions.find(({ id }) => id === session.id)?.seats ?? absent;
  return [
    { kind: 'put', item: { ...key.session(cohort.id, session.id), ...session }, where: { revision: seen, seats } },
    changeCohort(cohort, now),
    ...sittings.map((each): Write => ({ kind: 'put', item: { ...key.session(cohort.id, each.id), ...each } })),
    logLine({ kind: 'cohort', id: cohort.id, cohortId: cohort.id }, `${session.id}@${session.revision}`, {
      what: `session ${session.title}`,
      to: change.change,
      why: reason,
      by,
      at: now,
    }),
  ];
}
