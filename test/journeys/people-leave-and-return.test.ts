import { beforeEach, describe, expect, test } from 'vitest';
import { deferParticipant } from '../../functions/participants/defer-participant.ts';
import { reinstateParticipant } from '../../functions/participants/reinstate-participant.ts';
import { resumeParticipant } from '../../functions/participants/resume-participant.ts';
import { changeSchool } from '../../functions/participants/school-change.ts';
import { undoWithdrawal } from '../../functions/participants/undo-withdrawal.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { days, shiftInstant } from '../../functions/platform/clock.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, openWorld, sampleCohort } from '../local/world/people.ts';
import {
  attend,
  factsOf,
  laterCohort,
  logOf,
  mailsSince,
  membersOf,
  openNextYear,
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
const withdraw = (reason: 'other' | 'bereavement' = 'other') =>
  withdrawParticipant(world.deps, id, { reason, note: '', by });
const defer = (more: { returnsOn?: string; reason?: 'parental-leave' | 'bereavement' } = {}) =>
  deferParticipant(world.deps, id, { reason: 'parental-leave', note: '', by, ...more });
const resume = (cohortId: string = sampleCohort) => resumeParticipant(world.deps, id, { cohortId, note: '', by });
const at = async (moment: string) => world.jumpTo(moment);

describe('leaving', () => {
  test('between the plan and the reminder: the reminder is never planned, and school and lead are told (case 1)', async () => {
    await at('2026-10-06T14:00:00Z');
    await withdraw();
    await world.settle();
    await at('2026-10-09T09:00:00Z');
    const reminders = await rowsOf(world, id, 'session-reminder');
    expect(reminders.map(({ anchor }) => anchor)).toEqual(['session:launch']);
    expect(mailsSince(world, id, '2026-10-06T14:00:00Z').sort()).toEqual([
      'withdrawn > head@ash.example.org',
      'withdrawn > lead@example.org',
      'withdrawn > teacher@ash.example.org',
    ]);
  });

  test('while a reminder waits in the queue: it is suppressed with the moment of the withdrawal (case 1)', async () => {
    // The withdrawal lands after the plan has queued the reminder and before the mailer reads it.
    await at('2026-10-06T14:59:59Z');
    world.beforeDelivery = async () => {
      world.beforeDelivery = undefined;
      await withdraw();
    };
    await at('2026-10-06T15:00:30Z');
    const [row] = await rowsOf(world, id, 'session-reminder');
    expect(row).toMatchObject({ state: 'suppressed', reason: expect.stringMatching(/^withdrawn .*16:00$/) });
    expect(mailsSince(world, id, '2026-10-06T14:59:00Z')).not.toContain('session-reminder > teacher@ash.example.org');
  });

  test('while a mail is being handed over: at most that one mail goes out (case 2)', async () => {
    await at('2026-10-06T14:59:59Z');
    world.mailer.meanwhile = async () => {
      world.mailer.meanwhile = undefined;
      await withdraw();
    };
    await at('2026-10-20T09:00:00Z');
    const since = mailsSince(world, id, '2026-10-06T14:59:00Z').filter((mail) => !mail.startsWith('withdrawn'));
    expect(since).toEqual(['session-reminder > teacher@ash.example.org']);
    expect(await factsOf(world, id)).toMatchObject({ status: 'withdrawn' });
  });

  test('and a pause asked for at the same moment: the withdrawal stands, the pause is on the record (case 50)', async () => {
    await at('2026-10-06T14:00:00Z');
    const outcomes = await Promise.all([withdraw(), defer({ returnsOn: '2027-02-01' })]);
    await world.settle();
    expect(outcomes[0]).toBe('withdrawn');
    expect(await factsOf(world, id)).toMatchObject({ status: 'withdrawn' });
    const whats = (await logOf(world, id)).map(({ what }) => what);
    expect(whats.some((what) => what.startsWith('deferr') || what === 'deferral')).toBe(true);
    expect(await placesTaken(world)).toBe(0);
  });

  test('and a change of school that comes a moment later: the change is not done, and on the record (case 50)', async () => {
    await at('2026-10-06T14:00:00Z');
    await withdraw();
    const move = { to: 'successor', urn: '900009', name: 'New', from: '2026-10-01', note: '', by } as const;
    expect(await changeSchool(world.deps, id, move)).toBe('not-active');
    expect(await logOf(world, id)).toContainEqual(
      expect.objectContaining({ what: 'change of school', to: 'not done', why: 'they are withdrawn already' }),
    );
  });

  test('after a bereavement: nobody is written to, not the school and not the lead, to the end (case 57)', async () => {
    await at('2026-10-01T09:00:00Z');
    await withdraw('bereavement');
    await at('2028-08-31T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-01T09:00:00Z')).toEqual([]);
  });

  test('in a pause after a bereavement, and out of it: silence until they are back (case 57)', async () => {
    await at('2026-10-01T09:00:00Z');
    await defer({ reason: 'bereavement', returnsOn: '2027-02-22' });
    await at('2027-02-22T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-01T09:00:00Z')).toEqual([]);
    await withdraw();
    await at('2027-02-23T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-01T09:00:00Z')).toEqual([]);
    await undoWithdrawal(world.deps, id);
    expect(await factsOf(world, id)).toMatchObject({ status: 'deferred', statusReason: 'bereavement' });
    await at('2027-02-24T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-01T09:00:00Z')).toEqual([]);
    await resume();
    await world.settle();
    expect(mailsSince(world, id, '2027-02-24T09:00:00Z')).toContain('resumed > teacher@ash.example.org');
  });
});

