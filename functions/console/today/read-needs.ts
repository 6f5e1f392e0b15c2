import * as v from 'valibot';
import type { Cohort } from '../../domain/cohort.ts';
import type { Instant } from '../../domain/ids.ts';
import { heldNeed, type NeedFacts, type NeedKind, needKinds, needOfSupport, needsNow } from '../../domain/needs.ts';
import { nomination } from '../../domain/nomination.ts';
import { type People, people } from '../../domain/people.ts';
import { countWithoutSeat } from '../../domain/room.ts';
import { type SupportRequest, supportRequest } from '../../domain/work-group.ts';
import { drivenFacts } from '../../driving/change-facts.ts';
import { ledgerOf } from '../../driving/subject-of.ts';
import { type OverdueNote, overdueNote } from '../../erasure/note-overdue.ts';
import { drivenSk, indexes, key, overdueSk, type TableKey } from '../../platform/keys.ts';
import type { IndexPlace, Table } from '../../platform/table.ts';
import { isAhead, type NotedSession, notedSession } from '../../sessions/note-rooms.ts';

/** How many rows a page of needs shows. */
export const needsOnPage = 50;

/** Somebody, or a Work Group, who needs a person, with what a row says of them. */
export type Needing =
  | { readonly about: 'driven'; readonly facts: NeedFacts; readonly people: People; readonly title?: string }
  | { readonly about: 'retention'; readonly note: OverdueNote; readonly title: string }
  | { readonly about: 'session'; readonly session: NotedSession; readonly going: number; readonly title: string }
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

/** Whose needs are asked for: those of the cohorts that a reader may see, which for some are all that there are. */
export interface NeedsAsked {
  readonly table: Table;
  readonly now: Instant;
  readonly cohorts: readonly Cohort[];
  readonly seesEverything: boolean;
  /** Records whose time is over are for those who may erase them. */
  readonly erases: boolean;
}

/**
 * A page of what needs a person now, of all kinds or of one. The sparse index names them, at most a page of each kind,
 * and just those of the page are read: an item that needs nobody any more, since the index lags, is left out.
 */
export async function readNeeds(
  asked: NeedsAsked,
  only?: { readonly kind: NeedKind; readonly after?: string | undefined },
): Promise<NeedsPage> {
  const [held, ...each] = await Promise.all([
    findKeys(asked, heldNeed),
    ...needKinds
      .filter((kind) => kind !== 'retention' || asked.erases)
      .map(async (kind) => {
        // A page of one kind goes on where the one before ended; the others are counted from their beginning.
        const after = only?.kind === kind ? placeOf(kind, only.after) : undefined;
        return [kind, await findKeys(asked, kind, after)] as const;
      }),
  ]);
  const found = new Map(each);
  const chosen = only ? (found.get(only.kind)?.keys ?? []) : [...found.values()].flatMap(({ keys }) => keys);
  const rows = await readRows(asked, chosen.slice(0, needsOnPage));
  const counts = [...found].map(([kind, keys]) => [kind, countOf(keys)] as const);
  const next = only && found.get(only.kind)?.next;
  return { rows, counts: new Map(counts), held: countOf(held), ...(next && { next: placeText(next) }) };
}

/** So many pages of the index are looked through for those that a reader may see. */
const mostPages = 20;

/** A page of keys; for whoever does not see everything, as many pages of the index as it takes to fill one. */
export async function findKeys(
  { table, now, cohorts, seesEverything }: NeedsAsked,
  of: NeedKind | typeof heldNeed,
  from?: IndexPlace,
): Promise<Found> {
  const keys: TableKey[] = [];
  let after = from;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await table.queryIndex({ index: indexes.need, of, until: now, limit: needsOnPage, after });
    if (seesEverything) return found;
    keys.push(...(await ofCohorts(table, found.keys, cohorts)));
    after = found.next;
    if (!after || keys.length >= needsOnPage) break;
  }
  return { keys, ...(after && { next: after }) };
}

const inCohort = v.object({ pk: v.string(), cohortId: v.string() });

