import { describe, expect, it } from 'vitest';
import { hasSpecialist, sizeOf } from '../../functions/domain/pairs.ts';
import { places } from '../../functions/domain/places.ts';
import { healthOf, healthWords } from '../../functions/domain/work-group-situation.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { correctPerson } from '../../functions/participants/correct-person.ts';
import { replaceParticipant } from '../../functions/participants/replace-participant.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key } from '../../functions/platform/keys.ts';
import { answerPulse } from '../../functions/work-groups/answer-pulse.ts';
import { sentTwice } from './people-world.ts';
import { attendAll, enrolPair, groupId, groupOf, mailsOf, openGroup, pairNow } from './work-group-world.ts';

const leaves = { reason: 'other', note: '', by: 'admin' } as const;

describe('a pair of a Work Group', () => {
  it('without a Mastery Specialist or Advocate is warned of once, offered help, and goes on', async () => {
    const world = await openGroup();
    await enrolPair(world, 'Ash', ['neither', 'neither']);
    await enrolPair(world, 'Birch', ['neither', 'advocate']);
    await world.jumpTo('2026-06-01T10:00:00Z');
    expect(mailsOf(world, 'pair-warn')).toEqual([
      'maths@ash.example.org: Your pair has no Mastery Specialist or Advocate: shall we help?',
      'lead@example.org: Sample Ash School has no Mastery Specialist or Advocate',
    ]);
    expect(world.alarms).toEqual([]);
  });

  it('whose only Specialist leaves is warned of once, not every night (case 24)', async () => {
    const world = await openGroup();
    const pair = await enrolPair(world, 'Ash');
    await world.jumpTo('2026-05-05T10:00:00Z');
    expect(mailsOf(world, 'pair-warn')).toEqual([]);
    await withdrawParticipant(world.deps, pair.members[0], leaves);
    await world.settle();
    await world.jumpTo('2026-07-20T10:00:00Z');
    expect(mailsOf(world, 'pair-warn')).toHaveLength(2);
    expect(sentTwice(world)).toEqual([]);
  });

  it('keeps its credit and its task when one is replaced between two sessions (case 22)', async () => {
    const world = await openGroup();
    const pair = await enrolPair(world, 'Ash');
    await attendAll(world, 'meeting-1', pair.members);
    const [leaver, stays] = pair.members;
    await world.jumpTo('2026-10-05T10:00:00Z');
    const asked = await replaceParticipant(world.deps, leaver, {
      name: 'Third Ash',
      email: 'third@ash.example.org',
      note: '',
      by: 'admin',
    });
    expect(asked).toBe('asked');
    await world.settle();
    const before = await pairNow(world, pair);
    const nominationId = before.members.find(({ id }) => id === leaver)?.replacement?.nominationId ?? '';
    await answerPromise(world.deps, nominationId, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.settle();
    const after = await pairNow(world, pair);
    expect(sizeOf(after)).toBe('whole');
    expect(after.members.map(({ id }) => id as string)).toContain(stays);
    expect(after.members.map(({ id }) => id as string)).not.toContain(leaver);
    await world.jumpTo('2026-11-10T10:00:00Z');
    expect(mailsOf(world, 'implement-pulse').map((mail) => mail.split(':')[0])).toEqual(
      expect.arrayContaining(['second@ash.example.org', 'third@ash.example.org']),
    );
  });

  it('both of whose members leave is the lead’s to call, and its head may name colleagues (case 23)', async () => {
    const world = await openGroup();
    const pair = await enrolPair(world, 'Ash');
    await world.jumpTo('2026-05-05T10:00:00Z');
    for (const id of pair.members) await withdrawParticipant(world.deps, id, leaves);
    await world.settle();
    expect(sizeOf(await pairNow(world, pair))).toBe('both-missing');
    expect(mailsOf(world, 'pair-missing')).toEqual([
      'lead@example.org: Both members at Sample Ash School have left: please call',
    ]);
    expect(mailsOf(world, 'pair-gap').filter((mail) => mail.startsWith('head@'))).toHaveLength(2);
    const situation = await groupOf(world);
    expect(healthWords(healthOf(situation, await pairNow(world, pair)))).toEqual([
      'both members are missing: call the school',
    ]);
    expect((await world.table.get(key.cohortPlaces(groupId), places))?.taken).toBe(0);
  });

  it('starts the search for a colleague when a member leaves, until one is asked', async () => {
    const world = await openGroup();
    const pair = await enrolPair(world, 'Ash');
    await world.jumpTo('2026-05-05T10:00:00Z');
    await withdrawParticipant(world.deps, pair.members[1], leaves);
    await world.settle();
    expect(mailsOf(world, 'pair-gap').map((mail) => mail.split(':')[0])).toEqual([
      'first@ash.example.org',
      'head@ash.example.org',
    ]);
    await replaceParticipant(world.deps, pair.members[1], {
      name: 'Third Ash',
      email: 'third@ash.example.org',
      note: '',
      by: 'admin',
    });
    await world.settle();
    await world.jumpTo('2026-06-12T10:00:00Z');
    expect(mailsOf(world, 'pair-gap')).toHaveLength(2);
  });

  it('is reached through its other member when mail to one does not arrive', async () => {
    const world = await openGroup();
    world.mailer.dead.add('second@ash.example.org');
    const pair = await enrolPair(world, 'Ash');
    const [stays, lost] = pair.members;
    await world.jumpTo('2026-05-05T10:00:00Z');
    expect(mailsOf(world, 'address-rescue')).toEqual(['first@ash.example.org: Can you help us to reach Second Ash?']);
    const correction = { role: 'participant', name: 'Second Ash', email: 'found@ash.example.org', note: '' } as const;
    expect(await correctPerson(world.deps, lost, { ...correction, by: 'partner' })).toBe('corrected');
    await world.settle();
    const health = async () => healthOf(await groupOf(world), await pairNow(world, pair));
    expect((await health()).unreachable).toEqual([]);
    await withdrawParticipant(world.deps, stays, leaves);
    await world.settle();
    expect(mailsOf(world, 'pair-gap').map((mail) => mail.split(':')[0])).toEqual([
      'found@ash.example.org',
      'head@ash.example.org',
    ]);
  });

  it('that answers about no two tasks is silent, and one answer ends that', async () => {
    const world = await openGroup();
    const ash = await enrolPair(world, 'Ash');
    const birch = await enrolPair(world, 'Birch');
    await attendAll(world, 'meeting-1', [...ash.members, ...birch.members]);
    await world.jumpTo('2026-11-10T10:00:00Z');
    const answer = { sessionId: 'meeting-1', done: 'yes', withWhom: 'all', changed: '', reached: 3, of: 6 } as const;
    await answerPulse(world.deps, groupId, birch.members[0], answer);
    await world.jumpTo('2027-02-10T10:00:00Z');
    const situation = await groupOf(world);
    const silent = situation.pairs.filter((pair) => healthOf(situation, pair).isSilent);
    expect(silent.map(({ schoolName }) => schoolName)).toEqual(['Sample Ash School']);
    expect(situation.pairs.every(hasSpecialist)).toBe(true);
    expect(world.alarms).toEqual([]);
  });
});
