import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { promptKey } from '../../../functions/domain/ids.ts';
import { participant } from '../../../functions/domain/participant.ts';
import type { People } from '../../../functions/domain/people.ts';
import type { PlannedPrompt } from '../../../functions/domain/prompt.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { MailTaken } from '../../../functions/platform/mail.ts';
import { nominationFacts, participantFacts, planned, samplePeople } from './fixtures.ts';
import { World } from './world.ts';

const reminder = planned();
const prep = planned({ prompt: v.parse(promptKey, 'session-prep') });
const ask = planned({
  prompt: v.parse(promptKey, 'head-commitment'),
  anchor: 'promise:head',
  role: 'head',
  lane: 'urgent',
});

async function sent(
  prompts: readonly PlannedPrompt[],
  world: World,
  kind: 'participant' | 'nomination' = 'participant',
) {
  const id = kind === 'participant' ? 'PARTABCD' : 'NAMEABCD';
  await world.send({ kind, id, step: { prompts: [...prompts], seen: 3, leg: 1 } });
  return world;
}

async function versionOf(world: World): Promise<number | undefined> {
  return (await world.table.get(key.driven('participant', 'PARTABCD'), participant))?.version;
}

function people(changes: Partial<NonNullable<People['participant']>>): People {
  const contact = samplePeople.participant;
  if (!contact) throw new TypeError('The sample people have a participant');
  return { ...samplePeople, participant: { ...contact, ...changes } };
}

describe('delivering a prompt', () => {
  it('sends it to the contact of its role, tagged so that its events find the row', async () => {
    const world = await sent([reminder], await new World().seed());
    await world.deliver();
    expect(world.mails).toMatchObject([
      { to: 'pat@example.org', tags: { kind: 'participant', subject: 'PARTABCD', prompt: 'session-reminder' } },
    ]);
    const row = await world.row(reminder);
    expect(row).toMatchObject({ state: 'accepted', messageId: 'ses-1', attempts: 1 });
    expect([row?.dueBy, row?.shard, row?.leaseUntil]).toEqual([undefined, undefined, undefined]);
  });

  it("sends a nomination's to its head", async () => {
    const world = await sent([ask], await new World('2026-05-01T08:05:00.000Z').seed(nominationFacts()), 'nomination');
    await world.deliver();
    expect(world.mails.map(({ to }) => to)).toEqual(['head@example.org']);
  });

  it("says in the log from which form it comes, by the nomination's reference", async () => {
    const facts = participantFacts();
    const toParticipant = await sent([reminder], await new World().seed(facts));
    await toParticipant.deliver();
    const toHead = await sent([ask], await new World('2026-05-01T08:05:00.000Z').seed(nominationFacts()), 'nomination');
    await toHead.deliver();
    const correlationOf = ({ logged }: World) =>
      logged.filter((line) => line.startsWith('["prompt sent"')).map((line) => JSON.parse(line)[1].correlation);
    expect(correlationOf(toParticipant)).toEqual([facts.nominationId]);
    expect(correlationOf(toHead)).toEqual(['NAMEABCD']);
  });

  it('writes to the cohort lead at the address that the cohort has', async () => {
    const toLead = planned({ role: 'lead' });
    const world = await sent([toLead], await new World().seed());
    await world.deliver();
    expect(world.mails.map(({ to }) => to)).toEqual(['lead@example.org']);
  });

  it('decides only when its slot has come: whoever withdrew meanwhile gets nothing', async () => {
    const world = await sent([reminder], await new World().seed());
    await world.put({
      ...key.driven('participant', 'PARTABCD'),
      ...participantFacts({ status: 'withdrawn', version: 4 }),
    });
    await world.live(20);
    expect(world.mails).toHaveLength(0);
    // The version that asked stays: a plan on any newer facts may ask again.
    expect(await world.row(reminder)).toMatchObject({ state: 'suppressed', atVersion: 3 });
    expect((await world.row(reminder))?.reason).toBeTruthy();
    expect(await versionOf(world)).toBe(4);
  });

  it('never sends what has lost its use, and bumps the subject (case 37)', async () => {
    const world = await sent([reminder], await new World().seed());
    world.clock.advance(3 * 86_400_000);
    await world.deliver();
    expect(world.mails).toHaveLength(0);
    expect(await world.row(reminder)).toMatchObject({ state: 'missed' });
    expect(await versionOf(world)).toBe(4);
  });

  it('is done with a message whose row was erased', async () => {
    const world = await new World().seed();
    await world.deps.queue.enqueue('routine', [{ kind: 'participant', id: 'PARTABCD', occasion: reminder }]);
    await world.deliver();
    expect(world.queues.routine).toHaveLength(0);
  });

  it('leaves a message that it cannot read on the queue, and delivers the others', async () => {
    const world = await sent([reminder], await new World().seed());
    world.queues.routine.unshift({ messageId: 'odd', body: '{"kind":"nobody"}', visibleAt: 0, receives: 0 });
    await world.deliver();
    expect(world.queues.routine.map(({ messageId }) => messageId)).toEqual(['odd']);
    expect(world.mails).toHaveLength(1);
  });
});