describe('taking a withdrawal back', () => {
  test('within five working days: no second welcome, future sessions again, past absences stay (case 53)', async () => {
    await at('2026-09-30T09:00:00Z');
    expect((await viewOf(world, id)).places).toMatchObject([{ sessionId: 'launch', state: 'absent' }]);
    await withdraw();
    await at('2026-10-01T09:00:00Z');
    expect(await undoWithdrawal(world.deps, id)).toBe('back');
    await at('2026-10-07T09:00:00Z');
    const mails = mailsSince(world, id, '2026-10-01T09:00:00Z');
    expect(mails).toContain('reinstated > teacher@ash.example.org');
    expect(mails).toContain('reinstated > head@ash.example.org');
    expect(mails).toContain('session-reminder > teacher@ash.example.org');
    expect(mails.some((mail) => mail.startsWith('welcome'))).toBe(false);
    expect((await viewOf(world, id)).places).toMatchObject([{ sessionId: 'launch', state: 'absent' }]);
    expect(await placesTaken(world)).toBe(1);
    expect(sentTwice(world)).toEqual([]);
  });

  test('by an admin three weeks later: the journey had ended, and its next leg drives it again (case 53)', async () => {
    await at('2026-09-30T09:00:00Z');
    await withdraw();
    await at('2026-10-21T09:00:00Z');
    const ended = await factsOf(world, id);
    expect(ended.dueBy).toBeUndefined();
    for (const _ of [1, 2]) await reinstateParticipant(world.deps, id, { note: 'They had hoped to stay', by });
    await world.settle();
    const back = await factsOf(world, id);
    expect(back).toMatchObject({ status: 'year-1', leg: ended.leg + 1, wait: { leg: ended.leg + 1 } });
    await at('2026-11-18T09:00:00Z');
    const mails = mailsSince(world, id, '2026-10-21T09:00:00Z');
    expect(mails).toContain('session-reminder > teacher@ash.example.org');
    expect(mails.some((mail) => mail.startsWith('welcome'))).toBe(false);
    expect(sentTwice(world)).toEqual([]);
    expect(await placesTaken(world)).toBe(1);
  });

  test('is too late after thirty days', async () => {
    await at('2026-09-30T09:00:00Z');
    await withdraw();
    await at(shiftInstant('2026-09-30T09:00:00Z', days(30)));
    expect(await reinstateParticipant(world.deps, id, { note: '', by })).toBe('too-late');
    expect(await factsOf(world, id)).toMatchObject({ status: 'withdrawn' });
  });

  test('finds the place gone when somebody else has it', async () => {
    await at('2026-05-04T09:00:00Z');
    await withdraw();
    await world.table.write({
      kind: 'update',
      key: { pk: `COHORT#${sampleCohort}`, sk: 'PLACES' },
      set: { taken: 20 },
      where: { taken: 0 },
    });
    expect(await reinstateParticipant(world.deps, id, { note: '', by })).toBe('full');
    expect(await placesTaken(world)).toBe(20);
  });
});

