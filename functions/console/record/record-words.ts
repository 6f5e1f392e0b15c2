import * as v from 'valibot';
import { plainDate } from '../../domain/ids.ts';
import type { LogEntry } from '../../domain/log-entry.ts';
import { nominationStatus } from '../../domain/nomination.ts';
import { participantStatus } from '../../domain/participant.ts';
import { capital, formatDays, formatPlainDate } from '../../domain/wording.ts';
import { nameNominationStatus, nameParticipantStatus } from '../../pages/components/status-tags.tsx';
import { placeWords } from '../place-words.ts';

/** `gate year-1`: “Gate year 1”. */
export function headingOf({ what }: Pick<LogEntry, 'what'>): string {
  if (what === 'absent') return 'Marked absent';
  if (what === 'school') return 'The change of school happened';
  const words = what.replace(/^gate /, 'decision on ').replace(/\b(year|completion)-/g, '$1 ');
  return capital(words);
}

/** Why it was, with its dates as a person writes them. */
export function reasonOf({ why }: Pick<LogEntry, 'why'>): string {
  return datesInWords(why ?? '');
}

/** “Joining → Year 1”; what it became alone where nothing says what it was. */
export function changeOf({ from, to }: Pick<LogEntry, 'from' | 'to'>): string {
  return [from, to].flatMap((value) => (value ? [valueWords(value)] : [])).join(' → ');
}

/** A status or place by what it is called on every page; anything else as it was written. */
function valueWords(value: string): string {
  if (v.is(participantStatus, value)) return nameParticipantStatus(value);
  if (v.is(nominationStatus, value)) return nameNominationStatus(value);
  const [, days, done] = /^(\d(?:\.5)?) (logged|acknowledged)$/.exec(value) ?? [];
  if (days) return `${capital(formatDays(Number(days)))} ${done}`;
  return words.get(value) ?? datesInWords(value);
}

function datesInWords(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (date) => (v.is(plainDate, date) ? formatPlainDate(date) : date));
}

/** What people answered and decided, and what became of a session, as pages call it. */
const words: ReadonlyMap<string, string> = new Map([
  ...Object.entries(placeWords),
  ['awaited', 'Not answered'],
  ['given', 'Agreed'],
  ['refused', 'Said no'],
  ['not-me', 'Said “not me”'],
  ['pass', 'Passed'],
  ['waive', 'What is missing is waived'],
  ['extend', 'More time'],
  ['edit', 'Changed'],
  ['cancel', 'Cancelled'],
  ['reinstate', 'Takes place again'],
  ['split', 'Split into sittings'],
]);
