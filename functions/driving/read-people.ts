import * as v from 'valibot';
import type { LedgerKind } from '../domain/driven.ts';
import { type People, people } from '../domain/people.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

const peopleItem = v.object({ people });

/** The names and addresses around a subject; none where they were erased. */
export async function readPeople(table: Table, kind: LedgerKind, id: string): Promise<People> {
  return (await table.get(key.people(kind, id), peopleItem))?.people ?? {};
}
