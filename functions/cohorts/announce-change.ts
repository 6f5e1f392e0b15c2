import * as v from 'valibot';
import { type Announcement, announcement } from '../domain/announcement.ts';
import { changeFacts, drivenFacts } from '../driving/change-facts.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import { drivenSk, key, memberRange, partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import type { Announcements } from '../platform/workflows.ts';
import { retryChange } from '../web/retry-change.ts';
import { announcing } from './announcing.ts';

/** What a state of `announce-change` asks for. */
export const announceRequest = v.variant('do', [
  v.object({ do: v.literal('list'), announcement }),
  v.object({
    do: v.literal('bump'),
    announcement,
    page: v.object({ first: v.string(), last: v.string() }),
  }),
  v.object({ do: v.literal('close'), announcement, next: v.string() }),
]);
export type AnnounceRequest = v.InferOutput<typeof announceRequest>;

export interface AnnounceDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly announcements: Announcements;
}

/** A page is one call; so many pages stay well inside an execution's 25,000 events, and the next execution goes on. */
export const pageSize = 25;
export const pagesInPart = 500;

/** How long after an announcement the sweep looks whether everybody planned on it. */
const checkAfterMs = minutes(15);

/** One step of an announcement, each safe to repeat. */
export async function announceChange(deps: AnnounceDeps, request: AnnounceRequest): Promise<Record<string, unknown>> {
  switch (request.do) {
    case 'list':
      return { ...(await listPages(deps, request.announcement)) };
    case 'bump':
      return { ...(await bumpPage(deps, request.announcement, request.page)) };
    case 'close':
      return { ...(await closeAnnouncement(deps, request.announcement, request.next)) };
  }
}

interface Pages {
  readonly pages: readonly { readonly first: string; readonly last: string }[];
  /** Where the next part begins; empty on the last. */
  readonly next: string;
}

/**
 * The members to be told, by page, from the membership rows of the base table, consistently. Whoever joins after this
 * joins after the change, and plans on it. A revision that is not the present one has nobody to tell: the present one's
 * own announcement tells everybody.
 */
async function listPages({ table }: AnnounceDeps, { cohortId: id, revision, from }: Announcement): Promise<Pages> {
  const cohort = await table.get(key.cohort(id), announcing);
  if (cohort?.calendarRevision !== revision) return { pages: [], next: '' };
  const members = await membersFrom(table, id, from, pageSize * pagesInPart + 1);
  const here = members.slice(0, pageSize * pagesInPart);
  const pages = Array.from({ length: Math.ceil(here.length / pageSize) }, (_, page) => {
    const keys = here.slice(page * pageSize, (page + 1) * pageSize);
    return { first: keys[0] ?? '', last: keys.at(-1) ?? '' };
  });
  return { pages, next: members[here.length] ?? '' };
}

const memberRow = v.object({ sk: v.string() });

/** Sort keys of membership rows, at most so many. */
async function membersFrom(table: Table, id: string, from: string, most: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await table.queryPage(
      { pk: partition.cohort(id), ...memberRange, ...(from && { from }), ...(after && { after }) },
      memberRow,
    );
    found.push(...items.map(({ sk }) => sk).filter(isMember));
    if (!next || found.length >= most) return found.slice(0, most);
    after = next;
  }
}

export function isMember(sk: string): boolean {
  return sk.startsWith('PART#') || sk.startsWith('NOM#') || sk.startsWith('OWN#');
}

async function bumpPage(
  deps: AnnounceDeps,
  { cohortId: id, revision }: Announcement,
  { first, last }: { first: string; last: string },
): Promise<{ bumped: number }> {
  const rows = await deps.table.queryAll({ pk: partition.cohort(id), from: first, to: last });
  let bumped = 0;
  for (const { sk } of rows.filter((row) => isMember(row.sk)))
    if (await bumpMember(deps, sk, { cohortId: id, revision })) bumped += 1;
  deps.log.info('change announced to a page', { cohort: id, revision, bumped });
  return { bumped };
}

export type Member = v.InferOutput<typeof drivenFacts>;

/**
 * `version + 1` and `wakeDue`, once for each revision. Not for somebody who has moved to another cohort since, or whose
 * journey has ended: nothing waits there.
 *
 * @param again although the revision was announced to them: what they planned on is older all the same
 */
export async function bumpMember(
  { table, clock }: Pick<AnnounceDeps, 'table' | 'clock'>,
  sk: string,
  { cohortId: id, revision }: Pick<Announcement, 'cohortId' | 'revision'>,
  again: (item: Member) => boolean = ({ announced }) => announcedRevision(announced, id) < revision,
): Promise<boolean> {
  return retryChange(async () => {
    const item = await table.get({ pk: sk, sk: drivenSk }, drivenFacts);
    if (!item?.dueBy || item.cohortId !== id || !again(item)) return false;
    const set = { announced: `${id}/${revision}` };
    const { ok } = await table.write(changeFacts(item, clock.now(), { set }));
    return ok ? true : undefined;
  });
}

/** Revisions are a cohort's own: one announced in another cohort counts for nothing. */
function announcedRevision(announced: string | undefined, cohort: string): number {
  const [of, revision] = announced?.split('/') ?? [];
  return of === cohort ? Number(revision) : 0;
}

/** Begins the next part; after the last, nothing is due any more, unless the calendar changed again meanwhile. */
async function closeAnnouncement(
  deps: AnnounceDeps,
  told: Announcement,
  next: string,
): Promise<{ outcome: 'continued' | 'announced' | 'changed-again' }> {
  if (next) {
    await deps.announcements.announce({ ...told, part: told.part + 1, from: next });
    return { outcome: 'continued' };
  }
  const { ok } = await deps.table.write({
    kind: 'update',
    key: key.cohort(told.cohortId),
    set: { basesCheckedFrom: shiftInstant(deps.clock.now(), checkAfterMs) },
    remove: ['announceDue'],
    where: { calendarRevision: told.revision },
  });
  deps.log.info('change announced', { cohort: told.cohortId, revision: told.revision, last: ok });
  return { outcome: ok ? 'announced' : 'changed-again' };
}
