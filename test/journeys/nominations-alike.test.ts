import { beforeEach, describe, expect, test } from 'vitest';
import { checkAlike } from '../../functions/nominations/look-after.ts';
import { submitNomination } from '../../functions/nominations/submit-nomination.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { beginFilled, nominate } from '../local/world/people.ts';
import { decide, factsOf, mailsOf, openNextCohort, promise, promised, worldWith } from './nominating.ts';

const by = 'sample-admin';
const sharedTeacher = { nomineeName: 'Terry Teacher', nomineeEmail: 'terry@teachers.example.org' };
const bothSchools = { nominee: sharedTeacher };
let world: InMemoryWorld;
beforeEach(async () => {
  world = await worldWith({ capacity: 5 });
});

describe('one teacher nominated by two schools (case 11)', () => {
  test('is kept twice, is a conflict for an admin, and neither school is told of the other', async () => {
    const one = await promised(world, 'Ash', bothSchools);
    const two = await nominate(world, 'Birch', { ...bothSchools, found: { urn: '900002' } });
    expect(two).not.toBe(one);
    expect((await factsOf(world, one)).alike).toEqual([two]);
    expect((await factsOf(world, two)).alike).toEqual([one]);
    const toAsh = world.mailer.mails.filter(({ tags }) => tags.subject === one);
    const toBirch = world.mailer.mails.filter(({ tags }) => tags.subject === two);
    expect(toAsh.length * toBirch.length).toBeGreaterThan(0);
    for (const { text, html } of toAsh) expect(text + html).not.toMatch(/Birch/);
    for (const { text, html } of toBirch) expect(text + html).not.toMatch(/Ash/);
  });

  test('is accepted only after an admin has looked at both', async () => {
    const one = await promised(world, 'Ash', bothSchools);
    await nominate(world, 'Birch', { ...bothSchools, found: { urn: '900002' } });
    expect(await decide(world, one, 'accepted')).toEqual({ decided: false, why: 'alike' });
    await checkAlike(world.deps, one, { reason: 'Ash is the school from September', by });
    expect(await decide(world, one, 'accepted')).toEqual({ decided: true });
  });

  test('is no conflict any more when the other nomination is over', async () => {
    const one = await promised(world, 'Ash', bothSchools);
    const two = await nominate(world, 'Birch', { ...bothSchools, found: { urn: '900002' } });
    await decide(world, two, 'declined');
    expect(await decide(world, one, 'accepted')).toEqual({ decided: true });
  });
});

describe('the same school nominating twice (case 12)', () => {
  test('by a double click, the back button or a retry gets the same reference, and one nomination', async () => {
    const draft = await beginFilled(world, 'Ash');
    const [once, again] = await Promise.all([submitNomination(world.deps, draft), submitNomination(world.deps, draft)]);
    await world.settle();
    expect(once).toMatchObject({ submitted: true });
    expect(again).toEqual(once);
    expect(await submitNomination(world.deps, draft)).toEqual(once);
    expect(mailsOf(world, 'nomination-received')).toHaveLength(1);
    expect(mailsOf(world, 'duplicate-found')).toEqual([]);
  });

  test('by another form gets the same reference, and an e-mail with that reference and nobody’s name', async () => {
    const first = await nominate(world, 'Ash');
    const you = { yourName: 'Second Colleague', yourEmail: 'second@ash.example.org' };
    expect(await nominate(world, 'Ash', { you })).toBe(first);
    const [mail, ...more] = mailsOf(world, 'duplicate-found');
    expect(more).toEqual([]);
    expect(mail?.to).toBe('second@ash.example.org');
    expect(mail?.text).toContain(first);
    expect(mail?.text).not.toMatch(/Teacher Ash|Head Ash|Nominator Ash/);
    expect(mailsOf(world, 'head-commitment')).toHaveLength(1);
  });

  test('writes the teacher’s name in capitals and the address with a tag, and it is still the same', async () => {
    const first = await nominate(world, 'Ash');
    const nominee = { nomineeName: 'TEACHER  ASH', nomineeEmail: 'Teacher+maths@ash.example.org' };
    expect(await nominate(world, 'Ash', { nominee })).toBe(first);
  });
});

describe('one mailbox and two names (cases 13 and 16)', () => {
  test('are two nominations, and an admin has to look before one is accepted', async () => {
    const mailbox = 'maths-team@ash.example.org';
    const one = await promised(world, 'Ash', { nominee: { nomineeName: 'Ann Other', nomineeEmail: mailbox } });
    const two = await nominate(world, 'Ash', { nominee: { nomineeName: 'Ben Other', nomineeEmail: mailbox } });
    expect(two).not.toBe(one);
    expect(await decide(world, one, 'accepted')).toEqual({ decided: false, why: 'alike' });
    await checkAlike(world.deps, one, { reason: 'Two people, confirmed by telephone', by });
    expect(await decide(world, one, 'accepted')).toEqual({ decided: true });
  });

  test('each e-mail to the mailbox says whose it is, and none has the other’s name', async () => {
    const mailbox = 'maths-team@ash.example.org';
    const one = await nominate(world, 'Ash', { nominee: { nomineeName: 'Ann Other', nomineeEmail: mailbox } });
    const two = await nominate(world, 'Ash', { nominee: { nomineeName: 'Ben Other', nomineeEmail: mailbox } });
    await world.jumpTo('2026-03-05T10:00:00Z');
    const asked = mailsOf(world, 'nominee-consent');
    expect(asked.map(({ tags }) => tags.subject)).toEqual([one, two]);
    expect(asked[0]?.text).toContain('Dear Ann Other,');
    expect(asked[1]?.text).toContain('Dear Ben Other,');
    expect(asked[0]?.text).not.toContain('Ben');
    expect(asked[1]?.text).not.toContain('Ann');
  });
});

test('somebody who withdrew last year is enrolled anew, with the earlier nomination beside theirs (case 54)', async () => {
  const first = await promised(world, 'Ash');
  await decide(world, first, 'accepted');
  const earlier = String((await factsOf(world, first)).participantId);
  await withdrawParticipant(world.deps, earlier, { reason: 'school-capacity', note: '', by });
  const next = await openNextCohort(world);
  await world.jumpTo('2027-03-08T10:00:00Z');
  const again = await nominate(world, 'Ash', {}, next);
  await promise(world, again, 'head');
  await promise(world, again, 'nominee');
  expect(await decide(world, again, 'accepted')).toEqual({ decided: true });
  const facts = await factsOf(world, again);
  expect(facts.alike).toEqual([first]);
  expect(facts.participantId).toBeDefined();
  expect(facts.participantId).not.toBe(earlier);
});
