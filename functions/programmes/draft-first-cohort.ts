import type { PlainDate } from '../domain/ids.ts';
import type { Programme } from '../domain/programme.ts';
import { usualHolidays, usualTerms, usualYears } from '../domain/usual-calendar.ts';
import type { CohortFile } from './cohort-file.ts';
import { proposeSessions } from './draft-cohort.ts';

export interface FirstCohortAsked {
  readonly programme: Programme;
  readonly id: string;
  readonly title: string;
  /** The first day of the first year. */
  readonly firstDay: PlainDate;
  readonly today: PlainDate;
  /** Known where the hub has other cohorts. */
  readonly hub?: CohortFile['hub'] | undefined;
}

const weekMs = 7 * 86_400_000;
/** As schools plan: from half a year before it begins, until the last weeks of the summer term. */
const opensWeeksBefore = 26;
const closesWeeksBefore = 11;
const shortestWindowWeeks = 2;

/**
 * A cohort that is like no other: years, terms and holidays as most schools in England have them, the programme's days
 * spread evenly over each year, and nobody yet who leads it. An admin looks at every date before anything is made.
 */
export function draftFirstCohort({ programme, id, title, firstDay, today, hub }: FirstCohortAsked): CohortFile {
  const years = usualYears(firstDay, programme.years.length);
  const nominations = windowBefore(firstDay, today);
  const holidays = usualHolidays(nominations.opens.slice(0, 10), years.at(-1)?.endsOn ?? firstDay);
  return {
    id: id as CohortFile['id'],
    title,
    sample: false,
    programme: { key: programme.key, version: programme.version },
    hub: hub ?? { id: '', name: '', runBy: '', replyTo: '' },
    lead: { name: '', email: '' },
    capacity: 20,
    nominations,
    years,
    terms: usualTerms(years),
    holidays,
    series: [],
    schoolCalendars: [],
    sessions: proposeSessions(programme, { years, holidays }),
  };
}

/** Where the usual time has passed already it opens today, for two weeks at least, and closes before the first year begins. */
function windowBefore(firstDay: PlainDate, today: PlainDate): CohortFile['nominations'] {
  const opens = later(weeksFrom(firstDay, -opensWeeksBefore), today);
  const usual = later(weeksFrom(firstDay, -closesWeeksBefore), weeksFrom(opens, shortestWindowWeeks));
  return { opens: `${opens} 09:00`, closes: `${usual < firstDay ? usual : firstDay} 17:00` };
}

function weeksFrom(date: PlainDate, weeks: number): PlainDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + weeks * weekMs).toISOString().slice(0, 10);
}

function later(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other;
}
