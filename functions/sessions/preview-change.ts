import { type ChangeEffect, effectOf, isTouched } from '../domain/change-effects.ts';
import type { Session } from '../domain/cohort.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { partition } from '../platform/keys.ts';
import { type CohortRead, readCohort } from '../programmes/read-programme.ts';
import { type ChangeRequest, judgeChange, type SessionChanged, type SessionDeps } from './change-session.ts';

export interface TouchedMember {
  readonly id: string;
  readonly name: string;
  readonly schoolName: string;
  readonly effect: ChangeEffect;
}

export type Previewed =
  | {
      readonly outcome: 'preview';
      readonly before: Session;
      /** The session as it would be, and its new sitting where it is split. */
      readonly after: readonly [Session, ...Session[]];
      /** Those for whom anything changes. */
      readonly members: readonly TouchedMember[];
      /** How many take part in the cohort. */
      readonly of: number;
    }
  | Exclude<SessionChanged, { outcome: 'changed' }>
  | { readonly outcome: 'made-already'; readonly session: Session };

/**
 * What a change would do, exactly, before it is made: everybody whose prompts it touches, by the planner's own rules on
 * the calendar as it would be. Reads only.
 */
export async function previewChange(deps: SessionDeps, request: ChangeRequest): Promise<Previewed> {
  const calendar = await readCohort(deps.table, request.cohortId);
  const now = deps.clock.now();
  const judged = judgeChange(calendar, request, now);
  if (judged.outcome === 'changed') return { outcome: 'made-already', session: judged.session };
  if (judged.outcome !== 'possible') return judged;
  const before = calendar.sessions.find(({ id }) => id === request.sessionId);
  if (!before) return { outcome: 'unknown' };
  const after = { cohort: calendar.cohort, sessions: withChanged(calendar.sessions, judged.sessions) };
  const members: TouchedMember[] = [];
  const ids = await memberIds(deps, calendar);
  let of = 0;
  for (const id of ids) {
    const view = await readJourney(deps.table, id, calendar);
    if (view?.participant.dueBy === undefined || view.participant.cohortId !== calendar.cohort.id) continue;
    of += 1;
    const effect = effectOf(view, after, now);
    if (!isTouched(effect)) continue;
    const people = await readPeople(deps.table, 'participant', id);
    const { schoolName } = view.participant;
    members.push({ id, name: people.participant?.name ?? id, schoolName, effect });
  }
  return { outcome: 'preview', before, after: judged.sessions, members, of };
}

function withChanged(sessions: readonly Session[], changed: readonly Session[]): Session[] {
  const ids = new Set<string>(changed.map(({ id }) => id));
  return [...sessions.filter(({ id }) => !ids.has(id)), ...changed];
}

async function memberIds({ table }: SessionDeps, { cohort }: CohortRead): Promise<string[]> {
  const rows = await table.queryAll({ pk: partition.cohort(cohort.id), prefix: 'PART#' });
  return rows.map(({ sk }) => sk.slice('PART#'.length));
}