/** Those of the keys that belong to somebody in one of the cohorts. What is in a cohort's or group's own partition is its. */
async function ofCohorts(table: Table, keys: readonly TableKey[], cohorts: readonly Cohort[]): Promise<TableKey[]> {
  const subjects = [...new Set(keys.map(({ pk }) => pk))];
  const items = await table.getMany(
    subjects.map((pk) => ({ pk, sk: drivenSk })),
    inCohort,
  );
  const cohortAt = new Map(items.map(({ pk, cohortId }) => [pk, cohortId]));
  const visible = new Set<string>(cohorts.map(({ id }) => id));
  return keys.filter(({ pk }) => visible.has(cohortAt.get(pk) ?? ledgerOf(pk).id));
}

function countOf({ keys, next }: Found): Count {
  return { number: keys.length, more: next !== undefined };
}

const placeParts = v.strictTuple([v.string(), v.string(), v.string()]);

/** The place in an address: `2026-03-03T09:00:00.000Z~PART#…~A#STATE`. */
function placeText(place: IndexPlace): string {
  return [place.needFrom?.S, place.pk?.S, place.sk?.S].join('~');
}

function placeOf(kind: NeedKind, text: string | undefined): IndexPlace | undefined {
  const parts = v.safeParse(placeParts, text?.split('~'));
  if (!parts.success) return undefined;
  const [needFrom, pk, sk] = parts.output;
  return { need: { S: kind }, needFrom: { S: needFrom }, pk: { S: pk }, sk: { S: sk } };
}

const requestItem = v.object({ ...supportRequest.entries, pk: v.string() });
const peopleItem = v.object({ pk: v.string(), people });

async function readRows({ table, now, cohorts }: NeedsAsked, keys: readonly TableKey[]): Promise<Needing[]> {
  const [facts, sessions, overdue, requests] = await Promise.all([
    table.getMany(
      keys.filter(({ sk }) => sk === drivenSk),
      drivenFacts,
    ),
    table.getMany(keys.filter(isSession), notedSession),
    table.getMany(
      keys.filter(({ sk }) => sk === overdueSk),
      overdueNote,
    ),
    table.getMany(
      keys.filter((each) => each.sk !== drivenSk && each.sk !== overdueSk && !isSession(each)),
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
      return item ? drivenOf(item, peopleAt.get(pk), titles.get(item.id), now) : [];
    }
    const session = sessions.find(({ cohortId, id }) => isAt({ pk, sk }, key.session(cohortId, id)));
    if (session) return crowdedOf(session, titles.get(session.cohortId) ?? '', now);
    const note = overdue.find(({ cohortId }) => isAt({ pk, sk }, key.overdue(cohortId)));
    if (note) return overdueOf(note, titles.get(note.cohortId) ?? '');
    const request = requests.find((each) => each.pk === pk && sk.endsWith(each.id));
    if (!request || !needOfSupport(request)) return [];
    const asker = peopleAt.get(key.people('participant', request.askedBy).pk) ?? {};
    const groupId = pk.slice(pk.indexOf('#') + 1);
    return [{ about: 'request', request, groupId, people: asker, schoolName: schools.get(request.pairId) ?? '' }];
  });
}

function drivenOf(
  facts: NeedFacts,
  around: People | undefined,
  cohortTitle: string | undefined,
  now: Instant,
): Needing[] {
  if (needsNow(facts, now).length === 0) return [];
  const title = facts.kind === 'work-group' ? cohortTitle : undefined;
  return [{ about: 'driven', facts, people: around ?? {}, ...(title && { title }) }];
}

function overdueOf(note: OverdueNote, title: string): Needing[] {
  return note.records > 0 ? [{ about: 'retention', note, title }] : [];
}

const sessionPrefix = key.session('', '').sk;

function isSession({ sk }: TableKey): boolean {
  return sk.startsWith(sessionPrefix);
}

function isAt(one: TableKey, other: TableKey): boolean {
  return one.pk === other.pk && one.sk === other.sk;
}

/** A session that is over, or whose room holds everybody again, needs nobody. */
function crowdedOf(session: NotedSession, title: string, now: Instant): Needing[] {
  const { crowdedWith: going = 0 } = session;
  return isAhead(session, now) && countWithoutSeat(session, going) > 0
    ? [{ about: 'session', session, going, title }]
    : [];
}
