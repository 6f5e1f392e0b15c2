import type { Session, SessionFacts, SessionRevision } from './cohort.ts';
import type { Instant } from './ids.ts';

/** Every revision of a session, oldest first, the present one last. */
export function revisionsOf(session: Session): SessionRevision[] {
  const { startsAt, endsAt, mode, venue, joinUrl, state, revision, revisedAt, revisedBecause } = session;
  return [
    ...session.history,
    { startsAt, endsAt, mode, venue, joinUrl, state, revision, from: revisedAt, reason: revisedBecause },
  ];
}

/** What was true of a session at a revision; the oldest that is known where that one is not. */
export function factsAt(session: Session, revision: number): SessionFacts {
  const revisions = revisionsOf(session);
  return revisions.findLast((each) => each.revision <= revision) ?? revisions[0] ?? session;
}

/** Which revision was the present one at a moment. */
export function revisionAt(session: Session, at: Instant): number {
  const then = revisionsOf(session).findLast(({ from }) => from === undefined || Date.parse(from) <= Date.parse(at));
  return then?.revision ?? 1;
}

/** What about a session differs between two sets of facts, in the order in which people need to hear it. */
export type Difference = 'state' | 'time' | 'mode' | 'venue' | 'link';

export function differencesBetween(before: SessionFacts, after: SessionFacts): Difference[] {
  const online = (facts: SessionFacts) => (facts.mode === 'face-to-face' ? undefined : facts.joinUrl);
  const room = (facts: SessionFacts) => (facts.mode === 'online' ? undefined : facts.venue);
  const differs: Record<Difference, boolean> = {
    state: before.state !== after.state,
    time: !sameMoment(before.startsAt, after.startsAt) || !sameMoment(before.endsAt, after.endsAt),
    mode: before.mode !== after.mode,
    venue: room(before) !== room(after),
    link: online(before) !== online(after),
  };
  return (['state', 'time', 'mode', 'venue', 'link'] as const).filter((what) => differs[what]);
}

/** The last revision that gave the session another start, or made it a sitting of its own. */
export function lastRetiming(session: Session): { readonly revision: number; readonly at: number } | undefined {
  const revisions = revisionsOf(session);
  const found = revisions.findLast(({ startsAt }, index) => {
    const before = revisions[index - 1];
    if (!before) return false;
    return (
      !sameMoment(before.startsAt, startsAt) || (session.sittingOf !== undefined && index === revisions.length - 1)
    );
  });
  return found?.from === undefined ? undefined : { revision: found.revision, at: Date.parse(found.from) };
}

function sameMoment(a: Instant, b: Instant): boolean {
  return Date.parse(a) === Date.parse(b);
}
