import { beforeEach, describe, expect, test } from 'vitest';
import { nomination } from '../../functions/domain/nomination.ts';
import { readPeople } from '../../functions/driving/read-people.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { participantIdFor } from '../../functions/nominations/enrol.ts';
import { correctPerson } from '../../functions/participants/correct-person.ts';
import { logInSchoolDay } from '../../functions/participants/log-in-school-day.ts';
import { mergeParticipants } from '../../functions/participants/merge-participants.ts';
import { replaceParticipant } from '../../functions/participants/replace-participant.ts';
import { answerSchoolPromise, callOffSchoolChange, changeSchool } from '../../functions/participants/school-change.ts';
import { undoWithdrawal } from '../../functions/participants/undo-withdrawal.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key } from '../../functions/platform/keys.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, openWorld } from '../local/world/people.ts';
import {
  attend,
  factsOf,
  logOf,
  mailsSince,
  membersOf,
  placesTaken,
  rowsOf,
  sentTwice,
  viewOf,
} from './people-world.ts';

let world: InMemoryWorld;
let id: string;
beforeEach(async () => {
  world = await openWorld();
  id = await enrolled(world, 'Ash');
});

const by = 'sample-admin';
const at = async (moment: string) => world.jumpTo(moment);
const withdraw = (whom = id) => withdrawParticipant(world.deps, whom, { reason: 'other', note: '', by });

describe('replacing somebody by a colleague', () => {
  const colleague = { name: 'Cleo New', email: 'cleo@ash.example.org', note: '', by };
  const replace = (whom = id, who = colleague) => replaceParticipant(world.deps, whom, who);

  /** The colleague agrees by their link; answers their new record. */
  async function agree(whom = id): Promise<string> {
    const { replacement } = await factsOf(world, whom);
    const nominationId = replacement?.nominationId ?? '';
    await answerPromise(world.deps, nominationId, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.settle();
    return participantIdFor(nominationId);
  }

  test('asks only the colleague, and changes nothing until they agree', async () => {
    await at('2026-10-20T09:00:00Z');
    for (const _ of [1, 2]) expect(await replace()).toBe('asked');
    await world.settle();
    const { replacement, status } = await factsOf(world, id);
    expect(status).toBe('year-1');
    expect(mailsSince(world, replacement?.nominationId ?? '', '2026-10-20T09:00:00Z')).toEqual([
      'nominee-consent > cleo@ash.example.org',
    ]);
    expect(mailsSince(world, id, '2026-10-20T09:00:00Z')).toEqual([]);
    expect(await replace(id, { ...colleague, email: 'other@ash.example.org' })).toBe('another-is-asked');
  });

  test('passes the place on: history and credit stay with the old record, the new one has a journey of its own', async () => {
    await attend(world, id, 'launch');
    await at('2026-10-20T09:00:00Z');
    await replace();
    await at('2026-10-22T09:00:00Z');
    const next = await agree();
    expect(await factsOf(world, id)).toMatchObject({ status: 'replaced', replacedBy: next });
    expect(await factsOf(world, next)).toMatchObject({ status: 'year-1', replaces: id, schoolUrn: '900001' });
    expect((await viewOf(world, id)).credits.map(({ amount }) => amount)).toEqual([0.5]);
    expect((await viewOf(world, next)).credits).toEqual([]);
    expect(await placesTaken(world)).toBe(1);
    await at('2026-11-18T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-22T09:00:00Z').sort()).toEqual([
      'replaced > head@ash.example.org',
      'replaced > lead@example.org',
      'replaced > teacher@ash.example.org',
    ]);
    const theirs = mailsSince(world, next, '2026-10-22T09:00:00Z');
    expect(theirs).toContain('welcome > cleo@ash.example.org');
    expect(theirs).toContain('session-reminder > cleo@ash.example.org');
    // What was before they came is not asked of them.
    expect((await viewOf(world, next)).places).toEqual([]);
    expect(sentTwice(world)).toEqual([]);
  });

  test('keeps the place of somebody who has left, and gives it back when the colleague does not come', async () => {
    await at('2026-10-20T09:00:00Z');
    await withdraw();
    expect(await placesTaken(world)).toBe(0);
    for (const _ of [1, 2]) await replace();
    await world.settle();
    expect(await placesTaken(world)).toBe(1);
    expect(await undoWithdrawal(world.deps, id)).toBe('full');
    await at('2026-11-30T09:00:00Z');
    const { replacement } = await factsOf(world, id);
    const asked = await world.table.get(key.driven('nomination', replacement?.nominationId ?? ''), nomination);
    expect(asked?.status).toBe('expired');
    expect(await placesTaken(world)).toBe(0);
  });

  test('takes the place of somebody who has left, once', async () => {
    await at('2026-10-20T09:00:00Z');
    await withdraw();
    await replace();
    await world.settle();
    const next = await agree();
    expect(await placesTaken(world)).toBe(1);
    expect(await factsOf(world, id)).toMatchObject({ status: 'replaced', replacedBy: next });
  });

  test('by somebody who withdrew last year is a new enrolment, linked to the old one (case 54)', async () => {
    const other = await enrolled(world, 'Birch');
    await at('2026-10-20T09:00:00Z');
    await withdraw(other);
    await at('2027-10-20T09:00:00Z');
    await replace(id, { ...colleague, name: 'Teacher Birch', email: 'Teacher@birch.example.org ' });
    await world.settle();
    const next = await agree();
    expect(next).not.toBe(other);
    expect(await factsOf(world, next)).toMatchObject({ earlier: [other], replaces: id });
    expect(await factsOf(world, other)).toMatchObject({ status: 'withdrawn' });
  });

  test('of somebody who died is told to nobody by itself (case 57)', async () => {
    await at('2026-10-20T09:00:00Z');
    await withdrawParticipant(world.deps, id, { reason: 'bereavement', note: '', by });
    await replace();
    await world.settle();
    await agree();
    expect(mailsSince(world, id, '2026-10-20T09:00:00Z')).toEqual([]);
  });
});

