import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { newDriven } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import { participantId, referenceAlphabet } from '../domain/ids.ts';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import { type People, recipientRole } from '../domain/people.ts';
import { readAs } from '../domain/read-as.ts';
import { type BeginLegDeps, beginLeg } from '../driving/begin-leg.ts';
import { changeFacts, newFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import { type PassedOn, passPlaceOn } from '../participants/pass-place-on.ts';
import { enrolmentOf, enrolmentsOf } from '../participants/person.ts';
import { newPeople } from '../people/found-row.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { readProgramme } from '../programmes/read-programme.ts';
import { beginWorkGroup } from '../work-groups/new-work-group.ts';

export const enrolRequest = v.object({ id: v.string(), step: v.object({ seen: whole, leg: whole }) });

export class NotToEnrol extends Error {
  override readonly name = 'NotToEnrol';
}

/**
 * Makes participants of an accepted nominee, or of both members of a pair: each participant, their people, their
 * membership of the cohort and the mark on the nomination in one transaction, then the first leg of each journey. A
 * participant's id follows from the nomination's, so whatever is repeated after a crash makes the same ones; if the
 * process dies before a leg begins, the sweep begins it.
 */
export async function enrol(
  deps: BeginLegDeps,
  { id, step }: v.InferOutput<typeof enrolRequest>,
): Promise<{ participantId: string }> {
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  if (!facts) throw new NotToEnrol(`There is no nomination ${id}`);
  const members = membersOf(facts);
  if (!facts.participantId && facts.version === step.seen && facts.leg === step.leg)
    await writeParticipants(deps, facts, members);
  for (const member of members)
    await beginLeg(deps, { kind: 'participant', id: member.id, after: 0, because: 'first' });
  if (members.some(({ pair }) => pair)) await beginWorkGroup(deps, facts.cohortId);
  return { participantId: participantIdFor(id) };
}

/** Eight characters of the reference alphabet from a hash of the nomination's reference, and of the role in a pair. */
export function participantIdFor(nominationId: string, role: NominatedRole = 'nominee'): Participant['id'] {
  const whose = role === 'nominee' ? 'participant' : role;
  const hash = createHash('sha256').update(`${whose} of ${nominationId}`).digest();
  return readAs(
    participantId,
    Array.from(hash.subarray(0, 8), (byte) => referenceAlphabet[byte % referenceAlphabet.length]).join(''),
  );
}

type NominatedRole = 'nominee' | 'partner';

interface Member {
  readonly id: Participant['id'];
  readonly role: NominatedRole;
  readonly pair?: Participant['pair'];
}

function membersOf({ id, pair }: Nomination): Member[] {
  const nominee = participantIdFor(id);
  const partner = participantIdFor(id, 'partner');
  if (!pair) return [{ id: nominee, role: 'nominee' }];
  return [
    { id: nominee, role: 'nominee', pair: { partnerId: partner, experience: pair.experience.nominee } },
    { id: partner, role: 'partner', pair: { partnerId: nominee, experience: pair.experience.partner } },
  ];
}

async function writeParticipants(deps: BeginLegDeps, facts: Nomination, members: readonly Member[]): Promise<void> {
  const now = deps.clock.now();
  const people = await readPeople(deps.table, 'nomination', facts.id);
  const [nominee, partner] = members;
  const set = { participantId: nominee?.id, ...(partner && { partnerParticipantId: partner.id }) };
  const passed = await passPlaceOn(deps.table, facts, { id: participantIdFor(facts.id), contact: people.nominee }, now);
  const joining = await Promise.all(
    members.map((member) => participantWrites(deps.table, { facts, people, passed }, member, now)),
  );
  const written = await deps.table.transact([changeFacts(facts, now, { set }), ...joining.flat(), ...passed.writes]);
  if (!written.ok && written.failed.some((position) => position > 0))
    for (const { id } of members) await checkSamePerson(deps, facts, id);
  deps.log.info(written.ok ? 'enrolled' : 'enrolment out of date', {
    nomination: facts.id,
    participant: participantIdFor(facts.id),
    members: members.length,
  });
}

interface Joining {
  readonly facts: Nomination;
  readonly people: People;
  readonly passed: PassedOn;
}

async function participantWrites(
  table: Table,
  { facts, people, passed }: Joining,
  member: Member,
  now: string,
): Promise<Write[]> {
  const { id, role } = member;
  const email = people[role]?.email;
  const earlier = email === undefined ? [] : await enrolmentsOf(table, email);
  const pair = await recogniseExperience(table, passed.pair ?? member.pair, earlier);
  const made = newParticipant(facts, { ...member, ...(pair && { pair }) }, earlier, now);
  const around = { ...people, ...(passed.partner && { partner: passed.partner }) };
  return [
    { kind: 'put', item: { ...key.driven('participant', id), ...newFacts(participant, made, now) } },
    ...newPeople({ ...facts, kind: 'participant', id }, peopleOfParticipant(around, role)),
    { kind: 'put', item: { ...key.cohortParticipant(facts.cohortId, id), id, joinedAt: now } },
    ...(email === undefined ? [] : [enrolmentOf(email, id, now)]),
  ];
}

/** Whoever completed the lead teachers' programme with us is a Mastery Specialist, whatever the form says. */
async function recogniseExperience(
  table: Table,
  pair: Participant['pair'],
  earlier: Participant['earlier'],
): Promise<Participant['pair']> {
  if (!pair) return undefined;
  const before = await Promise.all(earlier.map((id) => table.get(key.driven('participant', id), participant)));
  for (const done of before.filter((each) => each?.status === 'completed')) {
    if (!done) continue;
    const { kind } = await readProgramme(table, done.programme);
    if (kind === 'lead-teacher') return { ...pair, experience: 'specialist', recognised: true };
  }
  return pair;
}

/** The participant is there already: from another run of the same enrolment, or (39 bits of a hash) somebody else's. */
async function checkSamePerson(deps: BeginLegDeps, facts: Nomination, participantId: string): Promise<void> {
  const there = await deps.table.get(key.driven('participant', participantId), participant);
  if (there?.nominationId !== facts.id) throw new NotToEnrol(`${participantId} is taken by somebody else`);
}

function newParticipant(
  facts: Nomination,
  { id, pair }: Member,
  earlier: Participant['earlier'],
  now: string,
): Record<string, unknown> {
  const made: Omit<Participant, 'id' | 'restarts'> & Pick<Member, 'id'> & { restarts: string[] } = {
    kind: 'participant',
    id,
    nominationId: facts.id,
    programme: facts.programme,
    cohortId: facts.cohortId,
    schoolUrn: facts.schoolUrn,
    schoolName: facts.schoolName,
    status: 'onboarding',
    statusSince: now,
    enrolledAt: now,
    reviews: {},
    decisions: {},
    addressFailed: false,
    stint: 1,
    schoolSpells: [],
    earlier: earlier.filter((other) => other !== id),
    ...(facts.replaces && { replaces: facts.replaces }),
    ...(pair && { pair }),
    ...newDriven(id, now, facts.epoch),
    // Enrolled again after a restore: what the calendar had due before may have been sent by the enrolment that was forgotten.
    ...(facts.restored && { restored: facts.restored }),
  };
  return made;
}

/** Links of the nomination die with it: every contact starts a new epoch in the participant's own people item. */
function peopleOfParticipant(people: People, role: NominatedRole): People {
  const named: People = {
    participant: people[role],
    partner: people[role === 'nominee' ? 'partner' : 'nominee'],
    head: people.head,
    nominator: people.nominator,
    'subject-lead': people['subject-lead'],
  };
  const kept = recipientRole.options.flatMap((each) => {
    const contact = named[each];
    return contact ? [[each, { ...contact, linkEpoch: 0 }]] : [];
  });
  return Object.fromEntries(kept);
}
