import { describe, expect, it } from 'vitest';
import { markRegister } from '../../functions/check-ins/mark-register.ts';
import { halfDayLedger } from '../../functions/domain/half-days.ts';
import { leadConflicts, openRequests } from '../../functions/domain/work-group-situation.ts';
import { readPeople } from '../../functions/driving/read-people.ts';
import { addGuest } from '../../functions/work-groups/add-guest.ts';
import { answerPulse } from '../../functions/work-groups/answer-pulse.ts';
import { handOverGroups } from '../../functions/work-groups/hand-over.ts';
import { changeVisit, offerSlot, saveNotes } from '../../functions/work-groups/observe.ts';
import { askForSupport, moveSupport } from '../../functions/work-groups/support.ts';
import { factsOf, membersOf, sentTwice, viewOf } from './people-world.ts';
import { attendAll, enrolPair, groupId, groupOf, mailsOf, openGroup, urnOf } from './work-group-world.ts';

describe('a Work Group over its year', () => {
  it('is driven from its first pair on; until then nothing of it is missed', async () => {
    const world = await openGroup();
    expect(await world.sweep()).toMatchObject({ restarted: 0, failed: 0 });
    await enrolPair(world, 'Ash');
    await enrolPair(world, 'Birch');
    expect((await groupOf(world)).view.group.leg).toBe(1);
    expect(world.alarms).toEqual([]);
  });

  it('a third colleague who comes along is on the register, with no place, no journey and no e-mail (case 25)', async () => {
    const world = await openGroup();
    const pair = await enrolPair(world, 'Ash');
    await attendAll(world, 'meeting-1', pair.members);
    const before = world.mailer.mails.length;
    const guest = { id: 'GSTA2345', sessionId: 'meeting-1', pairId: pair.id, name: 'Third Ash', by: 'lead' };
    expect(await addGuest(world.deps, groupId, guest)).toBe('added');
    expect(await addGuest(world.deps, groupId, guest)).toBe('added');
    await world.settle();
    expect((await groupOf(world)).view.guests.map(({ name }) => name)).toEqual(['Third Ash']);
    expect(await membersOf(world, groupId)).toHaveLength(2);
    expect(world.mailer.mails).toHaveLength(before);
  });

  it('a meeting of half a day earns half a day, and a day left at noon half of it (case 26)', async () => {
    const world = await openGroup();
    const { members } = await enrolPair(world, 'Ash');
    const [early, whole] = members;
    await attendAll(world, 'meeting-1', members);
    await attendAll(world, 'observation-1', [whole]);
    await markRegister(world.deps, early, 'observation-1', 'partial');
    await world.settle();
    const earned = async (id: string) =>
      halfDayLedger(await viewOf(world, id), world.deps.clock.now()).map((line) => line.earned);
    expect(await earned(early)).toEqual([1]);
    expect(await earned(whole)).toEqual([1.5]);
  });

  it('a pair that came to everything completes the year with three days', async () => {
    const world = await openGroup();
    const { members } = await enrolPair(world, 'Ash');
    for (const id of ['meeting-1', 'observation-1', 'meeting-2', 'observation-2']) await attendAll(world, id, members);
    await world.jumpTo('2027-09-15T10:00:00Z');
    expect(await Promise.all(members.map(async (id) => (await factsOf(world, id)).status))).toEqual([
      'completed',
      'completed',
    ]);
    expect((await groupOf(world)).view.group).toMatchObject({ status: 'completed' });
    expect((await groupOf(world)).view.group.dueBy).toBeUndefined();
    expect(sentTwice(world)).toEqual([]);
    expect(world.alarms).toEqual([]);
  });

  it('asks each pair half-way, counts nobody where there is no department, and tells the lead three days before (case 67)', async () => {
    const world = await openGroup();
    const ash = await enrolPair(world, 'Ash');
    const birch = await enrolPair(world, 'Birch');
    await attendAll(world, 'meeting-1', [...ash.members, ...birch.members]);
    await world.jumpTo('2026-10-23T12:00:00Z');
    expect(mailsOf(world, 'implement-pulse')).toEqual([]);
    const sole = {
      sessionId: 'meeting-1',
      done: 'yes',
      withWhom: '',
      changed: 'my own lessons',
      reached: 0,
      of: 0,
    } as const;
    expect(await answerPulse(world.deps, groupId, birch.members[0], sole)).toBe('saved');
    expect((await groupOf(world)).view.group.wait?.because).toBe(
      'for the pairs to answer, or else to ask each pair about the task after First meeting',
    );
    await world.jumpTo('2026-11-04T12:00:00Z');
    expect(
      mailsOf(world, 'implement-pulse')
        .map((mail) => mail.split(':')[0])
        .toSorted(),
    ).toEqual(['first@ash.example.org', 'second@ash.example.org', 'second@birch.example.org']);
    await world.jumpTo('2026-11-20T12:00:00Z');
    const digest = world.mailer.mails.find(({ tags }) => tags.prompt === 'implement-digest');
    expect([digest?.to, new Date(digest?.at ?? 0).toISOString()]).toEqual([
      'lead@example.org',
      '2026-11-20T09:00:00.000Z',
    ]);
    expect(digest?.text).toContain('my own lessons');
    expect(digest?.text).toContain('No answer yet');
  });

  it('finds a visitor for every lesson that is offered, tells both heads, and tells everybody anew when it moves', async () => {
    const world = await openGroup();
    const ash = await enrolPair(world, 'Ash');
    const birch = await enrolPair(world, 'Birch');
    await attendAll(world, 'meeting-1', [...ash.members, ...birch.members]);
    const lesson = { lesson: 'Year 8, fractions', focus: 'How pupils explain why' };
    const on = (day: string) => ({ startsAt: `${day}T10:00:00Z`, endsAt: `${day}T11:00:00Z` });
    const offer = (id: string, slot: string, day: string) =>
      offerSlot(world.deps, groupId, id, { id: slot, ...on(day), ...lesson });
    expect(await offer(ash.members[0], 'SQTA2345', '2026-11-24')).toEqual({ outcome: 'offered' });
    expect(await offer(birch.members[1], 'SQTB2345', '2026-12-02')).toEqual({ outcome: 'offered' });
    await world.jumpTo('2026-10-29T10:00:00Z');
    const visits = (await groupOf(world)).view.observations;
    expect(visits.map(({ hostPairId, visitorPairId }) => [hostPairId, visitorPairId])).toEqual([
      [ash.id, birch.id],
      [birch.id, ash.id],
    ]);
    const heads = mailsOf(world, 'observation-match').filter((mail) => mail.startsWith('head@'));
    expect(heads).toHaveLength(4);
    const [first] = visits;
    const by = { participantId: birch.members[0] };
    const moved = await changeVisit(world.deps, groupId, by, first?.id ?? '', {
      do: 'move',
      ...on('2026-11-26'),
      reason: 'A trip.',
    });
    expect(moved).toBe('changed');
    await world.settle();
    expect(mailsOf(world, 'observation-match').filter((mail) => mail.includes('New time'))).toHaveLength(6);
    const entries = world.mailer.mails
      .filter(({ to, tags }) => tags.prompt === 'observation-match' && to === 'first@birch.example.org')
      .map(({ attachments }) => attachments?.[0]?.content ?? '')
      .filter((file) => file.includes(`UID:${groupId}.visit-${first?.id}@`));
    expect(entries.map((file) => /SEQUENCE:\d+/.exec(file)?.[0])).toEqual(['SEQUENCE:0', 'SEQUENCE:1']);
    await world.jumpTo('2026-11-30T12:00:00Z');
    expect(mailsOf(world, 'observation-remind').length).toBeGreaterThanOrEqual(4);
    expect(mailsOf(world, 'observation-notes')).toHaveLength(4);
    expect(sentTwice(world)).toEqual([]);
    expect(world.alarms).toEqual([]);
  });

  it('takes no note of a lesson that seems to name a pupil (case 59)', async () => {
    const world = await openGroup();
    const ash = await enrolPair(world, 'Ash');
    const named = await saveNotes(world.deps, groupId, ash.members[0], 'any', 'Amelia said that it is the same.');
    expect(named).toEqual({ outcome: 'names', names: ['Amelia'] });
    expect((await groupOf(world)).view.observations).toEqual([]);
  });

  it('chases a request for support with whoever holds it, until it is agreed, delivered and rated', async () => {
    const world = await openGroup();
    const { members } = await enrolPair(world, 'Ash');
    await world.jumpTo('2026-10-05T09:00:00Z');
    const asked = { id: 'REQA2345', for: 'school', wish: 'Help to plan a unit.' } as const;
    await askForSupport(world.deps, groupId, members[0], asked);
    await world.settle();
    expect(mailsOf(world, 'support-asked').map((mail) => mail.split(':')[0])).toEqual([
      'first@ash.example.org',
      'lead@example.org',
    ]);
    await world.jumpTo('2026-10-09T12:00:00Z');
    expect(mailsOf(world, 'support-held').map((mail) => mail.split(':')[0])).toEqual(['lead@example.org']);
    expect(await moveSupport(world.deps, groupId, 'REQA2345', 'hub', { do: 'deliver' })).toBe('not-yours');
    await moveSupport(world.deps, groupId, 'REQA2345', 'lead', { do: 'pass', to: 'hub', answer: '' });
    expect(openRequests(await groupOf(world))).toMatchObject([{ holder: 'hub', wish: 'Help to plan a unit.' }]);
    await world.jumpTo('2026-10-15T12:00:00Z');
    expect(mailsOf(world, 'support-held').map((mail) => mail.split(':')[0])).toEqual([
      'lead@example.org',
      'hub@example.org',
    ]);
    const agreed = { do: 'assign', assignedTo: 'Sample Hub Lead', halfDays: 2, answer: 'Two Wednesdays.' } as const;
    expect(await moveSupport(world.deps, groupId, 'REQA2345', 'hub', agreed)).toBe('moved');
    await world.settle();
    expect(mailsOf(world, 'support-assigned')).toEqual(['first@ash.example.org: Support agreed: 2 half-days']);
    await moveSupport(world.deps, groupId, 'REQA2345', 'hub', { do: 'deliver' });
    await world.jumpTo('2026-10-17T12:00:00Z');
    expect(mailsOf(world, 'support-delivered')).toHaveLength(1);
    const by = { participantId: members[0] };
    expect(await moveSupport(world.deps, groupId, 'REQA2345', by, { do: 'rate', rating: 5 })).toBe('moved');
    await world.jumpTo('2026-11-30T12:00:00Z');
    expect(mailsOf(world, 'support-held')).toHaveLength(2);
    expect(openRequests(await groupOf(world))).toEqual([]);
  });

  it('that its lead’s own school is in is marked, and so is a lead who takes part (case 61)', async () => {
    const own = await openGroup((text) =>
      text.replace('email: lead@example.org }', `email: lead@example.org, schoolUrn: "${urnOf('Ash')}" }`),
    );
    await enrolPair(own, 'Ash');
    await enrolPair(own, 'Birch');
    expect(leadConflicts(await groupOf(own), () => undefined)).toEqual(['Sample Ash School is the lead’s own school.']);
    const taking = await openGroup((text) => text.replace('lead@example.org', 'First@ash.example.org'));
    const { members } = await enrolPair(taking, 'Ash');
    const people = await readPeople(taking.table, 'participant', members[0]);
    expect(
      leadConflicts(await groupOf(taking), ({ id }) => (id === members[0] ? people.participant?.email : undefined)),
    ).toEqual(['The lead of this group is also a participant, at Sample Ash School.']);
  });

  it('goes to another lead with everything that was asked of it, and the old links stop working (case 62)', async () => {
    const world = await openGroup();
    await enrolPair(world, 'Ash');
    const to = { name: 'New LLME', email: 'new.lead@example.org' };
    const change = { from: 'LEAD@example.org', to, among: [groupId], by: 'admin' };
    expect(await handOverGroups(world.deps, change)).toBe(1);
    expect(await handOverGroups(world.deps, change)).toBe(0);
    await world.settle();
    expect(mailsOf(world, 'group-handed-over')).toEqual([
      'new.lead@example.org: You lead Secondary Work Group 2026 to 2027 (sample) from now on',
    ]);
    expect((await groupOf(world)).view.cohort.lead).toMatchObject({ ...to, linkEpoch: 1 });
  });

  it('of one Trust has a pair from each of its schools, and a request may be for the Trust (case 68)', async () => {
    const world = await openGroup();
    const [ash, birch] = [await enrolPair(world, 'Ash'), await enrolPair(world, 'Birch')];
    const request = { id: 'REQT2345', for: 'trust', wish: 'A day for all our schools.' } as const;
    expect(await askForSupport(world.deps, groupId, birch.members[0], request)).toBe('asked');
    const situation = await groupOf(world);
    expect(situation.pairs.map(({ id }) => id)).toEqual([ash.id, birch.id]);
    expect(new Set(situation.pairs.map(({ schoolUrn }) => schoolUrn)).size).toBe(2);
    expect(openRequests(situation).map((each) => each.for)).toEqual(['trust']);
  });
});
