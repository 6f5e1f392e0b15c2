import type { PlainDate } from '../domain/ids.ts';
import type { Programme } from '../domain/programme.ts';
import type { CohortFile } from './cohort-file.ts';
import { laidOut, layOut } from './series-sessions.ts';

type FileSeries = CohortFile['series'][number];

export type LaidOut =
  | {
      readonly ok: true;
      readonly sessions: CohortFile['sessions'];
      /** The days that a holiday or weekend has moved, each with the date on which it would have been. */
      readonly moved: ReadonlyMap<string, PlainDate>;
    }
  /** The programme's day that would come after the year. */
  | { readonly ok: false; readonly day: string };

/**
 * A cohort's sessions with those of one year laid out as a series, in place of what was proposed for them. What the
 * series says nothing of stays: other years, catch-up sessions, and how a session is held.
 */
export function laySessionsOut(file: CohortFile, programme: Programme, series: FileSeries): LaidOut {
  const bare = { ...file, sessions: [] };
  const laid = layOut(bare, programme, series);
  if (!laid.ok) return { ok: false, day: laid.day };
  const dated = new Map(laidOut(bare, programme, series).map((session) => [session.day, session]));
  const moved = laid.dates.flatMap(({ day, movedFrom }) => (movedFrom ? [[day, movedFrom] as const] : []));
  return {
    ok: true,
    sessions: file.sessions.map((session) => ({ ...session, ...dated.get(session.day) })),
    moved: new Map(moved),
  };
}