describe('an address that takes no mail', () => {
  it('gets none once it has bounced, with that as the reason (case 36)', async () => {
    const world = await sent([reminder], await new World().seed(participantFacts(), people({ emailState: 'bounced' })));
    await world.deliver();
    expect(await world.row(reminder)).toMatchObject({
      state: 'suppressed',
      reason: expect.stringContaining('does not arrive'),
    });
  });

  it('gets no nudges after a complaint, and the rest waits for an admin (case 36)', async () => {
    const world = await new World().seed(participantFacts(), people({ emailState: 'complained' }));
    await sent([reminder, prep], world);
    await world.live(60);
    expect(await world.row(prep)).toMatchObject({ state: 'suppressed' });
    expect(await world.row(reminder)).toMatchObject({ state: 'held' });
    expect(world.mails).toHaveLength(0);
  });

  it('gets no nudges while they are turned off, but what is transactional (case 39)', async () => {
    const off = people({ nudgesOffUntil: '2026-12-18T00:00:00.000Z' });
    const world = await sent([reminder, prep], await new World().seed(participantFacts(), off));
    await world.deliver();
    expect(await world.row(prep)).toMatchObject({
      state: 'suppressed',
      reason: expect.stringContaining('turned reminders off'),
    });
    expect(world.mails.map(({ tags }) => tags.prompt)).toEqual(['session-reminder']);
  });

  it('is named as missing where nobody is on file', async () => {
    const world = await sent([planned({ role: 'subject-lead' })], await new World().seed());
    await world.deliver();
    expect(await world.row(planned({ role: 'subject-lead' }))).toMatchObject({
      state: 'suppressed',
      reason: 'nobody is on file for this role',
    });
  });
});

describe('one person in two roles', () => {
  const toBoth = [reminder, planned({ role: 'subject-lead' })];
  const contact = samplePeople.participant;

  it('gets a prompt once, in the role that comes first', async () => {
    const world = await new World().seed(participantFacts(), { ...samplePeople, 'subject-lead': contact });
    await sent(toBoth, world);
    await world.live(5);
    expect(world.mails).toHaveLength(1);
    expect(await world.row(planned({ role: 'subject-lead' }))).toMatchObject({
      state: 'suppressed',
      reason: 'the same person gets it as participant',
    });
  });

  it('gets it in the other role when nothing went to the first', async () => {
    const world = await new World().seed(participantFacts(), { ...samplePeople, 'subject-lead': contact });
    await sent(toBoth.slice(1), world);
    await world.deliver();
    expect(world.mails).toHaveLength(1);
  });

  it('is not assumed where two people share a mailbox', async () => {
    const shared = contact && { ...contact, name: 'Somebody Else' };
    const world = await new World().seed(participantFacts(), { ...samplePeople, 'subject-lead': shared });
    await sent(toBoth, world);
    await world.deliver();
    expect(world.mails).toHaveLength(2);
  });
});

