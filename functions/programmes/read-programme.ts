import * as v from 'valibot';
import { type Cohort, cohort, type Session, session } from '../domain/cohort.ts';
import { type Programme, programme } from '../domain/programme.ts';
import { calendarRange, key, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** A cohort names a programme version that was never published, or an id that no cohort has. */
export class UnknownProgramme extends Error {
  override readonly name = 'UnknownProgramme';
}

export class UnknownCohort extends Error {
  override readonly name = 'UnknownCohort';
}

export interface CohortRead {
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
}

/** A published version's row: immutable, with a hash of its content. */
const programmeVersion = v.object({ content: programme, contentHash: v.string() });

/** A published version never changes, so an instance of a function reads it once from its table. */
const published = new WeakMap<Table, Map<string, Programme>>();

export async function readProgramme(table: Table, version: { key: string; version: number }): Promise<Programme> {
  const name = `${version.key}#${version.version}`;
  const read = published.get(table) ?? new Map<string, Programme>();
  const known = read.get(name);
  if (known) return known;
  const row = await table.get(key.programmeVersion(version.key, version.version), programmeVersion);
  if (!row) throw new UnknownProgramme(`${name} is not published`);
  published.set(table, read.set(name, row.content));
  return row.content;
}

const calendarKinds = {
  cohorts: { prefix: key.cohort('').sk, schema: cohort },
  sessions: { prefix: key.session('', '').sk, schema: session },
};

/** The cohort and its sessions, consistently, in one read: never cached, since sessions move. */
export async function readCohort(table: Table, cohortId: string): Promise<CohortRead> {
  const rows = await table.queryKinds({ pk: partition.cohort(cohortId), ...calendarRange }, calendarKinds);
  const [found] = rows.cohorts;
  if (!found) throw new UnknownCohort(`There is no cohort "${cohortId}"`);
  return { cohort: found, sessions: rows.sessions };
}
