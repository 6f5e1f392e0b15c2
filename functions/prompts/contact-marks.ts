import * as v from 'valibot';
import type { Instant } from '../domain/ids.ts';
import { type Contact, contact, people, type RecipientRole } from '../domain/people.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import { key, type TableKey } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { sameAddress } from './contact-of.ts';
import type { DeliveryNews } from './delivery-event.ts';
import type { PromptSubject } from './ledger-row.ts';

/** What a bounce or complaint makes of the contact that it came from. */
export interface ContactMarks {
  readonly writes: readonly Write[];
  /** Whether mail to this address stops. */
  readonly stopped: boolean;
}

const none: ContactMarks = { writes: [], stopped: false };

/** So many bounces that might have passed count as a permanent one when they come within this time. */
const passingBouncesThatCount = 3;
const bounceMemoryMs = days(30);

/** Bounces that might have passed, by role, and the address that they were of: kept beside the people. */
const softBounces = v.optional(
  v.record(v.string(), v.object({ email: v.string(), at: v.array(v.string()) })),
  () => ({}),
);
const peopleItem = v.object({ people, softBounces });
const cohortItem = v.object({ lead: contact });
const memberItem = v.object({ cohortId: v.string() });

/**
 * Marks the address that bounced or complained, where it still is the one on file: an address that was corrected
 * meanwhile is left alone. The hub's own address is a setting and is never marked.
 */
export async function contactMarks(
  table: Table,
  subject: PromptSubject,
  role: RecipientRole,
  news: Exclude<DeliveryNews, { state: 'delivered' }>,
  now: Instant,
): Promise<ContactMarks> {
  if (role === 'admins') return none;
  if (role === 'lead') return markLead(table, subject, news);
  const place = key.people(subject.kind, subject.id);
  const item = await table.get(place, peopleItem);
  const known = item?.people[role];
  if (!item || !known || !concerns(news, known)) return none;
  const path = `people.${role}`;
  if (lasting(news)) return mark(place, path, known, news.state);
  const earlier = item.softBounces[role];
  const at = earlier && sameAddress(earlier.email, known.email) ? recent(earlier.at, now).concat(now) : [now];
  if (at.length >= passingBouncesThatCount) return mark(place, path, known, news.state);
  const set = { softBounces: { ...item.softBounces, [role]: { email: known.email, at } } };
  return { writes: [{ kind: 'update', key: place, set, where: { [`${path}.email`]: known.email } }], stopped: false };
}

/** The cohort's lead is in the cohort's item, where only what lasts is marked. */
async function markLead(
  table: Table,
  subject: PromptSubject,
  news: Exclude<DeliveryNews, { state: 'delivered' }>,
): Promise<ContactMarks> {
  const cohortId = await cohortOf(table, subject);
  const place = cohortId === undefined ? undefined : key.cohort(cohortId);
  const item = place && (await table.get(place, cohortItem));
  if (!place || !item || !lasting(news) || !concerns(news, item.lead)) return none;
  return mark(place, 'lead', item.lead, news.state);
}

async function cohortOf(table: Table, { kind, id }: PromptSubject): Promise<string | undefined> {
  return kind === 'cohort' ? id : (await table.get(key.driven(kind, id), memberItem))?.cohortId;
}

function mark(place: TableKey, path: string, known: Contact, emailState: 'bounced' | 'complained'): ContactMarks {
  const set = { [`${path}.emailState`]: emailState };
  return { writes: [{ kind: 'update', key: place, set, where: { [`${path}.email`]: known.email } }], stopped: true };
}

function concerns({ address }: { readonly address?: string }, { email }: Contact): boolean {
  return address !== undefined && sameAddress(address, email);
}

function lasting(news: Exclude<DeliveryNews, { state: 'delivered' }>): boolean {
  return news.state === 'complained' || news.permanent;
}

function recent(at: readonly Instant[], now: Instant): Instant[] {
  return at.filter((moment) => moment > shiftInstant(now, -bounceMemoryMs));
}
