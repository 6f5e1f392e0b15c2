import type { Statistics } from '../domain/erasure.ts';
import { mayErase } from '../domain/erasure.ts';
import { nomination } from '../domain/nomination.ts';
import { participant } from '../domain/participant.ts';
import { key, memberRange, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { Facts } from './find-person.ts';
import { readStatistics } from './statistics.ts';

export interface Overdue {
  /** Records that ended before the day, the oldest first. */
  readonly records: readonly Facts[];
  /** Those that have not changed since and have not ended: somebody paused, who is kept and shown. */
  readonly paused: readonly Facts[];
}

/**
 * Whose record a cohort no longer needs: it ended before a moment and nothing has changed its status since. An accepted
 * nomination goes with its participant. Nobody is erased by this.
 */
export async function findOverdue(table: Table, cohortId: string, before: string): Promise<Overdue> {
  const rows = await table.queryAll({ pk: partition.cohort(cohortId), ...memberRange });
  const idsOf = (prefix: string) => rows.flatMap(({ sk }) => (sk.startsWith(prefix) ? [sk.slice(prefix.length)] : []));
  const all: Facts[] = [
    ...(await table.getMany(
      idsOf('PART#').map((id) => key.driven('participant', id)),
      participant,
    )),
    ...(await table.getMany(
      idsOf('NOM#').map((id) => key.driven('nomination', id)),
      nomination,
    )),
  ];
  const old = all.filter(({ statusSince, cohortId: own }) => own === cohortId && statusSince < before);
  return {
    records: old.filter(mayErase).sort((a, b) => a.statusSince.localeCompare(b.statusSince)),
    paused: old.filter(({ status }) => status === 'deferred'),
  };
}

/** The moment so many years before another, on the same day. */
export function yearsBefore(now: string, count: number): string {
  const moment = new Date(now);
  moment.setUTCFullYear(moment.getUTCFullYear() - count);
  return moment.toISOString();
}

export async function statisticsOfCohorts(
  table: Table,
  cohorts: readonly { readonly id: string; readonly title: string }[],
): Promise<{ readonly title: string; readonly figures: Statistics }[]> {
  return Promise.all(cohorts.map(async ({ id, title }) => ({ title, figures: await readStatistics(table, id) })));
}