describe('another school', () => {
  const inHub = {
    to: 'in-hub',
    urn: '900777',
    name: 'Next Sample School',
    from: '2027-01-04',
    head: { name: 'Nia Next', email: 'head@next.example.org' },
    note: '',
    by,
  } as const;
  const answer = (state: 'given' | 'refused' | 'not-me') =>
    answerSchoolPromise(world.deps, id, { state, reason: '', textVersion: '1' });

  test('of this hub, from a day to come: its head promises, and on the day the old school is told (case 21)', async () => {
    await at('2026-11-23T09:00:00Z');
    for (const _ of [1, 2]) expect(await changeSchool(world.deps, id, inHub)).toBe('asked');
    await world.settle();
    expect(mailsSince(world, id, '2026-11-23T09:00:00Z')).toEqual(['school-promise > head@next.example.org']);
    for (const _ of [1, 2]) await answer('given');
    await at('2027-01-03T09:00:00Z');
    expect(await factsOf(world, id)).toMatchObject({ schoolUrn: '900001' });
    await at('2027-01-04T12:00:00Z');
    expect(await factsOf(world, id)).toMatchObject({
      schoolUrn: '900777',
      status: 'year-1',
      schoolSpells: [
        { urn: '900001', because: 'enrolled' },
        { urn: '900777', from: '2027-01-04', because: 'moved' },
      ],
    });
    const told = mailsSince(world, id, '2027-01-04T00:00:00Z').filter((mail) => mail.startsWith('school-changed'));
    expect(told.sort()).toEqual([
      'school-changed > head@ash.example.org',
      'school-changed > head@next.example.org',
      'school-changed > lead@example.org',
      'school-changed > teacher@ash.example.org',
    ]);
    expect((await readPeople(world.table, 'participant', id)).head?.email).toBe('head@next.example.org');
    expect(await placesTaken(world)).toBe(1);
    expect(sentTwice(world)).toEqual([]);
  });

  test('of this hub, from a day that is past: it happens when its head has promised (case 21)', async () => {
    await at('2027-02-01T09:00:00Z');
    await changeSchool(world.deps, id, inHub);
    await world.settle();
    expect(await factsOf(world, id)).toMatchObject({ schoolUrn: '900001' });
    await answer('given');
    await world.settle();
    expect(await factsOf(world, id)).toMatchObject({ schoolUrn: '900777', schoolSpells: [{}, { from: '2027-01-04' }] });
  });

  test('whose head does not answer is chased twice, and then the lead and the hub hear of it', async () => {
    await at('2026-11-23T09:00:00Z');
    await changeSchool(world.deps, id, inHub);
    await at('2027-01-29T09:00:00Z');
    const mails = mailsSince(world, id, '2026-11-23T09:00:00Z');
    expect(mails.filter((mail) => mail.startsWith('school-promise >'))).toHaveLength(3);
    expect(mails).toContain('school-promise-late > hub@example.org');
    expect(mails).toContain('school-promise-late > lead@example.org');
    expect(await factsOf(world, id)).toMatchObject({ schoolUrn: '900001' });
  });

  test('whose head says no: they stay, the hub hears of it at once, and it can be called off', async () => {
    await at('2026-11-23T09:00:00Z');
    await changeSchool(world.deps, id, inHub);
    await answer('refused');
    await world.settle();
    expect(mailsSince(world, id, '2026-11-23T09:00:00Z')).toContain('school-promise-refused > hub@example.org');
    for (const _ of [1, 2]) await callOffSchoolChange(world.deps, id, { note: '', by });
    await at('2027-01-10T09:00:00Z');
    const facts = await factsOf(world, id);
    expect(facts).toMatchObject({ schoolUrn: '900001', status: 'year-1' });
    expect(facts).not.toHaveProperty('schoolMove');
  });

  test('“not me” ends the link that was sent to the wrong person', async () => {
    await at('2026-11-23T09:00:00Z');
    await changeSchool(world.deps, id, inHub);
    await answer('not-me');
    expect((await readPeople(world.table, 'participant', id))['next-head']?.linkEpoch).toBe(1);
  });

  test.each([
    ['withdraw', 'withdrawn', 0],
    ['pause', 'deferred', 1],
  ] as const)(
    'outside the hub, where they %s: they are %s from that day on (case 21)',
    async (becomes, status, taken) => {
      await at('2026-11-23T09:00:00Z');
      const away = {
        to: 'elsewhere',
        becomes,
        urn: '',
        name: 'A school abroad',
        from: '2027-01-04',
        note: '',
        by,
      } as const;
      for (const _ of [1, 2]) expect(await changeSchool(world.deps, id, away)).toBe('recorded');
      await at('2027-01-03T09:00:00Z');
      expect(await factsOf(world, id)).toMatchObject({ status: 'year-1' });
      await at('2027-01-04T12:00:00Z');
      expect(await factsOf(world, id)).toMatchObject({
        status,
        statusReason: 'moved-school',
        schoolSpells: [{ urn: '900001' }, { name: 'A school abroad', from: '2027-01-04' }],
      });
      expect(await placesTaken(world)).toBe(taken);
      expect(mailsSince(world, id, '2027-01-04T00:00:00Z')).toContain(`${status} > head@ash.example.org`);
    },
  );

  test('that is the same one as an academy: a successor spell, the same record, nobody asked again (case 19)', async () => {
    await attend(world, id, 'launch');
    await at('2026-11-23T09:00:00Z');
    const academy = { to: 'successor', urn: '900888', name: 'Ash Academy', from: '2026-11-01', note: '', by } as const;
    for (const _ of [1, 2]) expect(await changeSchool(world.deps, id, academy)).toBe('recorded');
    await world.settle();
    expect(await factsOf(world, id)).toMatchObject({
      schoolUrn: '900888',
      schoolName: 'Ash Academy',
      status: 'year-1',
      schoolSpells: [{ urn: '900001' }, { urn: '900888', because: 'successor', from: '2026-11-01' }],
    });
    expect((await viewOf(world, id)).credits).toHaveLength(1);
    const mails = mailsSince(world, id, '2026-11-23T09:00:00Z');
    expect(mails.some((mail) => mail.startsWith('school-promise'))).toBe(false);
    expect(await changeSchool(world.deps, id, academy)).toBe('recorded');
    expect((await logOf(world, id)).filter(({ what }) => what === 'change of school')).toHaveLength(1);
  });
});

