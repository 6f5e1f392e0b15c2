import * as z from 'zod';
import type { Cohort } from '../../domain/cohort.ts';
import type { Instant } from '../../domain/ids.ts';
import { heldNeed, type NeedFacts, type NeedKind, needKinds, needOfSupport, needsNow } from '../../domain/needs.ts';
import { nomination } from '../../domain/nomination.ts';
import { type People, people } from '../../domain/people.ts';
import { type SupportRequest, supportRequest } from '../../domain/work-group.ts';
import { drivenFacts } from '../../driving/change-facts.ts';
import { drivenSk, indexes, key, type TableKey } from '../../platform/keys.ts';
import type { IndexPlace, Table } from '../../platform/table.ts';

/** How many rows a page of needs shows. */
export const needsOnPage = 50;

/** Somebody, or a Work Group, who needs a person, with what a row says of them. */
export type Needing =
  | { readonly about: 'driven'; readonly facts: NeedFacts; readonly people: People; readonly title?: string }
  | {
      readonly about: 'request';
      readonly request: SupportRequest;
      readonly groupId: string;
      readonly people: People;
      readonly schoolName: string;
    };

export interface Count {
  readonly number: number;
  readonly more: boolean;
}

export interface NeedsPage {
  /** By urgency, and the oldest first. */
  readonly rows: readonly Needing[];
  /** How many there are of each kind, up to a page; `more` where there are others beyond. */
  readonly counts: ReadonlyMap<NeedKind, Count>;
  /** E-mails that wait for an admin's word. */
  readonly held: Count;
  /** Of one kind: where the next page begins. */
  readonly next?: string;
}

interface Found {
  readonly keys: readonly TableKey[];
  readonly next?: IndexPlace;
}

/**
 * A page of what needs a person now, of all kinds or of one. The sparse index names them, at most a page of each kind,
 * and just those of the page are read: an item that needs nobody any more, since the index lags, is left out.
 */
export async function readNeeds(
  { table, now, cohorts }: { readonly table: Table; readonly now: Instant; readonly cohorts: readonly Cohort[] },
  only?: { readonly kind: NeedKind; readonly after?: string | undefined },
): Promise<NeedsPage> {
  const [held, ...each] = await Promise.all([
    table.queryIndex({ index: indexes.need, of: heldNeed, until: now, limit: needsOnPage }),
    ...needKinds.map(async (kind) => [kind, await findKeys(table, kind, now, only)] as const),
  ]);
  const found = new Map(each);
  const chosen = only ? (found.get(only.kind)?.keys ?? []) : [...found.values()].flatMap(({ keys }) => keys);
  const rows = await readRows(table, chosen.slice(0, needsOnPage), now, cohorts);
  const counts = [...found].map(([kind, keys]) => [kind, countOf(keys)] as const);
  const next = only && found.get(only.kind)?.next;
  return { rows, counts: new Map(counts), held: countOf(held), ...(next && { next: placeText(next) }) };
}

function countOf({ keys, next }: Found): Count {
  return { number: keys.length, more: next !== undefined };
}

/** A page goes on where the one before ended; the others are counted from their beginning. */
async function findKeys(
  table: Table,
  kind: NeedKind,
  now: Instant,
  only: { readonly kind: NeedKind; readonly after?: string | undefined } | undefined,
): Promise<Found> {
  const after = only?.kind === kind ? placeOf(kind, only.after) : undefined;
  return table.queryIndex({ index: indexes.need, of: kind, until: now, limit: needsOnPage, after });
}

const placeParts = z.tuple([z.string(), z.string(), z.string()]);

/** The place in an address: `2026-03-03T09:00:00.000Z~PART#…~A#STATE`. */
function placeText(place: IndexPlace): string {
  return [place.needFrom?.S, place.pk?.S, place.sk?.S].join('~');
}

function placeOf(kind: NeedKind, text: string | undefined): IndexPlace | undefined {
  const parts = placeParts.safeParse(text?.split('~'));
  if (!parts.success) return undefined;
  const [needFrom, pk, sk] = parts.data;
  return { need: { S: kind }, needFrom: { S: needFrom }, pk: { S: pk }, sk: { S: sk } };
}

const requestItem = supportRequest.extend({ pk: z.string() });
const peopleItem = z.object({ pk: z.string(), people });

async function readRows(
  table: Table,
  keys: readonly TableKey[],
  now: Instant,
  cohorts: readonly Cohort[],
): Promise<Needing[]> {
  const [facts, requests] = await Promise.all([
    table.getMany(
      keys.filter(({ sk }) => sk === drivenSk),
      drivenFacts,
    ),
    table.getMany(
      keys.filter(({ sk }) => sk !== drivenSk),
      requestItem,
    ),
  ]);
  const [named, pairs] = await Promise.all([
    table.getMany(
      [
        ...facts.map(({ kind, id }) => key.people(kind, id)),
        ...requests.map(({ askedBy }) => key.people('participant', askedBy)),
      ],
      peopleItem,
    ),
    table.getMany(
      requests.map(({ pairId }) => key.driven('nomination', pairId)),
      nomination,
    ),
  ]);
  const peopleAt = new Map(named.map((item) => [item.pk, item.people]));
  const schools = new Map(pairs.map(({ id, schoolName }) => [id as string, schoolName]));
  const titles = new Map(cohorts.map(({ id, title }) => [id as string, title]));
  return keys.flatMap(({ pk, sk }): Needing[] => {
    if (sk === drivenSk) {
      const item = facts.find(({ kind, id }) => key.driven(kind, id).pk === pk);
      if (!item || needsNow(item, now).length === 0) return [];
      const title = item.kind === 'work-group' ? titles.get(item.id) : undefined;
      return [{ about: 'driven', facts: item, people: peopleAt.get(pk) ?? {}, ...(title && { title }) }];
    }
    const request = requests.find((each) => each.pk === pk && sk.endsWith(each.id));
    if (!request || !needOfSupport(request)) return [];
    const asker = peopleAt.get(key.people('participant', request.askedBy).pk) ?? {};
    const groupId = pk.slice(pk.indexOf('#') + 1);
    return [{ about: 'request', request, groupId, people: asker, schoolName: schools.get(request.pairId) ?? '' }];
  });
}
