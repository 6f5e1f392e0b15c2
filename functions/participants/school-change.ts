import type { Participant, SchoolMove, SchoolSpell } from '../domain/participant.ts';
import type { Contact, People } from '../domain/people.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { readPeople } from '../driving/read-people.ts';
import { findAnew } from '../people/found-row.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { changeParticipant, type Decide, overruledBy, type ParticipantDeps } from './change-participant.ts';
import { leaving } from './withdraw-participant.ts';

/** Where they go: what follows differs, and so does whether a headteacher has to promise. */
export type SchoolChange = {
  readonly urn: string;
  readonly name: string;
  /** The first day at the new school: past, today or still to come. */
  readonly from: string;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
} & (
  | { readonly to: 'in-hub'; readonly head: { readonly name: string; readonly email: string } }
  | { readonly to: 'successor' }
  | { readonly to: 'elsewhere'; readonly becomes: 'withdraw' | 'pause' }
);

export type SchoolChangeAsked = 'asked' | 'recorded' | 'same-school' | 'before-enrolment' | 'not-active' | 'unknown';

/**
 * Records that a participant goes to another school. Inside the hub the new headteacher is asked by a signed link and
 * the change happens on its day once they have promised; a successor of the same school needs no promise; whoever goes
 * elsewhere leaves or pauses on that day. The journey does it when the day comes. Twice is once; another change that is
 * still on its way is replaced.
 */
export async function changeSchool(
  deps: ParticipantDeps,
  id: string,
  change: SchoolChange,
): Promise<SchoolChangeAsked> {
  return (await changeParticipant(deps, id, decideSchoolChange(deps.table, change))) ?? 'unknown';
}

export function decideSchoolChange(table: Table, change: SchoolChange): Decide<SchoolChangeAsked> {
  return async ({ participant }, now) => {
    if (!isTakingPart(participant) && participant.status !== 'deferred')
      return { outcome: 'not-active', overruled: overruledBy(participant, 'change of school', change.by) };
    const outcome = change.to === 'in-hub' ? 'asked' : 'recorded';
    const people = await readPeople(table, 'participant', participant.id);
    if (isSame(participant, people, change)) return { outcome };
    if (change.urn !== '' && change.urn === participant.schoolUrn) return { outcome: 'same-school' };
    if (change.from < participant.enrolledAt.slice(0, 10)) return { outcome: 'before-enrolment' };
    return {
      outcome,
      change: {
        set: { schoolMove: moveOf(change, now) },
        writes: change.to === 'in-hub' ? nextHeadWrites(participant, people, change.head) : [],
        what: 'change of school',
        to: `${change.name} (${change.urn || 'no URN'}) from ${change.from}`,
        why: change.note,
        by: change.by,
      },
    };
  };
}

function isSame({ schoolMove, schoolUrn, schoolSpells }: Participant, people: People, change: SchoolChange): boolean {
  const done = schoolSpells.at(-1);
  if (!schoolMove) return done?.urn === change.urn && done.from === change.from && schoolUrn === change.urn;
  const sameHead = change.to !== 'in-hub' || people['next-head']?.email === change.head.email;
  const { urn, name, from, becomes } = schoolMove;
  return (
    urn === change.urn && name === change.name && from === change.from && becomes === becomesOf(change) && sameHead
  );
}

function becomesOf(change: SchoolChange): SchoolMove['becomes'] {
  return change.to === 'elsewhere' ? change.becomes : 'stay';
}

function moveOf(change: SchoolChange, now: string): SchoolMove {
  const { urn, name, from, to } = change;
  return {
    urn,
    name,
    from,
    because: to === 'successor' ? 'successor' : 'moved',
    becomes: becomesOf(change),
    askedAt: now,
    promise: { state: to === 'in-hub' ? 'awaited' : 'not-needed' },
  };
}

/** Each new headteacher has links of their own: those that an earlier one was sent end. */
function nextHeadWrites(facts: Participant, people: People, { name, email }: { name: string; email: string }): Write[] {
  const known = people['next-head'];
  const contact: Contact = { name, email, emailState: 'ok', linkEpoch: (known?.linkEpoch ?? -1) + 1 };
  const path = 'people.next-head';
  return [
    {
      kind: 'update',
      key: key.people('participant', facts.id),
      set: { [path]: contact },
      where: known ? { [`${path}.linkEpoch`]: known.linkEpoch } : { [path]: absent },
    },
    ...findAnew(facts, { people: { 'next-head': contact } }),
  ];
}

/** Calls a change of school off that has not happened yet. Twice is once. */
export async function callOffSchoolChange(
  deps: ParticipantDeps,
  id: string,
  off: CallingOff,
): Promise<'called-off' | 'unknown'> {
  return (await changeParticipant(deps, id, decideCallingOff(off))) ?? 'unknown';
}

