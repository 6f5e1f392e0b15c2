import * as v from 'valibot';
import { announcementName } from '../domain/announcement.ts';
import { readAs } from '../domain/read-as.ts';
import { basisOf } from '../driving/plan-answer.ts';
import { type Clock, days, minutes, shiftInstant } from '../platform/clock.ts';
import { key, memberRange, partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import type { Announcements } from '../platform/workflows.ts';
import { noteRooms, placesTaken } from '../sessions/note-rooms.ts';
import { bumpMember, isMember, type Member } from './announce-change.ts';
import { type Announcing, announcing, firstPart } from './announcing.ts';
import { beginAnnouncement } from './begin-announcement.ts';

export interface SweepCohortsDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly announcements: Announcements;
}

export interface CohortsSwept {
  /** Announcements that were begun again. */
  readonly announced: number;
  /** Members who had planned on an older calendar, and were told again. */
  readonly rebased: number;
  readonly failed: number;
}

const announceGraceMs = minutes(1);
const nextCheckMs = days(1);
const listed = v.object({ sk: v.string() });

/**
 * What a crash left behind of changes that touch a whole cohort. An announcement that is still due after a minute and
 * that no execution carries is begun again. And as a net: a quarter of an hour after each announcement, and then once a
 * day, whoever waits on an older calendar than the cohort's is told again. And the rooms that are too small are marked for
 * Today, when somebody has joined or left or the calendar has changed, and once a day.
 */
export async function sweepCohorts(deps: SweepCohortsDeps): Promise<CohortsSwept> {
  const report = { announced: 0, rebased: 0, failed: 0 };
  for (const id of await cohortIds(deps.table)) {
    try {
      const cohort = await deps.table.get(key.cohort(id), announcing);
      if (!cohort) continue;
      if (await announceAgain(deps, cohort)) report.announced += 1;
      report.rebased += await rebase(deps, cohort);
      await lookAtRooms(deps, cohort);
    } catch (error) {
      deps.log.failure('sweep of a cohort failed', error, { cohort: id });
      report.failed += 1;
    }
  }
  return report;
}

async function cohortIds(table: Table): Promise<string[]> {
  const { pk } = key.cohortList('');
  return (await table.queryAll({ pk })).map((item) => readAs(listed, item).sk);
}

async function announceAgain(deps: SweepCohortsDeps, cohort: Announcing): Promise<boolean> {
  const { id, announceDue, announceAttempt, calendarRevision } = cohort;
  if (!announceDue || announceDue > shiftInstant(deps.clock.now(), -announceGraceMs)) return false;
  const state = await deps.announcements.describeAnnouncement(announcementName(firstPart(cohort)));
  if (state === 'running') return false;
  if (state === 'gone') return (await beginAnnouncement(deps, cohort)) === 'started';
  const again = { ...cohort, announceAttempt: announceAttempt + 1, announceDue: deps.clock.now() };
  const { ok } = await deps.table.write({
    kind: 'update',
    key: key.cohort(id),
    set: { announceAttempt: again.announceAttempt, announceDue: again.announceDue },
    where: { calendarRevision, announceDue },
  });
  if (!ok) return false;
  deps.log.alarm('announcement begun again', { cohort: id, revision: calendarRevision });
  await beginAnnouncement(deps, again);
  return true;
}

/** Looking at rooms may mean reading everybody in a cohort, so it is done again only when there is reason to. */
async function lookAtRooms({ table, clock, log }: SweepCohortsDeps, cohort: Announcing): Promise<void> {
  const now = clock.now();
  const { id, calendarRevision, roomsAsOf } = cohort;
  const asOf = `${now.slice(0, 10)} ${calendarRevision} ${(await placesTaken(table, id)) ?? 0}`;
  if (roomsAsOf === asOf) return;
  const changed = await noteRooms(table, id, now);
  if (changed > 0) log.info('rooms noted', { cohort: id, sessions: changed });
  await table.write({
    kind: 'update',
    key: key.cohort(id),
    set: { roomsAsOf: asOf },
    where: { calendarRevision },
  });
}

async function rebase(deps: SweepCohortsDeps, cohort: Announcing): Promise<number> {
  const now = deps.clock.now();
  const { id, calendarRevision, announceDue, basesCheckedFrom } = cohort;
  if (announceDue || (basesCheckedFrom !== undefined && basesCheckedFrom > now)) return 0;
  const rows = await deps.table.queryAll({ pk: partition.cohort(id), ...memberRange });
  const isOld = ({ wait, parked, programme }: Member): boolean =>
    wait !== undefined && parked === undefined && wait.basis !== basisOf({ programme, cohort });
  let rebased = 0;
  for (const { sk } of rows.filter((row) => isMember(row.sk)))
    if (await bumpMember(deps, sk, { cohortId: id, revision: calendarRevision }, isOld)) rebased += 1;
  if (rebased > 0) deps.log.alarm('planned on an older calendar', { cohort: id, members: rebased });
  await deps.table.write({
    kind: 'update',
    key: key.cohort(id),
    set: { basesCheckedFrom: shiftInstant(now, nextCheckMs) },
    where: { calendarRevision },
  });
  return rebased;
}
