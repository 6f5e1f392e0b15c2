import type { Programme } from '../domain/programme.ts';
import type { CohortFile } from './cohort-file.ts';
import { laidOut, layOut, sessionsOf } from './series-sessions.ts';

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** The rules between the parts of a cohort's file, and between it and its programme. */
export function checkCohort(file: CohortFile, programme: Programme | undefined): Mistake[] {
  if (!programme) {
    const { key, version } = file.programme;
    return [{ path: ['programme'], reason: `there is no programme "${key}" of version ${version}` }];
  }
  return [
    ...checkVariant(file, programme),
    ...checkWindow(file),
    ...checkYears(file, programme),
    ...checkTerms(file),
    ...checkHolidays(file),
    ...checkSeries(file, programme),
    ...checkSessions(file, programme),
    ...checkDelivery(file, programme),
  ];
}

function checkVariant({ variant }: CohortFile, { variants }: Programme): Mistake[] {
  if (variant === undefined || variants.some(({ key }) => key === variant)) return [];
  return [{ path: ['variant'], reason: `the programme has no variant "${variant}"` }];
}

function checkWindow({ nominations: { opens, closes }, years }: CohortFile): Mistake[] {
  const path = ['nominations', 'closes'];
  if (closes <= opens) return [{ path, reason: 'nominations close before they open' }];
  const [first] = years;
  if (first && closes.slice(0, 10) > first.startsOn)
    return [{ path, reason: 'nominations close after year 1 has begun' }];
  return [];
}

function checkYears({ years }: CohortFile, programme: Programme): Mistake[] {
  const mistakes: Mistake[] = years.flatMap(({ number, startsOn, endsOn }, index) => {
    const previous = years[index - 1];
    if (number !== index + 1) return [{ path: ['years', index, 'number'], reason: `expected year ${index + 1}` }];
    if (endsOn <= startsOn)
      return [{ path: ['years', index, 'endsOn'], reason: `year ${number} ends before it begins` }];
    if (previous && startsOn <= previous.endsOn) {
      return [{ path: ['years', index, 'startsOn'], reason: `year ${number} begins before year ${index} has ended` }];
    }
    return [];
  });
  if (years.length !== programme.years.length) {
    mistakes.push({
      path: ['years'],
      reason: `the programme has ${programme.years.length} years, not ${years.length}`,
    });
  }
  return mistakes;
}

function checkTerms({ terms, years }: CohortFile): Mistake[] {
  return terms.flatMap(({ key, year, startsOn, endsOn }, index) => {
    const within = years.find(({ number }) => number === year);
    if (terms.findIndex((other) => other.key === key) < index) {
      return [{ path: ['terms', index, 'key'], reason: `"${key}" is here twice` }];
    }
    if (endsOn <= startsOn) return [{ path: ['terms', index, 'endsOn'], reason: `${key} ends before it begins` }];
    if (!within || startsOn < within.startsOn || endsOn > within.endsOn) {
      return [{ path: ['terms', index, 'startsOn'], reason: `${key} does not lie within year ${year}` }];
    }
    return [];
  });
}

function checkHolidays({ holidays, schoolCalendars }: CohortFile): Mistake[] {
  return [
    ...endsBeforeItBegins(holidays, ['holidays']),
    ...schoolCalendars.flatMap((calendar, index) =>
      endsBeforeItBegins(calendar.holidays ?? [], ['schoolCalendars', index, 'holidays']),
    ),
  ];
}

function endsBeforeItBegins(holidays: CohortFile['holidays'], path: Mistake['path']): Mistake[] {
  return holidays.flatMap(({ from, to, title }, index) =>
    to < from ? [{ path: [...path, index, 'to'], reason: `${title} ends before it begins` }] : [],
  );
}

function checkSeries(file: CohortFile, programme: Programme): Mistake[] {
  return file.series.flatMap((series, index): Mistake[] => {
    const path = ['series', index];
    const laid = layOut(file, programme, series);
    const spans = Object.entries({ halfDay: series.halfDay, wholeDay: series.wholeDay });
    const joined = programme.days.filter(({ mode }) => mode !== 'face-to-face').map(({ key }) => key);
    const online = laidOut(file, programme, series).find(({ day }) => joined.includes(day));
    const late = `would come after year ${series.year}: begin earlier, or meet more often`;
    return [
      ...(laid.ok ? [] : [{ path, reason: `${laid.day} ${late}` }]),
      ...spans
        .filter(([, { starts, ends }]) => ends <= starts)
        .map(([name]) => ({ path: [...path, name, 'ends'], reason: `${name} ends before it begins` })),
      ...(online && !series.joinUrl ? [{ path, reason: `${online.day} is online and needs a joinUrl` }] : []),
    ];
  });
}

function checkSessions({ sessions, years }: CohortFile, { days }: Programme): Mistake[] {
  return sessions.flatMap(({ day, on, starts, ends, mode, joinUrl }, index) => {
    const path = ['sessions', index];
    const delivered = days.find(({ key }) => key === day);
    if (!delivered) return [{ path: [...path, 'day'], reason: `the programme has no day "${day}"` }];
    if (sessions.findIndex((other) => other.day === day) < index) {
      return [{ path: [...path, 'day'], reason: `"${day}" is here twice` }];
    }
    const year = years.find(({ number }) => number === delivered.year);
    if (year && (on < year.startsOn || on > year.endsOn)) {
      return [{ path: [...path, 'on'], reason: `${day} does not lie within year ${delivered.year}` }];
    }
    if (ends <= starts) return [{ path: [...path, 'ends'], reason: `${day} ends before it begins` }];
    if ((mode ?? delivered.mode) !== 'face-to-face' && joinUrl === undefined) {
      return [{ path, reason: `${day} is online and needs a joinUrl` }];
    }
    return [];
  });
}

/** What a year needs must be on offer: every day of the programme has its session. A series that fails says so itself. */
function checkDelivery(file: CohortFile, programme: Programme): Mistake[] {
  if (file.series.some((series) => !layOut(file, programme, series).ok)) return [];
  const sessions = sessionsOf(file, programme);
  return programme.days
    .filter(({ key, kind }) => kind !== 'catch-up' && !sessions.some(({ day }) => day === key))
    .map(({ key }) => ({ path: ['sessions'], reason: `the programme's day "${key}" has no session` }));
}