interface CallingOff {
  readonly note: string;
  readonly by: string;
}

export function decideCallingOff({ note, by }: CallingOff): Decide<'called-off'> {
  return ({ participant: { schoolMove } }) => {
    if (!schoolMove) return { outcome: 'called-off' };
    return {
      outcome: 'called-off',
      change: { remove: ['schoolMove'], what: 'change of school called off', to: schoolMove.name, why: note, by },
    };
  };
}

export interface SchoolPromise {
  readonly state: 'given' | 'refused' | 'not-me';
  readonly reason: string;
  /** The version of the words that they had before them. */
  readonly textVersion: string;
}

/** Records what the new headteacher answers, until the change has happened. "Not me" ends every link of theirs. */
export async function answerSchoolPromise(
  deps: ParticipantDeps,
  id: string,
  answer: SchoolPromise,
): Promise<'answered' | 'nothing-asked' | 'unknown'> {
  const { state, reason, textVersion } = answer;
  const outcome = await changeParticipant<'answered' | 'nothing-asked'>(deps, id, async ({ participant }, now) => {
    const { schoolMove } = participant;
    if (!schoolMove || schoolMove.promise.state === 'not-needed') return { outcome: 'nothing-asked' };
    const { promise } = schoolMove;
    if (promise.state === state && (promise.reason ?? '') === reason) return { outcome: 'answered' };
    const people = await readPeople(deps.table, 'participant', id);
    const epoch = people['next-head']?.linkEpoch;
    const path = 'people.next-head.linkEpoch';
    const ended: Write[] =
      state === 'not-me' && epoch !== undefined
        ? [{ kind: 'update', key: key.people('participant', id), set: { [path]: epoch + 1 }, where: { [path]: epoch } }]
        : [];
    return {
      outcome: 'answered',
      change: {
        set: { schoolMove: { ...schoolMove, promise: { state, at: now, textVersion, ...(reason && { reason }) } } },
        writes: ended,
        what: 'promise of the new headteacher',
        to: state,
        why: reason,
        by: 'next-head',
      },
    };
  });
  return outcome ?? 'unknown';
}

/** What the change of school itself is made of when its day has come; nothing where none is on its way. */
export async function schoolChanging(
  table: Table,
  facts: Participant,
  now: string,
): Promise<{ set: Partial<Participant>; remove: (keyof Participant)[]; writes: Write[] } | undefined> {
  const move = facts.schoolMove;
  if (!move) return undefined;
  const schoolSpells = [...spellsOf(facts), { urn: move.urn, name: move.name, from: move.from, because: move.because }];
  switch (move.becomes) {
    case 'stay':
      return {
        set: { schoolUrn: move.urn, schoolName: move.name, schoolSpells, schoolMovedAt: now },
        remove: ['schoolMove'],
        writes: await stayingWrites(table, facts, move),
      };
    case 'withdraw': {
      const left = await leaving(table, facts, 'moved-school', now);
      return { ...left, set: { ...left.set, schoolSpells } };
    }
    case 'pause':
      return {
        set: {
          schoolSpells,
          ...(facts.status !== 'deferred' && {
            status: 'deferred',
            statusSince: now,
            statusReason: 'moved-school',
            pausedFrom: facts.status,
          }),
        },
        remove: ['schoolMove', 'parked'],
        writes: [],
      };
  }
}

function spellsOf({ schoolSpells, schoolUrn, schoolName, enrolledAt }: Participant): SchoolSpell[] {
  if (schoolSpells.length > 0) return schoolSpells;
  return [{ urn: schoolUrn, name: schoolName, from: enrolledAt.slice(0, 10), because: 'enrolled' }];
}

/** The new headteacher takes the old one's part; the old one is told, and the old school's subject leader is not theirs any more. */
async function stayingWrites(table: Table, facts: Participant, { because, urn, name }: SchoolMove): Promise<Write[]> {
  const people = await readPeople(table, 'participant', facts.id);
  const { head, 'next-head': next } = people;
  const place = key.people('participant', facts.id);
  const school = { schoolUrn: urn, schoolName: name };
  if (because === 'successor')
    return [
      ...(people['previous-head']
        ? [{ kind: 'update', key: place, remove: ['people.previous-head'], where: { pk: place.pk } } as const]
        : []),
      ...findAnew(facts, { school, people: { 'previous-head': undefined } }),
    ];
  const named = { ...(next && { head: next }), ...(head && { 'previous-head': head }) };
  const set = Object.fromEntries(Object.entries(named).map(([role, contact]) => [`people.${role}`, contact]));
  return [
    { kind: 'update', key: place, set, remove: ['people.subject-lead'], where: { pk: place.pk } },
    ...findAnew(facts, { school, people: { ...named, 'subject-lead': undefined } }),
  ];
}
