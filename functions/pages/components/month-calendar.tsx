import { shortMonth } from '../../domain/short-dates.ts';
import type { Content } from './markup.ts';

export interface CalendarEntry {
  /** `2026-09-17` */
  readonly date: string;
  readonly content: Content;
}

/** Days that are not like others: why, in a word or two. */
export interface CalendarNote {
  readonly from: string;
  readonly to: string;
  readonly title: string;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const dayMs = 86_400_000;

/**
 * The months in which there is something, as calendars; on a phone, and read aloud, just the days on which there is.
 * Dates are plain: whoever calls has put them on the reader's clock.
 */
export function MonthCalendar({
  entries,
  notes = [],
}: {
  entries: readonly CalendarEntry[];
  notes?: readonly CalendarNote[] | undefined;
}) {
  const byDate = Map.groupBy(entries, ({ date }) => date);
  const months = [...new Set(entries.map(({ date }) => date.slice(0, 7)))].sort();
  return (
    <div class="tl-months">
      {months.map((month) => (
        <section class="tl-month">
          <h3 class="govuk-heading-s tl-month__title">{titleOf(month)}</h3>
          <div class="tl-month__weekdays" aria-hidden="true">
            {weekdays.map((day) => (
              <span>{day}</span>
            ))}
          </div>
          <ol class="tl-month__days">
            {daysOf(month).map((date, index) => (
              <Day
                date={date}
                column={index === 0 ? columnOf(date) : undefined}
                entries={byDate.get(date) ?? []}
                note={notes.find(({ from, to }) => from <= date && date <= to)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Day({
  date,
  column,
  entries,
  note,
}: {
  date: string;
  column: number | undefined;
  entries: readonly CalendarEntry[];
  note: CalendarNote | undefined;
}) {
  const kind = note ? ' tl-month__day--closed' : columnOf(date) > 5 ? ' tl-month__day--weekend' : '';
  const classes = `tl-month__day${entries.length === 0 ? ' tl-month__day--empty' : ''}${kind}`;
  return (
    <li class={column ? `${classes} tl-month__day--from-${column}` : classes} title={note?.title}>
      <span class="tl-month__number" aria-hidden="true">
        {Number(date.slice(8))}
      </span>
      {entries.length > 0 && (
        <>
          <span class="tl-month__date">{dateWords(date)}</span>
          {note && <span class="tl-month__note">{note.title}</span>}
          {entries.map(({ content }) => (
            <div class="tl-month__entry">{content}</div>
          ))}
        </>
      )}
    </li>
  );
}

function daysOf(month: string): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const days = Array.from({ length: 31 }, (_, day) => new Date(first + day * dayMs).toISOString().slice(0, 10));
  return days.filter((date) => date.startsWith(month));
}

/** 1 for Monday to 7 for Sunday. */
function columnOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

function titleOf(month: string): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`));
}

function dateWords(date: string): string {
  const parts = dayName.formatToParts(new Date(`${date}T00:00:00Z`));
  return parts.map(({ type, value }) => (type === 'month' ? shortMonth(value) : value)).join('');
}
