import { pairIdsOf } from '../domain/pairs.ts';
import type { Participant } from '../domain/participant.ts';
import type { Contact } from '../domain/people.ts';
import type { WorkGroupView } from '../domain/views.ts';
import type { Guest } from '../domain/work-group.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { normaliseName } from '../nominations/sameness.ts';
import { present } from '../platform/expressions.ts';
import { key, partition, type TableKey } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { changeGroup, type GroupDeps } from '../work-groups/change-group.ts';
import { isNamedIn, takeNameOut } from './name-in-text.ts';

/** Something that was written for a Work Group, and whose schools it is about. */
interface GroupText {
  readonly place: TableKey;
  /** Where in the item it stands. */
  readonly path: string;
  readonly what: string;
  readonly text: string;
  readonly pairs: readonly string[];
  readonly at: string;
}

/** Where what others wrote for a Work Group names somebody, and where they came along as a guest. */
export interface GroupMention {
  readonly what: string;
  readonly text: string;
  readonly at: string;
}

/** Who is looked for in a group: by name, since nobody has an address there, and by the pair that they were of. */
interface Sought {
  readonly person: Contact;
  readonly pairId: Participant['nominationId'];
}

type Member = Pick<Participant, 'id' | 'nominationId'>;

/** In a group that they have left their pair is known by the nomination that they came by. */
function soughtIn(view: WorkGroupView, { id, nominationId }: Member, person: Contact): Sought {
  return { person, pairId: pairIdsOf(view.participants).get(id) ?? nominationId };
}

/** The cohorts that somebody is and was in, by their record: what they did in one stays with it when they move. */
export async function cohortsOf(
  table: Table,
  { id, cohortId }: Pick<Participant, 'id' | 'cohortId'>,
): Promise<string[]> {
  const lines = await table.queryAll({ pk: partition.subject('participant', id), prefix: 'LOG#' });
  return [...new Set([cohortId, ...lines.flatMap(({ logOf }) => (typeof logOf === 'string' ? [logOf] : []))])];
}

/** What names them in words of others; their own answers and requests are rows of theirs. */
export function groupMentionsOf(view: WorkGroupView, member: Member, person: Contact): GroupMention[] {
  const { id } = member;
  const sought = soughtIn(view, member, person);
  const guests = guestsLike(view, sought).map(({ name, at }) => ({
    what: 'On the register as a guest',
    text: name,
    at,
  }));
  const texts = textsOf(view, id).filter(({ text, pairs }) => isNamedIn(text, person, isOwn(sought, pairs)));
  return [...guests, ...texts.map(({ what, text, at }) => ({ what, text, at }))];
}

function isOwn({ pairId }: Sought, pairs: readonly string[]): boolean {
  return pairs.includes(pairId);
}

/** A guest has a name and a school. The same name from the same school is taken for the same person. */
function guestsLike({ guests }: WorkGroupView, { person, pairId }: Sought): Guest[] {
  return guests.filter((each) => each.pairId === pairId && normaliseName(each.name) === normaliseName(person.name));
}

/** Whatever people typed, but for what the person themselves answered and asked for. */
function textsOf(view: WorkGroupView, own: string): GroupText[] {
  const { group, pairNotes, slots, observations, pulses, supportRequests } = view;
  const texts = [
    ...pairNotes.map(({ pairId, note, at }) =>
      textsIn(key.pairNote(group.id, pairId), 'A note about the pair', [pairId], at, { note }),
    ),
    ...slots.map(({ id, pairId, focus, lesson, at }) =>
      textsIn(key.observationSlot(group.id, id), 'A lesson that was offered', [pairId], at, { focus, lesson }),
    ),
    ...observations.map(({ id, hostPairId, visitorPairId, focus, lesson, notes, revisedBecause = '', revisedAt }) =>
      textsIn(key.observation(group.id, id), 'A visit and its notes', [hostPairId, visitorPairId], revisedAt, {
        focus,
        lesson,
        revisedBecause,
        ...Object.fromEntries(Object.entries(notes).map(([pairId, { text }]) => [`notes.${pairId}.text`, text])),
      }),
    ),
    ...pulses
      .filter(({ participantId }) => participantId !== own)
      .map(({ sessionId, participantId, pairId, withWhom, changed, at }) =>
        textsIn(key.pulse(group.id, sessionId, participantId), 'An answer of a colleague', [pairId], at, {
          withWhom,
          changed,
        }),
      ),
    ...supportRequests
      .filter(({ askedBy }) => askedBy !== own)
      .map(({ id, pairId, wish, assignedTo = '', answer = '', at }) =>
        textsIn(key.supportRequest(group.id, id), 'A request for support', [pairId], at, { wish, assignedTo, answer }),
      ),
  ];
  return texts.flat();
}

