import { dayOf, momentOn, shiftWorkingDays, type WorkingCalendar } from '../../../functions/domain/calendar.ts';
import type { Cohort, Session } from '../../../functions/domain/cohort.ts';
import { instantOf } from '../../../functions/domain/local-time.ts';
import type { Programme } from '../../../functions/domain/programme.ts';
import { changeSession, judgeChange } from '../../../functions/sessions/change-session.ts';
import type { Happening } from '../perform.ts';

/** A session that is moved: to when (on the programme's wall clock, `2027-02-04T13:30`), and on which date that is done. */
export interface Move {
  readonly session: string;
  readonly to: string;
  readonly on?: string;
}

/** A session can't be moved so; the message says why. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}

interface Around {
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
}

/** So many working days before the nearer of both dates, at ten in the morning, where nothing else is said. */
const usualNotice = 10;
const minuteOfDay = 10 * 60;

/**
 * A move as an admin makes it in the console, by the same use case, and the session as it stands at a moment. Throws
 * `MoveRefused` for what the console would refuse.
 */
export function moveOf(
  move: Move,
  around: Around,
): { readonly happening: Happening; sessionAt(id: string, at: number): Session | undefined } {
  const session = around.sessions.find(({ id }) => id === move.session);
  if (!session) {
    const known = around.sessions.map(({ id }) => id).join(', ');
    throw new MoveRefused(`There is no session ${move.session}: ${known} are`);
  }
  const startsAt = Date.parse(readTime(move.to, around.programme.zone));
  const endsAt = startsAt + Date.parse(session.endsAt) - Date.parse(session.startsAt);
  const at = momentOfMoving(move, Math.min(startsAt, Date.parse(session.startsAt)), around.calendar);
  const request = {
    cohortId: around.cohort.id,
    sessionId: session.id,
    seen: session.revision,
    reason: 'Moved in a rehearsal',
    change: { change: 'edit', startsAt: isoOf(startsAt), endsAt: isoOf(endsAt) },
  } as const;
  const judged = judgeChange({ cohort: around.cohort, sessions: [...around.sessions] }, request, isoOf(at));
  if (judged.outcome !== 'possible')
    throw new MoveRefused(
      `${session.id} can't be moved to ${move.to}: ${judged.outcome === 'refused' ? judged.why.replaceAll('-', ' ') : judged.outcome}`,
    );
  const [after] = judged.sessions;
  return {
    happening: { at, does: 'move a session', run: (deps) => changeSession(deps, { ...request, by: 'rehearsal' }) },
    sessionAt: (id, when) => (id === session.id && when >= at ? after : undefined),
  };
}

function readTime(local: string, zone: string): string {
  try {
    return /Z$|[+-]\d\d:\d\d$/.test(local) ? isoOf(Date.parse(local)) : instantOf(local, zone);
  } catch {
    throw new MoveRefused(`"${local}" is no time: it should look like 2027-02-04T13:30`);
  }
}

function momentOfMoving({ on }: Move, nearer: number, calendar: WorkingCalendar): number {
  const usual = shiftWorkingDays(calendar, dayOf(calendar, nearer), -usualNotice, 'earlier');
  return momentOn(calendar, on === undefined ? usual : dayOf(calendar, Date.parse(`${on}T12:00:00Z`)), minuteOfDay);
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
