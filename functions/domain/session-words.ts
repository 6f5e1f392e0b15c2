import type { SessionFacts } from './cohort.ts';
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

function stateWords({ state }: SessionFacts): string {
  return state === 'cancelled' ? 'No, it was cancelled' : 'Yes';
}