describe('what SES answers', () => {
  const throttled: MailTaken = { taken: false, why: 'throttled' };

  it('is tried three times more when it throttles', async () => {
    const world = await sent([reminder], await new World().seed());
    world.answer = (n) => (n <= 3 ? throttled : undefined);
    await world.deliver();
    expect(world.mails).toHaveLength(1);
    expect(world.calls.filter((port) => port === 'SendEmail')).toHaveLength(4);
  });

  it('is given back after that, and its message stays on the queue (case 37)', async () => {
    const world = await sent([reminder], await new World().seed());
    world.answer = (n) => (n <= 4 ? throttled : undefined);
    await world.deliver();
    const row = await world.row(reminder);
    expect(row).toMatchObject({ state: 'queued', failures: 0 });
    expect([row?.calledAt, row?.leaseUntil]).toEqual([undefined, undefined]);
    expect(world.queues.routine).toHaveLength(1);
    await world.live(5);
    expect(world.mails).toHaveLength(1);
    expect(await world.row(reminder)).toMatchObject({ state: 'accepted', attempts: 2 });
  });

  it('settles a row that it rejects as bounced, and bumps the subject', async () => {
    const world = await sent([reminder], await new World().seed());
    world.answer = () => ({ taken: false, why: 'rejected', reason: 'BadRequestException: Illegal address' });
    await world.live(20);
    expect(await world.row(reminder)).toMatchObject({
      state: 'bounced',
      reason: 'BadRequestException: Illegal address',
    });
    expect(world.calls.filter((port) => port === 'SendEmail')).toHaveLength(1);
    expect(await versionOf(world)).toBe(4);
  });

  it('is not asked to mail an address off the allow-list: the row says why, and nobody is alarmed (case 66)', async () => {
    const world = await sent([reminder], await new World().seed());
    world.answer = () => ({ taken: false, why: 'not-allowed' });
    await world.live(20);
    expect(await world.row(reminder)).toMatchObject({
      state: 'suppressed',
      reason: expect.stringContaining('allow-list'),
    });
    expect(world.calls.filter((port) => port === 'SendEmail')).toHaveLength(1);
    expect(await versionOf(world)).toBe(3);
  });

  it('comes again when it refuses for a reason of its own, until a message is carried no more', async () => {
    const world = await sent([reminder], await new World().seed());
    world.answer = (n) => (n <= 7 ? { taken: false, why: 'refused', reason: 'SendingPausedException' } : undefined);
    await world.live(90);
    expect(world.dead).toHaveLength(1);
    expect(world.mails).toHaveLength(1);
    expect(await world.row(reminder)).toMatchObject({ state: 'accepted', failures: 7 });
  });

  it('holds a prompt for an admin that fails ten times', async () => {
    const world = await sent([reminder], await new World().seed());
    world.answer = () => ({ taken: false, why: 'refused', reason: 'AccessDeniedException' });
    await world.live(180);
    expect(await world.row(reminder)).toMatchObject({ state: 'held', reason: expect.stringContaining('tries failed') });
    expect(world.logged.some((line) => line.includes('prompt held'))).toBe(true);
  });

  it('is held for an admin when its facts can never be read, instead of being tried for ever', async () => {
    const world = await sent([reminder], await new World().seed());
    await world.put({ ...key.people('participant', 'PARTABCD'), people: 'not people' });
    await world.live(60);
    expect(world.mails).toHaveLength(0);
    expect(await world.row(reminder)).toMatchObject({ state: 'held', reason: expect.stringContaining('tries failed') });
  });

  it('is unsure after an error of the network: the prompt is left to its policy', async () => {
    const world = await sent([reminder, prep], await new World().seed());
    world.answer = (n) => (n <= 2 ? 'fails' : undefined);
    await world.live(10);
    expect(await world.row(reminder)).toMatchObject({ state: 'accepted', attempts: 2 });
    expect(await world.row(prep)).toMatchObject({ state: 'unknown' });
  });
});

describe('the pace of a lane', () => {
  it('starts each send at its own slot, however slow the ones before are (case 38)', async () => {
    const world = await new World().seed();
    const prompts = Array.from({ length: 25 }, (_, ordinal) => planned({ ordinal }));
    await sent(prompts, world);
    await Promise.all([world.deliver(), world.deliver(), world.deliver()]);
    const times = world.mails.map(({ atMs }) => atMs).sort((a, b) => a - b);
    expect(times).toHaveLength(25);
    expect(Math.min(...times.slice(1).map((at, i) => at - (times[i] ?? 0)))).toBeGreaterThanOrEqual(100);
    expect((times[24] ?? 0) - (times[0] ?? 0)).toBe(2_400);
  });

  it('gives a message back whose slot would outlive the function', async () => {
    const world = await sent([reminder], await new World().seed());
    await world.put({ ...key.slot('routine'), next: world.clock.nowMs() + 60_000 });
    await world.deliver();
    expect(world.mails).toHaveLength(0);
    expect(await world.row(reminder)).toMatchObject({ state: 'queued', attempts: 0 });
    await world.live(5);
    expect(world.mails).toHaveLength(1);
  });
});
