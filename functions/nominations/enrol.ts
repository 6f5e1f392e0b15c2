import { createHash } from 'node:crypto';
import * as z from 'zod';
import { newDriven } from '../domain/driven.ts';
import { referenceAlphabet } from '../domain/ids.ts';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { type BeginLegDeps, beginLeg } from '../driving/begin-leg.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

export const enrolRequest = z.object({ id: z.string(), step: z.object({ seen: z.int(), leg: z.int() }) });

export class NotToEnrol extends Error {
  override readonly name = 'NotToEnrol';
}

/**
 * Makes a participant of an accepted nominee: the participant, their people, the membership of the cohort and the mark
 * on the nomination in one transaction, then the journey's first leg. The participant's id follows from the
 * nomination's, so whatever is repeated after a crash makes the same one participant; if the process dies before the
 * leg begins, the sweep begins it.
 */
export async function enrol(
  deps: BeginLegDeps,
  { id, step }: z.infer<typeof enrolRequest>,
): Promise<{ participantId: string }> {
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  if (!facts) throw new NotToEnrol(`There is no nomination ${id}`);
  const participantId = participantIdFor(id);
  if (!facts.participantId && facts.version === step.seen && facts.leg === step.leg)
    await writeParticipant(deps, facts, participantId);
  await beginLeg(deps, { kind: 'participant', id: participantId, after: 0, because: 'first' });
  return { participantId };
}

/** Eight characters of the reference alphabet from a hash of the nomination's reference. */
export function participantIdFor(nominationId: string): string {
  const hash = createHash('sha256').update(`participant of ${nominationId}`).digest();
  return Array.from(hash.subarray(0, 8), (byte) => referenceAlphabet[byte % referenceAlphabet.length]).join('');
}

async function writeParticipant(deps: BeginLegDeps, facts: Nomination, participantId: string): Promise<void> {
  const now = deps.clock.now();
  const people = await readPeople(deps.table, 'nomination', facts.id);
  const writes: Write[] = [
    {
      kind: 'put',
      item: { ...key.driven('participant', participantId), ...newParticipant(facts, participantId, now) },
    },
    { kind: 'put', item: { ...key.people('participant', participantId), people: peopleOfParticipant(people) } },
    {
      kind: 'put',
      item: { ...key.cohortParticipant(facts.cohortId, participantId), id: participantId, joinedAt: now },
    },
    changeFacts({ kind: 'nomination', id: facts.id, seen: facts.version }, now, { set: { participantId } }),
  ];
  const written = await deps.table.transact(writes);
  if (!written.ok && written.failed.includes(0)) await checkSamePerson(deps, facts, participantId);
  deps.log.info(written.ok ? 'enrolled' : 'enrolment out of date', {
    nomination: facts.id,
    participant: participantId,
  });
}

/** The participant is there already: from another run of the same enrolment, or (39 bits of a hash) somebody else's. */
async function checkSamePerson(deps: BeginLegDeps, facts: Nomination, participantId: string): Promise<void> {
  const there = await deps.table.get(key.driven('participant', participantId), participant);
  if (there?.nominationId !== facts.id) throw new NotToEnrol(`${participantId} is taken by somebody else`);
}

function newParticipant(facts: Nomination, participantId: string, now: string): Record<string, unknown> {
  const made: Omit<Participant, 'id' | 'restarts'> & { id: string; restarts: string[] } = {
    kind: 'participant',
    id: participantId,
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
    ...newDriven(participantId, now),
  };
  return made;
}

/** Links of the nomination die with it: every contact starts a new epoch in the participant's own people item. */
function peopleOfParticipant(people: People): People {
  const { nominee, head, nominator } = people;
  const subjectLead = people['subject-lead'];
  const kept: People = {};
  if (nominee) kept.participant = { ...nominee, linkEpoch: 0 };
  if (head) kept.head = { ...head, linkEpoch: 0 };
  if (nominator) kept.nominator = { ...nominator, linkEpoch: 0 };
  if (subjectLead) kept['subject-lead'] = { ...subjectLead, linkEpoch: 0 };
  return kept;
}
