import type { Programme } from '../domain/programme.ts';
import { layOutSeries, type Series } from '../domain/session-series.ts';
import type { CohortFile } from './cohort-file.ts';

type Dated = CohortFile['sessions'][number];
type FileSeries = CohortFile['series'][number];

/**
 * The sessions of a cohort's file: those that it names, and for the other days of the programme those that its series lay
 * out. A series counts the named days too, so that one session that was put elsewhere by hand moves no other. What does not
 * fit into its year is left out here and is a mistake of the file.
 */
export function sessionsOf(file: CohortFile, programme: Programme): Dated[] {
  return [...file.sessions, ...file.series.flatMap((series) => laidOut(file, programme, series))];
}

/** The dates of one series, or the day that would fall after its year. */
export function layOut(file: CohortFile, programme: Programme, { from, everyWeeks, year }: FileSeries): Series {
  return layOutSeries(programme, file, { from, everyWeeks }, year);
}

/** The sessions of one series, without those that the file names. */
export function laidOut(file: CohortFile, programme: Programme, series: FileSeries): Dated[] {
  const laid = layOut(file, programme, series);
  const dates = laid.ok ? laid.dates : [];
  return programme.days.flatMap((day) => {
    const on = dates.find((date) => date.day === day.key)?.on;
    const isNamed = file.sessions.some((named) => named.day === day.key);
    return on === undefined || isNamed ? [] : [toSession(series, day, on)];
  });
}

function toSession(series: FileSeries, day: Programme['days'][number], on: Dated['on']): Dated {
  const { venue, joinUrl, seats, halfDay, wholeDay } = series;
  return {
    day: day.key,
    on,
    ...(day.credit <= 0.5 ? halfDay : wholeDay),
    venue: day.mode === 'online' ? 'Online' : venue,
    ...(day.mode !== 'face-to-face' && joinUrl && { joinUrl }),
    ...(day.mode !== 'online' && seats && { seats }),
  };
}
