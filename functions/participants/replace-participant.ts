import * as v from 'valibot';
import { newDriven } from '../domain/driven.ts';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import type { Contact, People } from '../domain/people.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { JourneyView } from '../domain/views.ts';
import { type BeginLegDeps, beginLeg } from '../driving/begin-leg.ts';
import { newFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import { normaliseEmail } from '../nominations/normalise-email.ts';
import { newPeople } from '../people/found-row.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { newReference } from '../platform/random.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { changeParticipant, type Decide, overruledBy } from './change-participant.ts';

export interface Replacement {
  readonly name: string;
  readonly email: string;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type ReplacementAsked = 'asked' | 'another-is-asked' | 'same-person' | 'full' | 'not-replaceable' | 'unknown';

/**
 * Names the colleague who is to take a participant's place over. They are asked like every nominee, by a nomination for
 * which the head has promised already; when they agree they are enrolled, with a journey of their own from there on, and
 * this record closes with all its history and credit. A place that was given back is taken again and kept for them.
 * Until then nothing changes for whoever has the place. The same colleague twice is once.
 */
export async function replaceParticipant(
  deps: BeginLegDeps,
  id: string,
  replacement: Replacement,
): Promise<ReplacementAsked> {
  const reference = newReference();
  const outcome =
    (await changeParticipant(deps, id, decideReplacement(deps.table, replacement, reference))) ?? 'unknown';
  if (outcome === 'asked') await beginAsking(deps, id);
  return outcome;
}

/** Begins the nomination's first leg, also when an earlier try had died before it did. */
async function beginAsking(deps: BeginLegDeps, id: string): Promise<void> {
  const facts = await deps.table.get(key.driven('participant', id), replacementMark);
  const asked = facts?.replacement?.nominationId;
  if (asked) await beginLeg(deps, { kind: 'nomination', id: asked, after: 0, because: 'first' });
}

const replacementMark = v.pick(participant, ['replacement']);

const over: readonly Nomination['status'][] = ['accepted', 'declined', 'withdrawn', 'expired', 'not-taken'];

export function decideReplacement(table: Table, replacement: Replacement, reference: string): Decide<ReplacementAsked> {
  const { name, email, note, by } = replacement;
  return async (view, now) => {
    const { participant } = view;
    if (!isReplaceable(participant))
      return { outcome: 'not-replaceable', overruled: overruledBy(participant, 'replacement', by) };
    const people = await readPeople(table, 'participant', participant.id);
    if (isSameAddress(people.participant, email)) return { outcome: 'same-person' };
    const pending = await pendingNominee(table, participant);
    if (pending) return { outcome: isSameAddress(pending, email) ? 'asked' : 'another-is-asked' };
    const free = participant.status === 'withdrawn';
    return {
      outcome: 'asked',
      otherwise: 'full',
      change: {
        set: { replacement: { nominationId: reference as Nomination['id'], since: now } },
        writes: [
          ...nominationWrites(view, people, { name, email, reference, by, keepsPlace: free }, now),
          ...(free ? [keptPlace(view)] : []),
        ],
        what: 'a colleague is asked to take the place over',
        to: reference,
        why: note,
        by,
      },
    };
  };
}

/** Whoever takes part or pauses, and who left and whose place nobody was given. */
export function isReplaceable(participant: Participant): boolean {
  return isTakingPart(participant) || participant.status === 'deferred' || participant.status === 'withdrawn';
}

/** The colleague who has been asked and has not answered yet. */
export async function pendingNominee(table: Table, { replacement }: Participant): Promise<Contact | undefined> {
  if (!replacement) return undefined;
  const asked = await table.get(key.driven('nomination', replacement.nominationId), nomination);
  if (!asked || over.includes(asked.status)) return undefined;
  return (await readPeople(table, 'nomination', asked.id)).nominee;
}

function isSameAddress(contact: Contact | undefined, email: string): boolean {
  return contact !== undefined && normaliseEmail(contact.email) === normaliseEmail(email);
}

function keptPlace({ cohort }: JourneyView): Write {
  return {
    kind: 'update',
    key: key.cohortPlaces(cohort.id),
    increase: { taken: 1 },
    where: { taken: below(cohort.capacity) },
  };
}

interface Asked {
  readonly name: string;
  readonly email: string;
  readonly reference: string;
  readonly by: string;
  readonly keepsPlace: boolean;
}

function nominationWrites({ participant, cohort }: JourneyView, people: People, asked: Asked, now: string): Write[] {
  const { reference } = asked;
  const facts: Omit<Nomination, 'id'> & { id: string } = {
    kind: 'nomination',
    id: reference,
    programme: cohort.programme,
    cohortId: cohort.id,
    schoolUrn: participant.schoolUrn,
    schoolName: participant.schoolName,
    status: 'awaiting-promises',
    statusSince: now,
    submittedAt: now,
    late: false,
    promises: {
      head: { state: 'given', at: now, reason: 'promised for the colleague whose place it is' },
      nominee: { state: 'awaited' },
    },
    headIsNominator: false,
    statements: {},
    nomineeRole: '',
    nominatorRole: '',
    subjectLeadAware: true,
    eligibility: { reasons: [] },
    questions: [],
    alike: [],
    replaces: participant.id,
    keepsPlace: asked.keepsPlace,
    ...newDriven(reference, now),
  };
  const subject = key.driven('nomination', reference);
  return [
    { kind: 'put', item: { ...subject, ...newFacts(nomination, facts, now) } },
    ...newPeople(facts, peopleOf(people, asked)),
    {
      kind: 'put',
      item: {
        ...key.cohortNomination(cohort.id, reference),
        id: reference,
        schoolName: participant.schoolName,
        submittedAt: now,
      },
    },
    logLine({ kind: 'nomination', id: reference, cohortId: cohort.id }, 'v1', {
      what: 'named to take over a place',
      to: 'awaiting-promises',
      why: `the place of ${participant.id}`,
      by: asked.by,
      at: now,
    }),
  ];
}

function peopleOf({ head, 'subject-lead': subjectLead }: People, { name, email }: Asked): People {
  return {
    nominee: { name, email, emailState: 'ok', linkEpoch: 0 },
    ...(head && { head: { ...head, linkEpoch: 0 } }),
    ...(subjectLead && { 'subject-lead': { ...subjectLead, linkEpoch: 0 } }),
  };
}
