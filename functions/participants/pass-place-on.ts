import type { Nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import type { Contact } from '../domain/people.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import { findAnew } from '../people/found-row.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { deadLinks } from './withdraw-participant.ts';

/** What a colleague gets with the place, and what becomes of whoever had it. */
export interface PassedOn {
  readonly writes: readonly Write[];
  /** In a pair: the other member, who goes on with the colleague. */
  readonly pair?: Participant['pair'];
  readonly partner?: Contact;
}

/** Who takes the place over. */
interface Successor {
  readonly id: Participant['id'];
  readonly contact: Contact | undefined;
}

/**
 * What happens to the record of whoever had the place when a colleague is enrolled in it: it closes as replaced, linked
 * to the new one; its history and credit stay. The cohort's places stay as they are, unless the old one had been given
 * back and was not kept. Nothing for a nomination that takes nobody's place over.
 */
export async function passPlaceOn(
  table: Table,
  { replaces, keepsPlace, cohortId }: Nomination,
  successor: Successor,
  now: string,
): Promise<PassedOn> {
  if (!replaces) return { writes: [] };
  const before = await table.get(key.driven('participant', replaces), participant);
  const hadPlace = keepsPlace || (before !== undefined && holdsPlace(before));
  const taken: Write[] = hadPlace
    ? []
    : [{ kind: 'update', key: key.cohortPlaces(cohortId), increase: { taken: 1 }, where: { taken: present } }];
  if (!before || before.status === 'completed') return { writes: taken };
  const { partner } = await readPeople(table, 'participant', before.id);
  return {
    writes: [
      ...taken,
      ...closing(before, successor.id, now),
      ...(await deadLinks(table, before.id)),
      ...(await newPartner(table, before, successor, now)),
    ],
    // What the colleague brings to the pair nobody has said yet.
    ...(before.pair && { pair: { ...before.pair, experience: 'neither' } }),
    ...(partner && { partner }),
  };
}

function closing(before: Participant, successor: Successor['id'], now: string): Write[] {
  const { id, cohortId, version, status } = before;
  return [
    changeFacts(before, now, {
      set: { status: 'replaced', statusSince: now, statusBefore: status, replacedBy: successor },
      remove: ['parked', 'replacement', 'schoolMove'],
    }),
    logLine({ kind: 'participant', id, cohortId }, `v${version + 1}`, {
      what: 'replaced by a colleague',
      from: status,
      to: 'replaced',
      why: `the place goes on with ${successor}`,
      by: 'programme',
      at: now,
    }),
  ];
}

/** The other member of a pair is paired with the colleague from now on. */
async function newPartner(
  table: Table,
  { pair }: Participant,
  { id, contact }: Successor,
  now: string,
): Promise<Write[]> {
  const other = pair && (await table.get(key.driven('participant', pair.partnerId), participant));
  if (!other?.pair) return [];
  return [
    changeFacts(other, now, {
      set: { pair: { ...other.pair, partnerId: id } },
    }),
    ...(contact ? partnerWrites(other, contact) : []),
  ];
}

function partnerWrites(other: Participant, partner: Contact): Write[] {
  const place = key.people('participant', other.id);
  return [
    { kind: 'update', key: place, set: { 'people.partner': partner }, where: { pk: place.pk } },
    ...findAnew(other, { people: { partner } }),
  ];
}

function holdsPlace({ status }: Participant): boolean {
  return status !== 'withdrawn' && status !== 'replaced' && status !== 'merged';
}