describe('a corrected address', () => {
  test('gets what the old one did not take and still helps, and ends the old links', async () => {
    await at('2026-10-05T09:00:00Z');
    await world.table.write({
      kind: 'update',
      key: key.people('participant', id),
      set: { 'people.participant.emailState': 'bounced' },
      where: { 'people.participant.linkEpoch': 0 },
    });
    await at('2026-10-06T15:30:00Z');
    const reminder = async () =>
      (await rowsOf(world, id, 'session-reminder')).find(({ anchor }) => anchor === 'session:central-1');
    expect(await reminder()).toMatchObject({ state: 'suppressed', reason: expect.stringContaining('does not arrive') });
    const right = { role: 'participant', name: 'Teacher Ash', email: 'ash@new.example.org', note: '', by } as const;
    for (const _ of [1, 2]) expect(await correctPerson(world.deps, id, right)).toBe('corrected');
    await at('2026-10-06T16:00:00Z');
    expect(await reminder()).toMatchObject({ state: 'delivered' });
    const mails = mailsSince(world, id, '2026-10-06T15:30:00Z');
    expect(mails).toContain('session-reminder > ash@new.example.org');
    expect(mails).toContain('address-corrected > ash@new.example.org');
    expect((await readPeople(world.table, 'participant', id)).participant).toMatchObject({
      emailState: 'ok',
      linkEpoch: 1,
    });
    expect(sentTwice(world)).toEqual([]);
  });

  test('of the head gets what is for the head, and a name alone ends no link', async () => {
    const head = { role: 'head', name: 'Head Ash the Second', email: 'head@ash.example.org', note: '', by } as const;
    expect(await correctPerson(world.deps, id, head)).toBe('corrected');
    expect((await readPeople(world.table, 'participant', id)).head).toMatchObject({
      name: 'Head Ash the Second',
      linkEpoch: 0,
    });
    const shared = { ...head, role: 'participant', name: 'Teacher Ash' } as const;
    expect(await correctPerson(world.deps, id, shared)).toBe('shared-address');
  });
});

