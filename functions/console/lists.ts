import * as v from 'valibot';
import { isFoundBy } from '../domain/found-by.ts';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import { type People, people } from '../domain/people.ts';
import { foundRow } from '../people/found-row.ts';
import { drivenSk, indexes, key, partition } from '../platform/keys.ts';
import type { IndexPlace, Table } from '../platform/table.ts';

/** A row whose nomination went on to another cohort stays, and says where it went. */
const membership = v.object({ sk: v.string(), movedTo: v.optional(v.string()) });
const peopleOf = v.object({ pk: v.string(), people });

/** How many rows a page of a list shows. */
export const pageSize = 50;

/** Whoever is looked for among many is looked for in steps of so many: a page of names and facts is 100 keys a call. */
const stepSize = 200;

/** A request has time to look at a thousand; who looks for somebody among more goes on by a link. */
const stepsInOneRequest = 5;

export type Row<T> = T & { readonly people: People };

export interface ListPage<T> {
  readonly rows: readonly Row<T>[];
  readonly next?: string;
}

/** Which of a cohort are listed: all, those found by what was typed, or those in a status; just those are read. */
export interface Listed {
  readonly cohortId: string;
  readonly status?: string;
  /** What was typed of a name, address, school, URN or reference. */
  readonly find?: string;
}

/** The rows of a cohort that a filter's search and status come to; whatever else it asks is asked of each row. */
export function listedBy(
  cohortId: string,
  { find, status }: { readonly find: string; readonly status: string },
): Listed {
  return { cohortId, ...(find && { find }), ...(status && { status }) };
}

/** What a list is of. */
interface ListKind<T> {
  readonly kind: 'participant' | 'nomination';
  readonly prefix: 'PART#' | 'NOM#';
  readonly schema: v.GenericSchema<unknown, T>;
}

const participants: ListKind<Participant> = { kind: 'participant', prefix: 'PART#', schema: participant };
const nominations: ListKind<Nomination> = { kind: 'nomination', prefix: 'NOM#', schema: nomination };

/** A page of a cohort's participants with the names around them. */
export function listParticipants(table: Table, listed: Listed, after?: string): Promise<ListPage<Participant>> {
  return listRows(table, participants, listed, pageSize, after);
}

/** A page of a cohort's nominations with the names around them, in the order of their references. */
export function listNominations(table: Table, listed: Listed, after?: string): Promise<ListPage<Nomination>> {
  return listRows(table, nominations, listed, pageSize, after);
}

/** A page of those participants that `keep` keeps, of the next thousand. */
export function findParticipants(
  table: Table,
  listed: Listed,
  keep: (row: Row<Participant>) => boolean,
  after?: string,
): Promise<ListPage<Participant>> {
  return findRows(table, participants, listed, keep, after);
}

/** A page of those nominations that `keep` keeps, of the next thousand. */
export function findNominations(
  table: Table,
  listed: Listed,
  keep: (row: Row<Nomination>) => boolean,
  after?: string,
): Promise<ListPage<Nomination>> {
  return findRows(table, nominations, listed, keep, after);
}

/** How many of a cohort a search would find, whatever their status. */
export async function countFound(
  table: Table,
  of: 'participant' | 'nomination',
  cohortId: string,
  find: string,
): Promise<number> {
  const { prefix } = of === 'participant' ? participants : nominations;
  return (await foundOnes(table, cohortId, find, prefix, Number.POSITIVE_INFINITY, undefined)).ids.length;
}

/** Every row of a list, page after page. */
export async function everyRow<T>(pageAfter: (after?: string) => Promise<ListPage<T>>): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for (let page = await pageAfter(); ; page = await pageAfter(page.next)) {
    rows.push(...page.rows);
    if (!page.next) return rows;
  }
}