describe('a pause', () => {
  test('asks nothing, keeps the place, and asks about the return four weeks and one week before', async () => {
    await at('2026-10-20T09:00:00Z');
    for (const _ of [1, 2]) expect(await defer({ returnsOn: '2027-02-22' })).toBe('deferred');
    await at('2027-02-22T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-20T09:00:00Z')).toEqual([
      'deferred > teacher@ash.example.org',
      'deferred > head@ash.example.org',
      'deferred > lead@example.org',
      'deferral-return > teacher@ash.example.org',
      'deferral-return > teacher@ash.example.org',
    ]);
    expect(await placesTaken(world)).toBe(1);
    expect((await viewOf(world, id)).places.map(({ sessionId }) => sessionId)).toEqual(['central-1', 'launch']);
  });

  test('of three days is not told at once that its end is near', async () => {
    await at('2026-10-20T09:00:00Z');
    await defer({ returnsOn: '2026-10-23' });
    await at('2026-10-21T09:00:00Z');
    expect(mailsSince(world, id, '2026-10-20T09:00:00Z').filter((mail) => mail.startsWith('deferral-return'))).toEqual(
      [],
    );
  });

  test('ends in the same cohort: what was due meanwhile was not for them, and they go on', async () => {
    await attend(world, id, 'launch');
    await defer({ returnsOn: '2027-02-22' });
    await at('2027-02-22T09:00:00Z');
    for (const _ of [1, 2]) expect(await resume()).toBe('resumed');
    await at('2027-03-05T12:00:00Z');
    const view = await viewOf(world, id);
    expect(view.participant).toMatchObject({ status: 'year-1', cohortId: sampleCohort, stint: 1 });
    expect(view.places).toMatchObject([{ sessionId: 'launch', state: 'attended' }]);
    expect(view.credits.map(({ amount }) => amount)).toEqual([0.5]);
    const mails = mailsSince(world, id, '2027-02-22T09:00:00Z');
    expect(mails).toContain('session-reminder > teacher@ash.example.org');
    expect(sentTwice(world)).toEqual([]);
  });

  test('ends in next year’s cohort on its version: steps are mapped anew, credit stays, places are counted (case 42)', async () => {
    await openNextYear(world);
    await attend(world, id, 'launch');
    await attend(world, id, 'central-1');
    await at('2026-11-30T09:00:00Z');
    expect((await viewOf(world, id)).places).toMatchObject([
      { sessionId: 'central-1', state: 'attended' },
      { sessionId: 'central-2', state: 'absent' },
      { sessionId: 'launch', state: 'attended' },
    ]);
    await defer({ returnsOn: '2027-09-01' });
    await at('2027-09-06T09:00:00Z');
    for (const _ of [1, 2]) expect(await resume(laterCohort)).toBe('resumed');
    await world.settle();
    const view = await viewOf(world, id);
    expect(view.participant).toMatchObject({ status: 'year-1', cohortId: laterCohort, stint: 2 });
    expect(view.programme.version).toBe(2);
    expect(view.places.map(({ sessionId, state }) => `${sessionId} ${state}`)).toEqual([
      'central-1 excused',
      'launch excused',
    ]);
    expect([await placesTaken(world), await placesTaken(world, laterCohort)]).toEqual([0, 1]);
    expect([await membersOf(world, sampleCohort), await membersOf(world, laterCohort)]).toEqual([[], [id]]);
    await at('2027-11-19T12:00:00Z');
    const reminders = (await rowsOf(world, id, 'session-reminder')).map(({ anchor, state }) => `${anchor} ${state}`);
    // Central day 2 comes again, as an occasion of its own; central day 1, which they had, does not.
    expect(reminders).toContain('session:central-2 delivered');
    expect(reminders).toContain('session:central-2~2 delivered');
    expect(reminders.some((row) => row.startsWith('session:central-1~2'))).toBe(false);
    expect(sentTwice(world)).toEqual([]);
    const earned = (await viewOf(world, id)).credits.reduce((sum, { amount }) => sum + amount, 0);
    expect(earned).toBe(1.5);
  });

  test('finds next year’s cohort full, and changes nothing', async () => {
    await openNextYear(world);
    await defer();
    await world.table.write({
      kind: 'update',
      key: { pk: `COHORT#${laterCohort}`, sk: 'PLACES' },
      set: { taken: 20 },
      where: { taken: 0 },
    });
    expect(await resume(laterCohort)).toBe('full');
    expect(await factsOf(world, id)).toMatchObject({ status: 'deferred', cohortId: sampleCohort });
    expect(await placesTaken(world)).toBe(1);
  });

  test('of three years is still there at its end, driven leg after leg (case 42)', async () => {
    await openNextYear(world);
    await at('2026-10-20T09:00:00Z');
    await defer({ returnsOn: '2029-09-03' });
    await at('2029-08-31T09:00:00Z');
    const facts = await factsOf(world, id);
    expect(facts.leg).toBeGreaterThan(3);
    expect(facts.wait?.kind).toBe('PauseWhileDeferred');
    expect(world.executions.list().filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT')).toEqual([]);
  });
});
