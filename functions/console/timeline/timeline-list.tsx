import { formatShort } from '../../domain/short-dates.ts';
import { zone } from '../zone.ts';
import type { TimelineEntry, TimelineKind } from './build-timeline.ts';

const kindWords: Readonly<Record<TimelineKind, string>> = {
  session: 'Session',
  email: 'Email',
  change: 'Change',
  execution: 'Workflow',
  milestone: 'Programme',
};

/** Entries as lines, in the order given. */
export function TimelineList({ entries, empty }: { entries: readonly TimelineEntry[]; empty: string }) {
  if (entries.length === 0) return <p class="govuk-body">{empty}</p>;
  return (
    <ol class="tl-log">
      {entries.map((entry) => (
        <Line entry={entry} />
      ))}
    </ol>
  );
}

function Line({ entry: { at, kind, what, detail, isTrouble } }: { entry: TimelineEntry }) {
  const moment = new Date(at).toISOString();
  return (
    <li class={`tl-log__line tl-log__line--${kind}${isTrouble ? ' tl-log__line--trouble' : ''}`}>
      <time class="tl-log__when" datetime={moment}>
        {formatShort(moment, zone)}
      </time>{' '}
      <span class="tl-log__kind">{kindWords[kind]}</span>{' '}
      <span class="tl-log__what">
        {what}
        {detail && <span class="tl-log__detail"> {detail}</span>}
      </span>
    </li>
  );
}

/** The entries of each month, in the order in which they are given. */
export function byMonth(entries: readonly TimelineEntry[]): { month: string; entries: TimelineEntry[] }[] {
  const months: { month: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const month = monthFormat.format(entry.at);
    const last = months.at(-1);
    if (last?.month === month) last.entries.push(entry);
    else months.push({ month, entries: [entry] });
  }
  return months;
}

const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: zone });
