import { momentsFor } from '../domain/moments-memo.ts';
import type { Place } from '../domain/participant.ts';
import { resumesAs } from '../domain/resumption.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { JourneyView } from '../domain/views.ts';
import { freePlace } from '../nominations/change-places.ts';
import { moveFound } from '../people/found-row.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { changeParticipant, type Decide, newOrKnown, overruledBy, type ParticipantDeps } from './change-participant.ts';

export interface Resumption {
  /** The cohort in which they go on: their own, or another one of the same or another programme. */
  readonly cohortId: string;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Resumed = 'resumed' | 'full' | 'not-deferred' | 'unknown';

type Calendar = Pick<JourneyView, 'programme' | 'cohort' | 'sessions'>;

/**
 * Brings somebody back who paused, in their cohort or another one, on the programme version that that cohort runs. What
 * they earned stays theirs; what fell due before this moment was not for them. In another cohort its place is taken and
 * theirs given back, the membership moves, and a session of a day that they have had already is not asked of them again:
 * all in one transaction. Twice is once.
 */
export async function resumeParticipant(deps: ParticipantDeps, id: string, resumption: Resumption): Promise<Resumed> {
  return (await changeParticipant(deps, id, decideResumption(deps.table, resumption))) ?? 'unknown';
}

export function decideResumption(table: Table, { cohortId, note, by }: Resumption): Decide<Resumed> {
  return async (view, now) => {
    const { participant } = view;
    if (isTakingPart(participant) && participant.cohortId === cohortId && participant.resumedAt)
      return { outcome: 'resumed' };
    if (participant.status !== 'deferred')
      return { outcome: 'not-deferred', overruled: overruledBy(participant, 'resumption', by) };
    const moves = participant.cohortId !== cohortId;
    const calendar: Calendar = moves ? await readCalendar(table, cohortId) : view;
    const moments = momentsFor(calendar.programme, calendar.cohort, calendar.sessions);
    const status = resumesAs(
      participant.pausedFrom ?? participant.statusBefore ?? 'onboarding',
      moments,
      Date.parse(now),
    );
    const places = moves ? placesAfter(view, calendar, now) : view.places;
    return {
      outcome: 'resumed',
      otherwise: 'full',
      change: {
        set: {
          status,
          statusSince: now,
          resumedAt: now,
          ...(moves && {
            cohortId: calendar.cohort.id,
            programme: calendar.cohort.programme,
            stint: participant.stint + 1,
          }),
        },
        remove: ['returnsOn', 'statusReason', 'pausedFrom', 'statusBefore', 'reasonBefore'],
        writes: moves ? await moveWrites(table, view, calendar, places, now) : [],
        after: { ...calendar, places },
        what: moves ? 'resumed in another cohort' : 'resumed',
        to: moves ? `${status} in ${cohortId}` : status,
        why: note,
        by,
      },
    };
  };
}

async function readCalendar(table: Table, cohortId: string): Promise<Calendar> {
  const { cohort, sessions } = await readCohort(table, cohortId);
  return { cohort, sessions, programme: await readProgramme(table, cohort.programme) };
}

/**
 * The places that go along: a day that was attended is excused in the new cohort, since its credit is there already;
 * what was missed or refused is open again.
 */
function placesAfter({ places }: JourneyView, { sessions }: Calendar, now: string): Place[] {
  const attended = places.filter(({ state }) => state === 'attended' || state === 'partial' || state === 'excused');
  return attended.map((place) =>
    sessions.some(({ id }) => id === place.sessionId)
      ? { sessionId: place.sessionId, state: 'excused', source: 'programme', at: now }
      : place,
  );
}

async function moveWrites(
  table: Table,
  { participant, places, cohort }: JourneyView,
  to: Calendar,
  after: readonly Place[],
  now: string,
): Promise<Write[]> {
  const { id } = participant;
  const gone = places.filter(({ sessionId }) => !after.some((place) => place.sessionId === sessionId));
  return [
    {
      kind: 'update',
      key: key.cohortPlaces(to.cohort.id),
      increase: { taken: 1 },
      where: { taken: below(to.cohort.capacity) },
    },
    ...(await freePlace(table, cohort.id, now)),
    { kind: 'delete', key: key.cohortParticipant(cohort.id, id) },
    { kind: 'put', item: { ...key.cohortParticipant(to.cohort.id, id), id, joinedAt: now }, where: newOrKnown },
    ...(await moveFound(table, participant, { cohortId: to.cohort.id })),
    ...gone.map((place): Write => ({ kind: 'delete', key: key.place(id, place.sessionId) })),
    ...after.map(
      (place): Write => ({ kind: 'put', item: { ...key.place(id, place.sessionId), ...place }, where: newOrKnown }),
    ),
  ];
}
