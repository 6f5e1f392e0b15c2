import { beforeEach, describe, expect, test } from 'vitest';
import { dataDocument } from '../../functions/console/data/data-document.tsx';
import { eraseRecord } from '../../functions/erasure/erase-record.ts';
import { storedOf } from '../../functions/erasure/subject-access.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { deferParticipant } from '../../functions/participants/defer-participant.ts';
import { replaceParticipant } from '../../functions/participants/replace-participant.ts';
import { resumeParticipant } from '../../functions/participants/resume-participant.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { partition } from '../../functions/platform/keys.ts';
import { addGuest } from '../../functions/work-groups/add-guest.ts';
import { answerPulse } from '../../functions/work-groups/answer-pulse.ts';
import { notePair } from '../../functions/work-groups/note-pair.ts';
import { offerSlot, saveNotes } from '../../functions/work-groups/observe.ts';
import { askForSupport, moveSupport } from '../../functions/work-groups/support.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { visibleText } from '../support/html.ts';
import { factsOf } from './people-world.ts';
import {
  attendAll,
  enrolPair,
  groupId,
  groupOf,
  laterGroup,
  openGroup,
  openLaterGroup,
  pairNow,
  type SamplePair,
} from './work-group-world.ts';

const by = 'sample-admin';
const erasure = { reason: 'asked', by } as const;

/** "First Quetzal" and "Second Quetzal" are the pair of one school, "First Birch" and "Second Birch" of another. */
let world: InMemoryWorld;
let quetzal: SamplePair;
let birch: SamplePair;
let first: string;
let second: string;

beforeEach(async () => {
  world = await openGroup();
  quetzal = await enrolPair(world, 'Quetzal');
  birch = await enrolPair(world, 'Birch');
  [first, second] = quetzal.members;
  await attendAll(world, 'meeting-1', [...quetzal.members, ...birch.members]);
  const guest = (id: string, pairId: string, name: string) =>
    addGuest(world.deps, groupId, { id, sessionId: 'meeting-1', pairId, name, by: 'lead' });
  await guest('GSTA2345', quetzal.id, 'first quetzal');
  await guest('GSTB2345', birch.id, 'First Quetzal');
  await guest('GSTC2345', quetzal.id, 'Third Guest');
  await notePair(world.deps, groupId, quetzal.id, { note: 'First is new to it.', helpWanted: false, by: second });
  await notePair(world.deps, groupId, birch.id, { note: 'We plan with First Quetzal.', helpWanted: false, by: 'lead' });
  await world.jumpTo('2026-10-06T10:00:00Z');
  const answer = { sessionId: 'meeting-1', done: 'yes', reached: 1, of: 2 } as const;
  await answerPulse(world.deps, groupId, second, { ...answer, withWhom: 'With First', changed: 'Our planning' });
  await answerPulse(world.deps, groupId, first, { ...answer, withWhom: 'With Second', changed: 'My own words' });
  await askForSupport(world.deps, groupId, second, { id: 'ASKA2345', for: 'pair', wish: 'A visit to First' });
  await moveSupport(world.deps, groupId, 'ASKA2345', 'lead', {
    do: 'assign',
    assignedTo: 'First Quetzal',
    halfDays: 1,
    answer: 'First Quetzal comes',
  });
  await world.settle();
});

/** Both schools visited each other’s lessons and wrote down what they take from it. */
async function visited(): Promise<void> {
  const on = (day: string) => ({ startsAt: `${day}T10:00:00Z`, endsAt: `${day}T11:00:00Z` });
  const lesson = { lesson: 'Year 8, fractions', focus: 'How pupils explain why' };
  await offerSlot(world.deps, groupId, first, { id: 'SLTA2345', ...on('2026-11-10'), ...lesson });
  await offerSlot(world.deps, groupId, birch.members[0], { id: 'SLTB2345', ...on('2026-11-12'), ...lesson });
  await world.settle();
  await world.jumpTo('2026-11-20T12:00:00Z');
  for (const visit of (await groupOf(world)).view.observations) {
    await saveNotes(world.deps, groupId, second, visit.id, 'Our own words of it');
    await saveNotes(world.deps, groupId, birch.members[0], visit.id, 'We plan it like First Quetzal.');
  }
}

