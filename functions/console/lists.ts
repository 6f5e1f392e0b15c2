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

type Row<T> = T & { readonly people: People };

/**
 * A page of those rows that `keep` keeps: as many pages of the list are read as it takes, and at most so many. A page
 * may so have few rows and another after it.
 */
async function findRows<T>(
  list: (after?: string) => Promise<ListPage<T>>,
  keep: (row: Row<T>) => boolean,
  after: string | undefined,
  most: number,
): Promise<ListPage<T>> {
  const rows: Row<T>[] = [];
  let from = after;
  for (let read = 0; read < most; read += 1) {
    const page = await list(from);
    rows.push(...page.rows.filter(keep));
    from = page.next;
    if (!from || rows.length >= pageSize) break;
  }
  return { rows, ...(from && { next: from }) };
}

/** A page of those nominations of a cohort that `keep` keeps, however many have to be read for it. */
export function findNominations(
  table: Table,
  cohortId: string,
  keep: (row: Row<Nomination>) => boolean,
  after?: string,
): Promise<ListPage<Nomination>> {
  return findRows((from) => listNominations(table, cohortId, from), keep, after, Number.POSITIVE_INFINITY);
}

/** A request has time to read a thousand participants; who looks for somebody among more goes on by a link. */
const pagesInOneRequest = 20;

/** A page of those participants of a cohort that `keep` keeps, of the next thousand. */
export function findParticipants(
  table: Table,
  cohortId: string,
  keep: (row: Row<Participant>) => boolean,
  after?: string,
): Promise<ListPage<Participant>> {
  return findRows((from) => listParticipants(table, cohortId, from), keep, after, pagesInOneRequest);
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
