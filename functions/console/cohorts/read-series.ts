import * as v from 'valibot';
import { clockTime, wholeTyped } from '../../domain/fields.ts';
import type { Programme } from '../../domain/programme.ts';
import { formatPlainDate } from '../../domain/wording.ts';
import type { FieldError } from '../../pages/components/field-errors.tsx';
import type { CohortFile } from '../../programmes/cohort-file.ts';
import { closedOn } from '../../programmes/draft-cohort.ts';
import { laySessionsOut } from '../../programmes/lay-sessions-out.ts';
import { day, fieldErrors } from '../../web/fields.ts';

const time = clockTime('Enter a time, like 09:30');
const weeks = 'Enter how many weeks lie between two sessions, from 1 to 26';

const asked = v.object({
  'series-year': v.pipe(wholeTyped, v.minValue(1)),
  'series-from': day('Enter the day of the first session'),
  'series-every': v.pipe(v.unknown(), v.toNumber(weeks), v.integer(weeks), v.minValue(1, weeks), v.maxValue(26, weeks)),
  'series-half-starts': time,
  'series-half-ends': time,
  'series-whole-starts': time,
  'series-whole-ends': time,
  'series-venue': v.pipe(v.string(), v.trim(), v.minLength(1, 'Enter where the group meets')),
  'series-link': v.pipe(
    v.string(),
    v.check((link) => link === '' || isWebAddress(link), 'Enter a link that begins with https://'),
  ),
});

function isWebAddress(link: string): boolean {
  return /^https?:/.test(link) && URL.canParse(link);
}

export type SeriesField = keyof typeof asked.entries;
type Typed = Readonly<Record<SeriesField, string>>;

const usual: Typed = {
  'series-year': '1',
  'series-from': '',
  'series-every': '6',
  'series-half-starts': '13:30',
  'series-half-ends': '16:00',
  'series-whole-starts': '09:30',
  'series-whole-ends': '15:30',
  'series-venue': '',
  'series-link': '',
};

/** What was asked for as a series, and what it makes of the sessions. */
export interface SeriesAsked {
  readonly typed: Typed;
  readonly isAsked: boolean;
  readonly errors: readonly FieldError[];
  /** What a reader should know of a session's date. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Lays the drafted sessions out as the address asks; where it asks for nothing, or wrongly, they stay as they are. */
export function layOutAsAsked(
  given: Readonly<Record<string, string>>,
  file: CohortFile,
  programme: Programme,
): { readonly file: CohortFile; readonly series: SeriesAsked } {
  const typed = { ...usual, ...pick(given) };
  const isAsked = given['series-from'] !== undefined;
  const unchanged = (errors: readonly FieldError[]) => ({
    file,
    series: { typed, isAsked, errors, notes: new Map<string, string>() },
  });
  if (!isAsked) return unchanged([]);
  const read = v.safeParse(asked, typed);
  if (!read.success) return unchanged(fieldErrors(read.issues));
  const year = file.years.find(({ number }) => number === read.output['series-year']);
  const from = read.output['series-from'];
  if (!year || from < year.startsOn || from > year.endsOn)
    return unchanged([{ field: 'series-from', message: `Enter a day ${yearWords(year)}` }]);
  const laid = laySessionsOut(file, programme, seriesOf(read.output));
  if (!laid.ok) return unchanged([{ field: 'series-every', message: lateWords(programme, laid.day, year.number) }]);
  const notes = [...laid.moved].map(([day, wished]) => [day, movedWords(wished, file)] as const);
  return { file: { ...file, sessions: laid.sessions }, series: { typed, isAsked, errors: [], notes: new Map(notes) } };
}

function pick(given: Readonly<Record<string, string>>): Partial<Typed> {
  const names = Object.keys(usual) as SeriesField[];
  return Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name].trim()]])));
}

function seriesOf(read: v.InferOutput<typeof asked>): CohortFile['series'][number] {
  return {
    year: read['series-year'],
    from: read['series-from'],
    everyWeeks: read['series-every'],
    halfDay: { starts: read['series-half-starts'], ends: read['series-half-ends'] },
    wholeDay: { starts: read['series-whole-starts'], ends: read['series-whole-ends'] },
    venue: read['series-venue'],
    ...(read['series-link'] && { joinUrl: read['series-link'] }),
  };
}

function yearWords(year: CohortFile['years'][number] | undefined): string {
  if (!year) return 'within a year that the programme has';
  return `of year ${year.number}, from ${formatPlainDate(year.startsOn)} to ${formatPlainDate(year.endsOn)}`;
}

function lateWords({ days }: Programme, day: string, year: number): string {
  const title = days.find(({ key }) => key === day)?.title ?? day;
  return `${title} would come after year ${year} has ended: begin earlier, or meet more often`;
}

function movedWords(wished: string, { holidays }: CohortFile): string {
  const closed = closedOn(wished, holidays);
  return `Later than ${formatPlainDate(wished)}${closed ? `, which falls on ${closed}` : ', after the one before it'}`;
}
