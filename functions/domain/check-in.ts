import type { Session } from './cohort.ts';
import type { Instant } from './ids.ts';
import type { SessionMoments } from './timetable.ts';

/** Where a session's check-in stands at a moment. */
export type CheckInWindow =
  | { readonly outcome: 'too-early'; readonly opensAt: Instant }
  | { readonly outcome: 'open'; readonly closesAt: Instant }
  | { readonly outcome: 'evidence-only'; readonly until: Instant }
  | { readonly outcome: 'closed'; readonly since: Instant }
  | { readonly outcome: 'cancelled' };

/** What comes of a code that was typed for a session. Only `checked-in` records anything. */
export type CheckInOutcome =
  | { readonly outcome: 'checked-in' }
  | { readonly outcome: 'wrong-code' }
  | { readonly outcome: 'wrong-session'; readonly which: Session }
  | Exclude<CheckInWindow, { outcome: 'open' }>;

/**
 * Whether a session can be checked in to: with the code from a while before its start to a while after its end, with
 * evidence until the deadline after that, and by an admin only from then on.
 */
export function checkInWindow(session: SessionMoments, now: Instant): CheckInWindow {
  const at = Date.parse(now);
  if (session.session.state === 'cancelled') return { outcome: 'cancelled' };
  if (at < session.checkInOpens) return { outcome: 'too-early', opensAt: iso(session.checkInOpens) };
  if (at < session.checkInCloses) return { outcome: 'open', closesAt: iso(session.checkInCloses) };
  if (at < session.evidenceUntil) return { outcome: 'evidence-only', until: iso(session.evidenceUntil) };
  return { outcome: 'closed', since: iso(session.evidenceUntil) };
}

/**
 * Judges a code typed for a session. A code of another session of the cohort is refused with that session's name
 * whatever the time, so that nobody believes that they have checked in; a code is looked at only while the window is
 * open.
 */
export function judgeCheckIn(
  session: SessionMoments,
  typed: string,
  cohortSessions: readonly SessionMoments[],
  now: Instant,
): CheckInOutcome {
  const window = checkInWindow(session, now);
  if (sameCode(typed, session.session.checkInCode))
    return window.outcome === 'open' ? { outcome: 'checked-in' } : window;
  const which = cohortSessions.find(
    (other) => other.session.id !== session.session.id && sameCode(typed, other.session.checkInCode),
  );
  if (which) return { outcome: 'wrong-session', which: which.session };
  return window.outcome === 'open' ? { outcome: 'wrong-code' } : window;
}

/** Characters that are taken for each other on a slide at the far end of a room. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'O',
  Q: 'O',
  '1': 'I',
  L: 'I',
  '2': 'Z',
  '5': 'S',
  '8': 'B',
  U: 'V',
};

/** A code as it is compared: capitals, no spaces or hyphens, one character for all that look like it. */
export function normaliseCode(typed: string): string {
  const kept = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return Array.from(kept, (character) => lookAlikes[character] ?? character).join('');
}

export function sameCode(typed: string, code: string): boolean {
  const normalised = normaliseCode(typed);
  return normalised !== '' && normalised === normaliseCode(code);
}

function iso(at: number): Instant {
  return new Date(at).toISOString();
}