describe('two records of one person', () => {
  test('become one: what only the other knew is added, what both knew counts once, one journey goes on', async () => {
    const other = await enrolled(world, 'Birch');
    await attend(world, id, 'launch');
    await attend(world, other, 'launch');
    await attend(world, other, 'central-1');
    const day = { id: 'day-1', date: '2026-10-09', amount: 0.5 as const, activity: 'Sample', reflection: '' };
    await at('2026-10-12T09:00:00Z');
    await logInSchoolDay(world.deps, other, day);
    await world.settle();
    for (const _ of [1, 2])
      expect(await mergeParticipants(world.deps, id, { duplicate: other, note: 'Same person', by })).toBe('merged');
    await world.settle();
    const [kept, closed] = [await viewOf(world, id), await viewOf(world, other)];
    expect(kept.participant).toMatchObject({ status: 'year-1', earlier: [other] });
    expect(kept.credits.map(({ amount, sessionId }) => [sessionId, amount])).toEqual([
      ['central-1', 1],
      ['launch', 0.5],
    ]);
    expect(kept.places.map(({ sessionId, state }) => `${sessionId} ${state}`)).toContain('central-1 attended');
    expect(kept.inSchoolDays).toHaveLength(1);
    expect(closed.participant).toMatchObject({ status: 'merged', mergedInto: id });
    expect(closed.participant.dueBy).toBeUndefined();
    // What moved is taken out of the ledger that it was in; what both had stays where it was earned.
    expect(closed.credits.reduce((sum, { amount }) => sum + amount, 0)).toBe(0.5);
    expect(closed.prompts.length).toBeGreaterThan(0);
    expect(await placesTaken(world)).toBe(1);
    await at('2026-11-19T17:00:00Z');
    expect(mailsSince(world, other, '2026-10-12T10:00:00Z')).toEqual([]);
    expect(mailsSince(world, id, '2026-10-12T10:00:00Z')).toContain('session-reminder > teacher@ash.example.org');
    expect(await membersOf(world, 'sample-2026')).toContain(id);
    expect(sentTwice(world)).toEqual([]);
  });
});
