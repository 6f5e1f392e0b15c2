import { formatShort, shortMonth } from '../../domain/short-dates.ts';
import { zone } from '../zone.ts';
import type { Timeline, TimelineEntry } from './build-timeline.ts';

const size = { width: 1000, height: 92, sessions: 30, emails: 56 } as const;

/** The whole time at a glance: sessions as knots, e-mails as ticks below them, and today. The lists say the same. */
export function TimelineStrip({ timeline: { now, past, coming } }: { timeline: Timeline }) {
  const entries = [...past, ...coming];
  const first = Math.min(now, ...entries.map(({ at }) => at));
  const last = Math.max(now, ...entries.map(({ at }) => at));
  const xOf = (at: number) =>
    Math.round((10 + ((at - first) / Math.max(1, last - first)) * (size.width - 20)) * 10) / 10;
  return (
    <div class="tl-strip">
      <svg class="tl-strip__svg" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <line class="tl-strip__done" x1={xOf(first)} x2={xOf(now)} y1={size.sessions} y2={size.sessions} />
        <line class="tl-strip__ahead" x1={xOf(now)} x2={xOf(last)} y1={size.sessions} y2={size.sessions} />
        {quartersBetween(first, last).map(({ at, words }) => (
          <text class="tl-strip__date" x={xOf(at)} y={size.height - 4}>
            {words}
          </text>
        ))}
        {entries.map((each) => (
          <Mark entry={each} x={xOf(each.at)} isPast={each.at <= now} />
        ))}
        <line class="tl-strip__now" x1={xOf(now)} x2={xOf(now)} y1={8} y2={70} />
      </svg>
      <p class="tl-strip__words">
        Round marks are sessions, strokes below are emails, the upright line is now,{' '}
        {formatShort(new Date(now).toISOString(), zone)}.
      </p>
    </div>
  );
}

function Mark({ entry, x, isPast }: { entry: TimelineEntry; x: number; isPast: boolean }) {
  const state = entry.isTrouble ? 'trouble' : isPast ? 'past' : 'ahead';
  if (entry.kind === 'session') return <circle class={`tl-strip__${state}`} cx={x} cy={size.sessions} r={8} />;
  if (entry.kind === 'email')
    return <line class={`tl-strip__${state}`} x1={x} x2={x} y1={size.emails - 8} y2={size.emails + 8} />;
  return null;
}

/** The first of each third month, as the year turns with its number. */
function quartersBetween(first: number, last: number): { at: number; words: string }[] {
  const begins = new Date(first);
  const quarters: { at: number; words: string }[] = [];
  for (let month = 0; ; month += 1) {
    const at = Date.UTC(begins.getUTCFullYear(), begins.getUTCMonth() + 1 + month, 1);
    if (at > last) return quarters;
    const date = new Date(at);
    if (date.getUTCMonth() % 3 !== 0) continue;
    const name = shortMonth(date.toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' }));
    quarters.push({ at, words: date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : name });
  }
}
