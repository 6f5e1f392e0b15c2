import * as v from 'valibot';
import { whole } from '../domain/fields.ts';
import type { Clock } from '../platform/clock.ts';
import type { TableKey } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

const needsItem = v.object({ needs: v.string(), expiresAt: whole });

/** Access or dietary needs in somebody's own words, and when they end by themselves. */
export interface Needs {
  readonly needs: string;
  readonly until: string;
}

/** The needs in an item, unless their time is over (the table's own clean-up lags) or none were given. */
export async function findNeeds(deps: { table: Table; clock: Clock }, item: TableKey): Promise<Needs | undefined> {
  const found = await deps.table.get(item, needsItem);
  if (!found?.needs || found.expiresAt * 1000 <= deps.clock.nowMs()) return undefined;
  return { needs: found.needs, until: new Date(found.expiresAt * 1000).toISOString() };
}