function textsIn(
  place: TableKey,
  what: string,
  pairs: readonly string[],
  at: string,
  fields: Readonly<Record<string, string>>,
): GroupText[] {
  return Object.entries(fields).map(([path, text]) => ({ place, path, what, text, pairs, at }));
}

/**
 * Takes somebody who is erased out of what others wrote for their Work Groups: their name out of notes and answers, and
 * themselves off registers on which they were guests. Who took over their place keeps the pair that it is of. With the last
 * of a pair goes what their school wrote: the note about the pair, its guests, and its side of visits. Twice is once.
 */
export async function forgetInGroups(deps: GroupDeps, facts: Participant, person: Contact, by: string): Promise<void> {
  for (const cohortId of await cohortsOf(deps.table, facts)) await forgetInGroup(deps, cohortId, { facts, person, by });
}

interface Forgotten {
  readonly facts: Participant;
  readonly person: Contact;
  readonly by: string;
}

async function forgetInGroup(deps: GroupDeps, cohortId: string, { facts, person, by }: Forgotten): Promise<void> {
  await changeGroup(deps, cohortId, ({ view }, now) => {
    const sought = soughtIn(view, facts, person);
    const heirs = view.participants.filter(({ replaces, pairOf }) => replaces === facts.id && pairOf === undefined);
    const ids = pairIdsOf(view.participants);
    const isLast = view.participants.every(({ id }) => id === facts.id || ids.get(id) !== sought.pairId);
    const gone = goneWith(view, sought, isLast);
    const writes = [
      ...wordsTakenOut(view, facts.id, { ...sought, isLast, gone }),
      ...gone.map((place): Write => ({ kind: 'delete', key: place })),
      ...heirs.map((heir) => changeFacts(heir, now, { set: { pairOf: sought.pairId } })),
    ];
    if (writes.length === 0) return { outcome: undefined };
    const line = { what: 'somebody who was erased', to: 'taken out of the group’s notes', why: '', by };
    return { outcome: undefined, change: { writes, ...line } };
  });
}

/** Items that go whole. */
function goneWith(view: WorkGroupView, sought: Sought, isLast: boolean): TableKey[] {
  const { group, guests, pairNotes } = view;
  const theirs = isLast ? guests.filter(({ pairId }) => pairId === sought.pairId) : guestsLike(view, sought);
  const notes = isLast ? pairNotes.filter(({ pairId }) => pairId === sought.pairId) : [];
  return [
    ...theirs.map(({ sessionId, id }) => key.guest(group.id, sessionId, id)),
    ...notes.map(({ pairId }) => key.pairNote(group.id, pairId)),
  ];
}

interface Leaving extends Sought {
  readonly isLast: boolean;
  readonly gone: readonly TableKey[];
}

/** One write for each item, as a transaction takes no two of one. */
function wordsTakenOut(view: WorkGroupView, own: string, { isLast, gone, ...sought }: Leaving): Write[] {
  const writes = new Map<
    string,
    { readonly place: TableKey; readonly set: Record<string, string>; remove: string[] }
  >();
  for (const { place, path, text, pairs } of textsOf(view, own)) {
    if (gone.some(({ sk }) => sk === place.sk)) continue;
    const without = takeNameOut(text, sought.person, isOwn(sought, pairs));
    const theirNotes = isLast && path === `notes.${sought.pairId}.text`;
    if (without === text && !theirNotes) continue;
    const write = writes.get(place.sk) ?? { place, set: {}, remove: [] };
    if (theirNotes) write.remove.push(`notes.${sought.pairId}`);
    else write.set[path] = without;
    writes.set(place.sk, write);
  }
  return [...writes.values()].map(({ place, set, remove }) => ({
    kind: 'update',
    key: place,
    set,
    remove,
    where: { pk: present },
  }));
}
