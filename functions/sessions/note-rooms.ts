import * as v from 'valibot';
import { type Session, session } from '../domain/cohort.ts';
import { whole } from '../domain/fields.ts';
import type { Instant } from '../domain/ids.ts';
import { markOf } from '../domain/needs.ts';
import { participant } from '../domain/participant.ts';
import { countGoing, countWithoutSeat } from '../domain/room.ts';
import { absent } from '../platform/expressions.ts';
import { calendarRange, key, partition } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';

/** A session with what was noted of its room: how many are to come who don't all find a seat, and since when. */
export const notedSession = v.object({
  ...session.entries,
  crowdedWith: v.optional(whole),
  needFrom: v.optional(v.string()),
});
export type NotedSession = v.InferOutput<typeof notedSession>;

const sessionRows = { sessions: { prefix: key.session('', '').sk, schema: notedSession } };
const taken = v.object({ taken: whole });

/** How many places of a cohort are taken: nobody comes to a session who has none, so where as many have a seat nobody else is counted. */
export async function placesTaken(table: Table, cohortId: string): Promise<number | undefined> {
  return (await table.get(key.cohortPlaces(cohortId), taken))?.taken;
}

/**
 * Marks those sessions ahead whose room is too small for who is to come, so that Today finds them by the index of needs,
 * and takes the mark from the others. Every write is conditional on the revision, and a new revision begins without a
 * mark. Answers how many marks changed.
 */
export async function noteRooms(table: Table, cohortId: string, now: Instant): Promise<number> {
  const { sessions } = await table.queryKinds({ pk: partition.cohort(cohortId), ...calendarRange }, sessionRows);
  const coming = await whoComes(table, sessions, now);
  let changed = 0;
  for (const each of sessions) {
    const going = coming(each);
    const write = markWrite(each, countWithoutSeat(each, going) > 0 ? going : undefined, now);
    if (write && (await table.write(write)).ok) changed += 1;
  }
  return changed;
}

/**
 * How many are to come to a session ahead, of those of one cohort, whose room may be too small for them, and nobody to any
 * other: everybody's facts are read only where fewer have a seat than have a place in the cohort.
 */
export async function whoComes(
  table: Table,
  sessions: readonly Session[],
  now: Instant,
): Promise<(session: Session) => number> {
  const ahead = sessions.filter((each) => each.seats !== undefined && isAhead(each, now));
  const [first] = ahead;
  if (!first) return () => 0;
  const most = (await placesTaken(table, first.cohortId)) ?? Number.POSITIVE_INFINITY;
  const tight = new Set(ahead.filter((each) => countWithoutSeat(each, most) > 0).map(({ id }) => id));
  const participants = tight.size > 0 ? await participantsOf(table, first.cohortId) : [];
  return (session) => (tight.has(session.id) ? countGoing(session, participants) : 0);
}

function markWrite(noted: NotedSession, going: number | undefined, now: Instant): Write | undefined {
  if (noted.crowdedWith === going) return undefined;
  const { cohortId, id, revision, seats } = noted;
  const where = { revision, seats: seats ?? absent };
  const place = { kind: 'update', key: key.session(cohortId, id), where } as const;
  if (going === undefined) return { ...place, remove: ['need', 'needFrom', 'crowdedWith'] };
  return { ...place, set: { ...markOf({ kind: 'room', from: noted.needFrom ?? now }), crowdedWith: going } };
}

export function isAhead({ endsAt }: Pick<Session, 'endsAt'>, now: Instant): boolean {
  return Date.parse(endsAt) > Date.parse(now);
}

async function participantsOf(table: Table, cohortId: string) {
  const rows = await table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  return table.getMany(
    rows.map(({ sk }) => key.driven('participant', sk.slice('PART#'.length))),
    participant,
  );
}