/** A page may have few rows and another after it: it ends when it is full, or when enough were looked at. */
async function findRows<T extends { readonly id: string }>(
  table: Table,
  of: ListKind<T>,
  listed: Listed,
  keep: (row: Row<T>) => boolean,
  after: string | undefined,
): Promise<ListPage<T>> {
  const rows: Row<T>[] = [];
  let from = after;
  for (let step = 0; step < stepsInOneRequest; step += 1) {
    const page = await listRows(table, of, listed, stepSize, from);
    for (const [place, row] of page.rows.entries()) {
      if (keep(row)) rows.push(row);
      const isLast = place === page.rows.length - 1 && !page.next;
      if (rows.length === pageSize && !isLast) return { rows, next: row.id };
    }
    from = page.next;
    if (!from) return { rows };
  }
  return { rows, ...(from && { next: from }) };
}

async function listRows<T extends { readonly id: string }>(
  table: Table,
  { kind, prefix, schema }: ListKind<T>,
  listed: Listed,
  size: number,
  after: string | undefined,
): Promise<ListPage<T>> {
  const { ids, next } = await idsOf(table, listed, prefix, size, after);
  const [facts, named] = await Promise.all([
    table.getMany(
      ids.map((id) => key.driven(kind, id)),
      schema,
    ),
    table.getMany(
      ids.map((id) => key.people(kind, id)),
      peopleOf,
    ),
  ]);
  const peopleAt = new Map(named.map((row) => [row.pk, row.people]));
  const rows = facts.map((each) => ({ ...each, people: peopleAt.get(key.people(kind, each.id).pk) ?? {} }));
  return { rows, ...(next && { next }) };
}

interface Ids {
  readonly ids: readonly string[];
  readonly next?: string;
}

/** Of those found by what was typed the caller looks who is in the status: they are few. */
function idsOf(
  table: Table,
  { cohortId, status, find }: Listed,
  prefix: string,
  size: number,
  after: string | undefined,
): Promise<Ids> {
  if (find) return foundOnes(table, cohortId, find, prefix, size, after);
  if (status) return inStatus(table, cohortId, status, prefix, size, after);
  return membersOf(table, cohortId, prefix, size, after);
}

/** Looks through the rows that say what each of a cohort is found by, until there are as many as asked for. */
async function foundOnes(
  table: Table,
  cohortId: string,
  find: string,
  prefix: string,
  size: number,
  after: string | undefined,
): Promise<Ids> {
  const ids: string[] = [];
  for (let from = after && `${prefix}${after}`; ; ) {
    const { items, next } = await table.queryPage(
      { pk: partition.found(cohortId), prefix, ...(from && { after: from }) },
      foundRow,
    );
    for (const { sk, found } of items) {
      if (ids.length === size) return { ids, next: ids.at(-1) ?? '' };
      if (isFoundBy(found, find)) ids.push(sk.slice(prefix.length));
    }
    if (!next) return { ids };
    from = next;
  }
}

async function membersOf(
  table: Table,
  cohortId: string,
  prefix: string,
  limit: number,
  after: string | undefined,
): Promise<Ids> {
  const page = await table.queryPage(
    { pk: partition.cohort(cohortId), prefix, limit, ...(after && { after: `${prefix}${after}` }) },
    membership,
  );
  const ids = page.items.filter(({ movedTo }) => !movedTo).map(({ sk }) => sk.slice(prefix.length));
  return { ids, ...(page.next && { next: page.next.slice(prefix.length) }) };
}

/** Participants and nominations have a few statuses of one name; each list leaves the other's out. */
async function inStatus(
  table: Table,
  cohortId: string,
  status: string,
  prefix: string,
  limit: number,
  after: string | undefined,
): Promise<Ids> {
  const place: IndexPlace | undefined = after
    ? { cohortId: { S: cohortId }, status: { S: status }, pk: { S: `${prefix}${after}` }, sk: { S: drivenSk } }
    : undefined;
  const found = await table.queryIndex({
    index: indexes.status,
    of: cohortId,
    from: status,
    until: status,
    limit,
    after: place,
  });
  const last = found.next?.pk?.S;
  return {
    ids: found.keys.filter(({ pk }) => pk.startsWith(prefix)).map(({ pk }) => pk.slice(prefix.length)),
    ...(last && { next: last.slice(last.indexOf('#') + 1) }),
  };
}
