import { bankHolidays } from '../domain/bank-holidays.ts';
import type { PlainDate } from '../domain/ids.ts';
import { localOf } from '../domain/local-time.ts';
import type { Programme } from '../domain/programme.ts';
import type { CohortFile } from './cohort-file.ts';
import type { CohortRead } from './read-programme.ts';

export interface DraftAsked {
  /** Another cohort of the hub: its calendar, and where it is of the same programme its sessions, move along. */
  readonly like: CohortRead;
  readonly programme: Programme;
  readonly id: string;
  readonly title: string;
  /** The first day of the first year. */
  readonly firstDay: PlainDate;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Teaching days that are proposed fall on a Thursday, when the fewest bank holidays do. */
const thursday = 4;

/**
 * A cohort like another one, its dates moved by whole weeks, so that a Thursday stays one. A day of the programme that the
 * other had no session for is proposed, evenly over its year. An admin looks at every date before anything is made.
 */
export function draftCohort({ like, programme, id, title, firstDay }: DraftAsked): CohortFile {
  const { cohort } = like;
  const [first] = cohort.years;
  const weeks = Math.round((dayOf(firstDay) - dayOf(first?.startsOn ?? firstDay)) / weekMs);
  const move = (date: PlainDate): PlainDate => dateOf(dayOf(date) + weeks * weekMs);
  const local = (at: string): string => {
    const { date, time } = localOf(at, programme.zone);
    return `${move(date)} ${time}`;
  };
  const { emailState: _state, linkEpoch: _epoch, nudgesOffUntil: _until, ...lead } = cohort.lead;
  const holidays = cohort.holidays.map(({ title: name, from, to }) => ({
    title: name,
    from: move(from),
    to: move(to),
  }));
  const years = yearsOf(programme, like, move, firstDay);
  return {
    id: id as CohortFile['id'],
    title,
    sample: cohort.sample,
    programme: { key: programme.key, version: programme.version },
    hub: cohort.hub,
    lead: { ...lead, ...(cohort.leadSchoolUrn && { schoolUrn: cohort.leadSchoolUrn }) },
    ...variantOf(programme, cohort.variant),
    capacity: cohort.capacity,
    nominations: { opens: local(cohort.opensAt), closes: local(cohort.closesAt) },
    years,
    terms: cohort.terms
      .filter(({ year }) => year <= years.length)
      .map((term) => ({
        ...term,
        startsOn: later(move(term.startsOn), yearStart(years, term.year)),
        endsOn: move(term.endsOn),
      })),
    holidays,
    series: [],
    schoolCalendars: cohort.schoolCalendars.map(({ holidays: theirs, insetDays, ...calendar }) => ({
      ...calendar,
      insetDays: insetDays.map(move),
      ...(theirs && { holidays: theirs.map((each) => ({ ...each, from: move(each.from), to: move(each.to) })) }),
    })),
    sessions: sessionsOf(programme, like, { move, years, holidays }),
  };
}

/** No term begins before its year. */
function yearStart(years: CohortFile['years'], year: number): PlainDate {
  return years.find(({ number }) => number === year)?.startsOn ?? '';
}

function later(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other;
}

function variantOf({ variants }: Programme, variant: string | undefined): Pick<CohortFile, 'variant'> {
  return variants.some(({ key }) => key === variant) ? { variant } : {};
}

/** The first year begins on the day that was asked for; whatever follows from the other cohort moves by whole weeks. */
function yearsOf(
  programme: Programme,
  { cohort }: CohortRead,
  move: (date: PlainDate) => PlainDate,
  firstDay: PlainDate,
) {
  const last = cohort.years.at(-1);
  return programme.years.map(({ number }) => {
    const year = cohort.years.find((each) => each.number === number) ?? last;
    const beyond = Math.max(0, number - (last?.number ?? number)) * 52 * weekMs;
    const at = (date: PlainDate | undefined): PlainDate => dateOf(dayOf(move(date ?? '2000-01-01')) + beyond);
    return { number, startsOn: number === 1 ? firstDay : at(year?.startsOn), endsOn: at(year?.endsOn) };
  });
}

/** What sessions are proposed within. */
export type SchoolYears = Pick<CohortFile, 'years' | 'holidays'>;

interface Dates extends SchoolYears {
  readonly move: (date: PlainDate) => PlainDate;
}

/** A session for every day of the programme, evenly over its year and clear of holidays. */
export function proposeSessions(programme: Programme, within: SchoolYears): CohortFile['sessions'] {
  return programme.days.map((day) => proposed(programme, day, within));
}

function sessionsOf(programme: Programme, { cohort, sessions }: CohortRead, dates: Dates): CohortFile['sessions'] {
  const same = cohort.programme.key === programme.key;
  return programme.days.flatMap((day) => {
    const before = same ? sessions.find((each) => each.day === day.key && each.sittingOf === undefined) : undefined;
    if (!before) return [proposed(programme, day, dates)];
    const from = localOf(before.startsAt, programme.zone);
    return [
      {
        day: day.key,
        on: dates.move(from.date),
        starts: from.time,
        ends: localOf(before.endsAt, programme.zone).time,
        venue: before.venue,
        mode: before.mode,
        ...(before.joinUrl && { joinUrl: before.joinUrl }),
      },
    ];
  });
}

function proposed(
  programme: Programme,
  { key, mode, year }: Programme['days'][number],
  { years, holidays }: SchoolYears,
) {
  const within = years.find(({ number }) => number === year) ?? years[0];
  const ofYear = programme.days.filter((day) => day.year === year);
  const begins = dayOf(within?.startsOn ?? '2000-01-01') + 2 * weekMs;
  const ends = dayOf(within?.endsOn ?? '2000-01-01') - 3 * weekMs;
  const place = ofYear.findIndex((day) => day.key === key) / Math.max(1, ofYear.length - 1);
  const on = nextThursday(begins + place * (ends - begins), holidays);
  const isOnline = mode === 'online';
  return {
    day: key,
    on,
    starts: isOnline ? '16:00' : '09:30',
    ends: isOnline ? '17:30' : '15:30',
    venue: isOnline ? 'Online' : 'To be announced',
  };
}

function nextThursday(from: number, holidays: CohortFile['holidays']): PlainDate {
  let at = Math.floor(from / dayMs) * dayMs;
  while (new Date(at).getUTCDay() !== thursday || closedOn(dateOf(at), holidays) !== undefined) at += dayMs;
  return dateOf(at);
}

/** Why schools are closed on a day, where they are: a weekend, a bank holiday, a school holiday. */
export function closedOn(date: PlainDate, holidays: CohortFile['holidays']): string | undefined {
  const weekday = new Date(dayOf(date)).getUTCDay();
  const bank = bankHolidays.find((holiday) => holiday.date === date);
  if (bank) return bank.title;
  const school = holidays.find(({ from, to }) => from <= date && date <= to);
  return school?.title ?? (weekday === 0 || weekday === 6 ? 'a weekend' : undefined);
}

function dayOf(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dateOf(at: number): PlainDate {
  return new Date(at).toISOString().slice(0, 10);
}
