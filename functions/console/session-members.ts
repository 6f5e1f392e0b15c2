import type { Session } from '../domain/cohort.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { listParticipants } from './lists.ts';

export interface SessionMember {
  readonly id: string;
  readonly name: string;
  /** Whether they take part now; whoever pauses may be sent to a sitting all the same. */
  readonly comes: boolean;
}

/** Those whom a split may send to a second sitting, by name. */
export async function listSessionMembers(deps: ConsoleDeps, session: Session): Promise<SessionMember[]> {
  const members: SessionMember[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await listParticipants(deps.table, { cohortId: session.cohortId }, after);
    for (const { id, people, status } of rows) {
      const isHere = session.onlyFor ? session.onlyFor.includes(id) : session.notFor?.includes(id) !== true;
      if (isHere && status !== 'withdrawn' && status !== 'replaced')
        members.push({ id, name: people.participant?.name ?? id, comes: isTakingPart({ status }) });
    }
    if (!next) return members.sort((a, b) => a.name.localeCompare(b.name));
    after = next;
  }
}
