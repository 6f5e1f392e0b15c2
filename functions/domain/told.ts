import { isSettled } from './agenda.ts';
import type { Session, SessionFacts } from './cohort.ts';
import { stintOf } from './moments.ts';
import type { RecipientRole } from './people.ts';
import type { Programme } from './programme.ts';
import type { PromptRow } from './prompt.ts';
import { factsAt, revisionAt } from './session-revisions.ts';
import type { JourneyView } from './views.ts';

/**
 * What somebody around a participant was told of a session before its present revision: the revision that their last
 * correction spoke of, or else the first that they heard of. Nothing where nobody wrote to them about it.
 */
export function toldBefore(
  { programme, prompts, participant }: Pick<JourneyView, 'programme' | 'prompts' | 'participant'>,
  session: Session,
  role: RecipientRole,
): SessionFacts | undefined {
  const told = { first: Number.POSITIVE_INFINITY, corrected: 0 };
  for (const row of prompts) {
    if (row.role !== role || stintOf(row.anchor) !== participant.stint || !mayHaveReached(row)) continue;
    const revision = revisionToldBy(row, session);
    if (revision === undefined || revision >= session.revision) continue;
    const about = aboutOf(programme, row);
    if (about === 'session') told.first = Math.min(told.first, revision);
    if (about === 'session-change') told.corrected = Math.max(told.corrected, revision);
  }
  const known = told.corrected > 0 ? told.corrected : told.first;
  return Number.isFinite(known) ? factsAt(session, known) : undefined;
}

/** The revision that a row spoke of, was decided at or was asked for at; none where it is about another session. */
export function revisionToldBy(row: PromptRow, session: Session): number | undefined {
  const about = sessionIdOf(row.anchor);
  if (about !== session.id && about !== session.sittingOf) return undefined;
  if (row.aboutRevision !== undefined) return row.aboutRevision;
  return revisionAt(session, row.calledAt ?? row.acceptedAt ?? row.settledAt ?? row.queuedAt);
}

/** Whether nothing can come of a row any more, or what it says is on its way. */
export function isSpent(row: PromptRow): boolean {
  return isSettled(row) || mayHaveReached(row);
}

/** Whether its words reached the recipient, or perhaps did: a claim is counted, since its message may be gone already. */
function mayHaveReached({ state, aboutRevision, calledAt }: PromptRow): boolean {
  if (state === 'sending') return aboutRevision !== undefined || calledAt !== undefined;
  return state === 'accepted' || state === 'delivered' || state === 'complained' || state === 'unknown';
}

/** The session that an anchor names: `session:central-1`, or `session:central-1@3~2`. */
export function sessionIdOf(anchor: string): string | undefined {
  return /^session:([^@~]+)/.exec(anchor)?.[1];
}

function aboutOf({ prompts }: Programme, { prompt }: PromptRow): string | undefined {
  const rule = prompts.find(({ key, subject }) => key === prompt && subject === 'participant');
  return rule?.about;
}
