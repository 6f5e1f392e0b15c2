import * as v from 'valibot';
import { type Participant, participant as participantFacts } from '../domain/participant.ts';
import type { Contact, People, RecipientRole } from '../domain/people.ts';
import { readPeople } from '../driving/read-people.ts';
import { normaliseEmail } from '../nominations/normalise-email.ts';
import { findAnew } from '../people/found-row.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { changeParticipant, type Decide, type ParticipantDeps } from './change-participant.ts';
import { enrolmentOf } from './person.ts';

/** Those around a participant whose name or address may be wrong. */
export const correctableRoles = ['participant', 'head', 'subject-lead'] as const;

export interface Correction {
  readonly role: (typeof correctableRoles)[number];
  readonly name: string;
  readonly email: string;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Corrected = 'corrected' | 'shared-address' | 'unknown';

/**
 * Puts a name or an address right. Another address makes every link useless that was sent to the old one, takes mail
 * again, and gets what was kept back because the old one failed and still helps; the participant is written to at the
 * new one with a fresh link, so that a wrong one is noticed. The same correction twice is one.
 */
export async function correctPerson(deps: ParticipantDeps, id: string, correction: Correction): Promise<Corrected> {
  return (await changeParticipant(deps, id, decideCorrection(deps.table, correction))) ?? 'unknown';
}

export function decideCorrection(table: Table, { role, name, email, note, by }: Correction): Decide<Corrected> {
  return async ({ participant }, now) => {
    const people = await readPeople(table, 'participant', participant.id);
    const known = people[role];
    if (known?.name === name && known.email === email) return { outcome: 'corrected' };
    if (isSomebodyElses(people, role, name, email)) return { outcome: 'shared-address' };
    const moved = !known || normaliseEmail(known.email) !== normaliseEmail(email);
    const theirs = moved && role === 'participant';
    return {
      outcome: 'corrected',
      change: {
        ...(theirs && { set: { addressFailed: false, addressCorrectedAt: now } }),
        writes: [
          ...contactWrites(participant, role, known, { name, email }, moved),
          ...(role === 'participant' ? await partnersWrites(table, participant, { name, email }) : []),
          ...(theirs ? [enrolmentOf(email, participant.id, participant.enrolledAt)] : []),
        ],
        what: moved ? 'address corrected' : 'name corrected',
        to: role.replaceAll('-', ' '),
        why: note,
        by,
      },
    };
  };
}

const participantPlace = v.pick(participantFacts, ['kind', 'id', 'cohortId']);

/** The other of a pair has them on their own record, by which they are written to when somebody is to be replaced. */
async function partnersWrites(
  table: Table,
  { pair }: Participant,
  given: { name: string; email: string },
): Promise<Write[]> {
  const known = pair && (await readPeople(table, 'participant', pair.partnerId)).partner;
  const partner = known && (await table.get(key.driven('participant', pair.partnerId), participantPlace));
  if (!partner) return [];
  const moved = normaliseEmail(known.email) !== normaliseEmail(given.email);
  return contactWrites(partner, 'partner', known, given, moved);
}

/** One mailbox for two people of other names would let the one answer as the other. */
function isSomebodyElses(people: People, role: Correction['role'], name: string, email: string): boolean {
  return correctableRoles.some((other) => {
    const contact = people[other];
    return (
      other !== role && contact && normaliseEmail(contact.email) === normaliseEmail(email) && contact.name !== name
    );
  });
}

function contactWrites(
  record: Pick<Participant, 'kind' | 'id' | 'cohortId'>,
  role: RecipientRole,
  known: Contact | undefined,
  given: { name: string; email: string },
  moved: boolean,
): Write[] {
  const path = `people.${role}`;
  const contact: Contact =
    known && !moved ? { ...known, ...given } : { ...given, emailState: 'ok', linkEpoch: (known?.linkEpoch ?? -1) + 1 };
  return [
    {
      kind: 'update',
      key: key.people('participant', record.id),
      set: { [path]: contact },
      where: known ? { [`${path}.linkEpoch`]: known.linkEpoch, [`${path}.email`]: known.email } : { [path]: absent },
    },
    ...findAnew(record, { people: { [role]: given } }),
  ];
}