const rows = async () => world.table.queryAll({ pk: partition.subject('work-group', groupId) });
const written = async () => (await rows()).filter(({ sk }) => /^[BCD]#/.test(sk)).map((row) => JSON.stringify(row));

async function erase(id: string): Promise<void> {
  await withdrawParticipant(world.deps, id, { reason: 'other', note: '', by });
  await world.settle();
  expect(await eraseRecord(world.deps, { kind: 'participant', id }, erasure)).toBe('erased');
}

describe('somebody of a Work Group who asks what is kept', () => {
  test('gets where the group’s notes name them, and no note that does not', async () => {
    const stored = await storedOf(world.table, { kind: 'participant', id: first }, [groupId]);
    expect(stored?.records[0]?.groupMentions.map(({ text }) => text).sort()).toEqual([
      'A visit to First',
      'First Quetzal',
      'First Quetzal comes',
      'First is new to it.',
      'We plan with First Quetzal.',
      'With First',
      'first quetzal',
    ]);
    if (!stored) throw new Error('Nothing is kept');
    const page = visibleText(await dataDocument(stored, world.deps.clock.now(), 'Sample Maths Hub'));
    expect(page).toContain('Where your Work Group’s notes name you');
    expect(page).toContain('We plan with First Quetzal.');
    const other = await storedOf(world.table, { kind: 'participant', id: birch.members[1] }, [groupId]);
    expect(other?.records[0]?.groupMentions).toEqual([]);
  });
});

describe('somebody of a Work Group who is erased', () => {
  test('is named in no note, answer, request or register of it, and nobody else loses a word', async () => {
    await visited();
    await erase(first);
    const left = (await written()).filter((row) => !row.includes('GSTB2345')).join('\n');
    expect(left).not.toMatch(/first quetzal|with first|first is new|my own words/i);
    for (const kept of ['Third Guest', 'Our planning', 'Our own words of it', 'We plan it like [name taken out].'])
      expect(left).toContain(kept);
    // A guest of another school has the same name by chance, as far as anybody can say.
    expect((await groupOf(world)).view.guests.map(({ name, pairId }) => [name, pairId])).toEqual([
      ['First Quetzal', birch.id],
      ['Third Guest', quetzal.id],
    ]);
  });

  test('leaves the group a line without words, and its plan goes on', async () => {
    await erase(first);
    const lines = (await rows()).filter(({ sk }) => sk.startsWith('LOG#'));
    expect(lines.filter(({ what }) => what === 'somebody who was erased')).toMatchObject([{ by, why: '' }]);
    await world.jumpTo('2027-09-15T10:00:00Z');
    expect((await groupOf(world)).view.group.status).toBe('completed');
    expect(world.alarms).toEqual([]);
  });

  test('twice is once', async () => {
    await erase(first);
    const before = await written();
    await eraseRecord(world.deps, { kind: 'participant', id: first }, erasure);
    expect(await written()).toEqual(before);
  });

  test('goes from a group that they have left for another one too', async () => {
    await openLaterGroup(world);
    await deferParticipant(world.deps, first, { reason: 'parental-leave', note: '', by });
    await resumeParticipant(world.deps, first, { cohortId: laterGroup, note: '', by });
    await world.settle();
    expect((await factsOf(world, first)).cohortId).toBe(laterGroup);
    const stored = await storedOf(world.table, { kind: 'participant', id: first }, [laterGroup]);
    expect(stored?.records[0]?.groupMentions.map(({ text }) => text)).toContain('We plan with First Quetzal.');
    expect(JSON.stringify(stored?.records[0]?.groupRows)).toContain('My own words');
    await erase(first);
    const left = (await written()).filter((row) => !row.includes('GSTB2345')).join('\n');
    expect(left).not.toMatch(/first quetzal|with first|first is new|my own words/i);
    expect(left).toContain('Third Guest');
  });

  test('as the last of a pair takes along what their school wrote, and leaves what the other school did', async () => {
    await visited();
    await erase(first);
    await erase(second);
    const { view } = await groupOf(world);
    expect(view.pairNotes.map(({ pairId }) => pairId)).toEqual([birch.id]);
    expect(view.guests.map(({ pairId }) => pairId)).toEqual([birch.id]);
    expect((await written()).join('\n')).not.toMatch(/Our own words|Our planning|quetzal@|second quetzal/i);
    expect(view.observations.flatMap(({ notes }) => Object.keys(notes))).toEqual(view.observations.map(() => birch.id));
  });

  test('and was replaced leaves the pair as it was: its visits and notes are still its own', async () => {
    await visited();
    await replaceParticipant(world.deps, first, {
      name: 'Later Colleague',
      email: 'later@q.example.org',
      note: '',
      by,
    });
    await world.settle();
    const nominationId = (await factsOf(world, first)).replacement?.nominationId ?? '';
    await answerPromise(world.deps, nominationId, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.settle();
    expect(await eraseRecord(world.deps, { kind: 'participant', id: first }, erasure)).toBe('erased');
    await world.settle();
    const pair = await pairNow(world, quetzal);
    expect(pair.members).toHaveLength(2);
    expect((await groupOf(world)).pairs).toHaveLength(2);
    expect(Object.keys((await groupOf(world)).view.observations[0]?.notes ?? {}).sort()).toEqual(
      [birch.id, quetzal.id].sort(),
    );
  });
});
