import * as z from 'zod';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { people } from '../domain/people.ts';
import { key, partition, type TableKey } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** A row whose nomination went on to another cohort stays, and says where it went. */
const membership = z.object({ sk: z.string(), movedTo: z.string().optional() });
const peopleOf = z.object({ pk: z.string(), people });

/** How many rows a page of a list shows. */
export const pageSize = 50;

export interface ListPage<T> {
  readonly rows: readonly (T & { readonly people: People })[];
  readonly next?: string;
}

/** A page of a cohort's nominations with the names around them, in the order of their references. */
export async function listNominations(table: Table, cohortId: string, after?: string): Promise<ListPage<Nomination>> {
  const { ids, next } = await listIds(table, cohortId, 'NOM#', after);
  const facts = await table.getMany(
    ids.map((id) => key.driven('nomination', id)),
    nomination,
  );
  return withPeople(table, facts, (id) => key.people('nomination', id), next);
}

/** A page of those nominations of a cohort that `keep` keeps: as many pages of the list are read as it takes. */
export async function findNominations(
  table: Table,
  cohortId: string,
  keep: (row: Nomination & { readonly people: People }) => boolean,
  after?: string,
): Promise<ListPage<Nomination>> {
  const rows: (Nomination & { readonly people: People })[] = [];
  for (let from = after; ; ) {
    const page = await listNominations(table, cohortId, from);
    rows.push(...page.rows.filter(keep));
    if (!page.next || rows.length >= pageSize) return { rows, ...(page.next && { next: page.next }) };
    from = page.next;
  }
}

/** A page of a cohort's participants with the names around them. */
export async function listParticipants(table: Table, cohortId: string, after?: string): Promise<ListPage<Participant>> {
  const { ids, next } = await listIds(table, cohortId, 'PART#', after);
  const facts = await table.getMany(
    ids.map((id) => key.driven('participant', id)),
    participant,
  );
  return withPeople(table, facts, (id) => key.people('participant', id), next);
}

async function listIds(
  table: Table,
  cohortId: string,
  prefix: string,
  after?: string,
): Promise<{ ids: string[]; next?: string }> {
  const page = await table.queryPage(
    { pk: partition.cohort(cohortId), prefix, limit: pageSize, ...(after && { after: `${prefix}${after}` }) },
    membership,
  );
  const ids = page.items.filter(({ movedTo }) => !movedTo).map(({ sk }) => sk.slice(prefix.length));
  return { ids, ...(page.next && { next: page.next.slice(prefix.length) }) };
}

async function withPeople<T extends { id: string }>(
  table: Table,
  facts: readonly T[],
  peopleKey: (id: string) => TableKey,
  next: string | undefined,
): Promise<ListPage<T>> {
  const names = await table.getMany(
    facts.map(({ id }) => peopleKey(id)),
    peopleOf,
  );
  const byPartition = new Map(names.map((row) => [row.pk, row.people]));
  const rows = facts.map((each) => ({ ...each, people: byPartition.get(peopleKey(each.id).pk) ?? {} }));
  return { rows, ...(next && { next }) };
}
