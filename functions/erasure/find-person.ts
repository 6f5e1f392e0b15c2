import * as v from 'valibot';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import { type Contact, type People, people, recipientRole } from '../domain/people.ts';
import { readAs } from '../domain/read-as.ts';
import { readPeople } from '../driving/read-people.ts';
import { emailHash, normaliseEmail } from '../nominations/normalise-email.ts';
import { normaliseName } from '../nominations/sameness.ts';
import { enrolmentsOf } from '../participants/person.ts';
import { key, memberRange, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

export type RecordKind = 'participant' | 'nomination';

/** One enrolment or nomination, which is kept, shown and erased by itself. */
export interface RecordRef {
  readonly kind: RecordKind;
  readonly id: string;
}

/** A place in the record of somebody else where the person stands with name and address: as their partner, head, nominator. */
export interface Mention extends RecordRef {
  readonly role: v.InferOutput<typeof recipientRole>;
  readonly cohortId: string;
}

export type Facts = Participant | Nomination;

export async function readFacts(table: Table, { kind, id }: RecordRef): Promise<Facts | undefined> {
  return kind === 'participant'
    ? table.get(key.driven(kind, id), participant)
    : table.get(key.driven(kind, id), nomination);
}

/** Whose record it is, as far as their name and address are still there. A pair's nomination has two nominees. */
export function contactsOf({ kind }: RecordRef, known: People): readonly Contact[] {
  const own = kind === 'participant' ? [known.participant] : [known.nominee, known.partner];
  return own.filter((contact) => contact !== undefined);
}

/** By name and address: of two who share a mailbox each is a person, and a name alone is many. */
export function isSamePerson(one: Contact, other: Contact): boolean {
  return (
    normaliseEmail(one.email) === normaliseEmail(other.email) && normaliseName(one.name) === normaliseName(other.name)
  );
}

/** All records at the address of a person: their own, and those of others who share the mailbox. */
export async function recordsAt(
  table: Table,
  person: Contact,
): Promise<{ readonly own: readonly RecordRef[]; readonly others: readonly RecordRef[] }> {
  const enrolled = (await enrolmentsOf(table, person.email)).map((id): RecordRef => ({ kind: 'participant', id }));
  const row = await table.get(key.nominated(emailHash(person.email)), nominatedRow);
  const nominated = (row?.nominations ?? []).map((id): RecordRef => ({ kind: 'nomination', id }));
  const found = await Promise.all(
    [...enrolled, ...nominated].map(async (ref) => {
      const contacts = contactsOf(ref, await readPeople(table, ref.kind, ref.id));
      return { ref, own: contacts.some((contact) => isSamePerson(contact, person)) };
    }),
  );
  return {
    own: found.filter(({ own }) => own).map(({ ref }) => ref),
    others: found.filter(({ own }) => !own).map(({ ref }) => ref),
  };
}

const nominatedRow = v.object({ nominations: v.array(v.string()) });
const member = v.object({ sk: v.string() });
const peopleItem = v.object({ pk: v.string(), people });

/**
 * Where a person stands in the records of others. No index is by name or address, and none should be: every cohort's
 * people are looked through, which is for the few times that somebody asks what is kept of them.
 */
export async function mentionsOf(table: Table, person: Contact): Promise<Mention[]> {
  const cohorts = await table.queryAll({ pk: key.cohortList('').pk });
  const mentions: Mention[] = [];
  for (const { sk: cohortId } of cohorts) {
    const rows = await table.queryAll({ pk: partition.cohort(cohortId), ...memberRange });
    const refs = rows.flatMap((row) => refOf(readAs(member, row).sk));
    const byPartition = new Map(refs.map((ref) => [key.people(ref.kind, ref.id).pk, ref]));
    const items = await table.getMany(
      refs.map(({ kind, id }) => key.people(kind, id)),
      peopleItem,
    );
    for (const item of items) {
      const ref = byPartition.get(item.pk);
      if (ref) mentions.push(...rolesOf(ref, item.people, person).map((role) => ({ ...ref, role, cohortId })));
    }
  }
  return mentions;
}

/** Roles in which somebody else's record names the person; as what it is of, it is a record of their own. */
function rolesOf({ kind }: RecordRef, known: People, person: Contact): Mention['role'][] {
  const own: readonly string[] = kind === 'participant' ? ['participant'] : ['nominee', 'partner'];
  return recipientRole.options.filter((role) => {
    const contact = known[role];
    return contact !== undefined && !own.includes(role) && isSamePerson(contact, person);
  });
}

function refOf(sk: string): RecordRef[] {
  const [prefix, id] = sk.split('#');
  if (id && prefix === 'PART') return [{ kind: 'participant', id }];
  if (id && prefix === 'NOM') return [{ kind: 'nomination', id }];
  return [];
}
