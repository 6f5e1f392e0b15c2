import type { Cohort, Session } from './cohort.ts';
import { computeMoments, type Moments } from './moments.ts';
import type { Programme } from './programme.ts';

/** Kept for so many calendars; the oldest goes first. */
const kept = 32;

const byContent = new Map<string, Moments>();
const bySessions = new WeakMap<readonly Session[], WeakMap<Cohort, { programme: Programme; moments: Moments }>>();

/**
 * `computeMoments`, computed once for each (programme version, calendar, holidays) and remembered by their content, so
 * that a cohort read afresh from the table does not cost it again.
 */
export function momentsFor(programme: Programme, cohort: Cohort, sessions: readonly Session[]): Moments {
  const byCohort = bySessions.get(sessions) ?? new WeakMap<Cohort, { programme: Programme; moments: Moments }>();
  const last = byCohort.get(cohort);
  if (last?.programme === programme) return last.moments;
  const name = contentOf(programme, cohort, sessions);
  const moments = byContent.get(name) ?? remember(name, computeMoments(programme, cohort, sessions));
  bySessions.set(sessions, byCohort.set(cohort, { programme, moments }));
  return moments;
}

function remember(name: string, moments: Moments): Moments {
  const oldest = byContent.keys().next();
  if (byContent.size >= kept && !oldest.done) byContent.delete(oldest.value);
  byContent.set(name, moments);
  return moments;
}

const programmeIds = new WeakMap<Programme, number>();
const idsByContent = new Map<string, number>();

function contentOf(programme: Programme, cohort: Cohort, sessions: readonly Session[]): string {
  const { opensAt, closesAt, years, terms, holidays } = cohort;
  return JSON.stringify([idOf(programme), opensAt, closesAt, years, terms, holidays, sessions]);
}

/** A short name for a programme's content. */
function idOf(programme: Programme): number {
  const known = programmeIds.get(programme);
  if (known !== undefined) return known;
  const content = JSON.stringify(programme);
  const id = idsByContent.get(content) ?? idsByContent.size;
  idsByContent.set(content, id);
  programmeIds.set(programme, id);
  return id;
}
