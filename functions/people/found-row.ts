import * as v from 'valibot';
import { type FoundBy, foundBy, foundByContact, foundByRecord } from '../domain/found-by.ts';
import type { People, RecipientRole } from '../domain/people.ts';
import { absent, present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Item, Table, Write } from '../platform/table.ts';

/**
 * What a participant or nomination is found by in the console: a small row of the cohort that it belongs to, beside
 * those of the others, so that a name is found by reading no more than these. It is written in the transaction that
 * writes the people's names, the school or the cohort themselves. Why it is so: docs/decisions/search.md.
 */
export const foundRow = v.object({ sk: v.string(), found: v.record(v.string(), v.string()) });

interface Place {
  readonly kind: 'participant' | 'nomination';
  readonly id: string;
  readonly cohortId: string;
}

interface Found extends Place {
  readonly schoolName: string;
  readonly schoolUrn: string;
}

export function foundItem(record: Found, people: People): Item {
  return { ...key.found(record.kind, record.cohortId, record.id), found: foundBy(record, people) };
}

/** The people around somebody new, and what they are found by. */
export function newPeople(record: Found, people: People): Write[] {
  return [
    { kind: 'put', item: { ...key.people(record.kind, record.id), people } },
    { kind: 'put', item: foundItem(record, people) },
  ];
}

type Names = Partial<Record<RecipientRole, { readonly name: string; readonly email: string } | undefined>>;

/**
 * Beside a conditional write of the people or of the school: what the row says from then on of those who are named, and
 * no longer says of those who are named as nobody.
 */
export function findAnew(
  { kind, id, cohortId }: Place,
  { people = {}, school }: { readonly people?: Names; readonly school?: Pick<Found, 'schoolName' | 'schoolUrn'> },
): Write[] {
  const set: Record<string, string> = school ? { 'found.record': foundByRecord({ id, ...school }) } : {};
  const remove: string[] = [];
  for (const [role, contact] of Object.entries(people))
    if (contact) set[`found.${role}`] = foundByContact(contact);
    else remove.push(`found.${role}`);
  if (Object.keys(set).length === 0 && remove.length === 0) return [];
  return [{ kind: 'update', key: key.found(kind, cohortId, id), set, remove, where: { pk: present } }];
}

/**
 * Takes what the row says to another cohort with whoever it is of. What is copied has to stand there still when it goes, so
 * that a name that is erased in that moment does not go along. The old row stays, and says nothing: the site, where a
 * school agrees to go on to the next cohort, may delete nothing.
 */
export async function moveFound(table: Table, from: Place, to: { readonly cohortId: string }): Promise<Write[]> {
  const old = key.found(from.kind, from.cohortId, from.id);
  const row = await table.get(old, foundRow);
  if (!row) return [];
  const found: FoundBy = row.found;
  const asCopied = Object.fromEntries(Object.entries(found).map(([what, text]) => [`found.${what}`, text]));
  const there = key.found(from.kind, to.cohortId, from.id);
  return [
    { kind: 'update', key: old, set: { found: {} }, where: asCopied },
    { kind: 'put', item: { ...there, found }, where: { anyOf: [{ pk: absent }, { pk: present }] } },
  ];
}

export function forgetFound({ kind, id, cohortId }: Place): Write {
  return { kind: 'delete', key: key.found(kind, cohortId, id) };
}
