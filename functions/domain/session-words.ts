import type { Session, SessionFacts } from './cohort.ts';
import { differencesBetween } from './session-revisions.ts';
import { formatPeriod } from './wording.ts';

/** One thing about a session that changed, old and new in words. */
export interface ChangeInWords {
  readonly what: 'When' | 'Where' | 'Online link' | 'Takes place';
  readonly was: string;
  readonly is: string;
}

/** Where a session is, for a sentence or a calendar: "Sample Academy, Example Road", "Online". */
export function placeOf({ mode, venue }: Pick<SessionFacts, 'mode' | 'venue'>): string {
  if (mode === 'online') return 'Online';
  return mode === 'hybrid' ? `${venue}, or online` : venue;
}

/** What changed between two sets of facts, as people say it: a change of mode is one of place. */
export function changesInWords(before: SessionFacts, after: SessionFacts, zone: string): ChangeInWords[] {
  const differences = differencesBetween(before, after);
  const period = ({ startsAt, endsAt }: SessionFacts) => formatPeriod(startsAt, endsAt, zone);
  const link = ({ joinUrl, mode }: SessionFacts) => (mode === 'face-to-face' ? undefined : joinUrl) ?? 'none';
  const changes: ChangeInWords[] = [];
  if (differences.includes('state'))
    changes.push({ what: 'Takes place', was: stateWords(before), is: stateWords(after) });
  if (differences.includes('time')) changes.push({ what: 'When', was: period(before), is: period(after) });
  if (differences.includes('mode') || differences.includes('venue'))
    changes.push({ what: 'Where', was: placeOf(before), is: placeOf(after) });
  if (differences.includes('link')) changes.push({ what: 'Online link', was: link(before), is: link(after) });
  return changes;
}

/** What a session was before its last change, for whoever looks at it: "moved from …"; nothing where it never changed. */
export function changedFrom(session: Session, zone: string): string | undefined {
  const before = session.history.at(-1);
  if (!before) return undefined;
  const [first] = changesInWords(before, session, zone);
  switch (first?.what) {
    case undefined:
      return undefined;
    case 'When':
      return `moved from ${first.was}`;
    case 'Where':
      return `moved from ${first.was}`;
    case 'Online link':
      return session.joinUrl === undefined ? undefined : 'the online link is new';
    case 'Takes place':
      return session.state === 'cancelled' ? undefined : 'it was cancelled and takes place after all';
  }
}

function stateWords({ state }: SessionFacts): string {
  return state === 'cancelled' ? 'No, it was cancelled' : 'Yes';
}
