import { beforeEach, describe, expect, test } from 'vitest';
import { askSchool } from '../../functions/nominations/ask-school.ts';
import { commitmentTextVersion } from '../../functions/nominations/commitment.ts';
import { correctContact } from '../../functions/nominations/correct-contact.ts';
import { promiseOnBehalf } from '../../functions/nominations/look-after.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { nominate } from '../local/world/people.ts';
import {
  browserOf,
  decide,
  factsOf,
  lastMailTo,
  linkIn,
  logOf,
  mailsOf,
  promise,
  promised,
  statusOf,
  worldWith,
} from './nominating.ts';

const by = 'sample-admin';
const textVersion = commitmentTextVersion;
let world: InMemoryWorld;
beforeEach(async () => {
  world = await worldWith({ capacity: 5 });
});

const promiseLink = (address: string) => linkIn(lastMailTo(world, address), 'promise');

describe('the promises', () => {
  test('are chased on the third and the seventh school day, and only from whoever is missing', async () => {
    const id = await nominate(world, 'Ash');
    await promise(world, id, 'head');
    await world.jumpTo('2026-03-09T09:01:00Z');
    expect(mailsOf(world, 'nomination-chase').map(({ to }) => to)).toEqual(['teacher@ash.example.org']);
    await world.jumpTo('2026-03-13T09:01:00Z');
    expect(mailsOf(world, 'nomination-chase')).toHaveLength(2);
    await promise(world, id, 'nominee');
    expect(await statusOf(world, id)).toBe('awaiting-decision');
  });

  test('show the school whose answer is missing, and no reason of a refusal', async () => {
    await nominate(world, 'Ash');
    const school = linkIn(lastMailTo(world, 'maths@ash.example.org'), 'nomination');
    const browser = browserOf(world);
    await browser.post(promiseLink('head@ash.example.org'), {
      answer: 'refused',
      refuseReason: 'Sample private reason',
      textVersion,
    });
    const page = await browser.get(school);
    expect(page).toContain('Said no');
    expect(page).toContain('No answer yet');
    expect(page).not.toContain('Sample private reason');
  });

  test('are both needed, except where an admin records one with evidence, which the record names', async () => {
    const id = await nominate(world, 'Ash');
    await promise(world, id, 'nominee');
    expect(await decide(world, id, 'accepted')).toEqual({ decided: false, why: 'not-ready' });
    await promiseOnBehalf(world.deps, id, { role: 'head', evidence: 'Signed letter of 5 March, in the file', by });
    await world.settle();
    expect((await factsOf(world, id)).promises.head).toMatchObject({
      state: 'given',
      at: '2026-03-04T10:00:00.000Z',
      onBehalf: { by, evidence: 'Signed letter of 5 March, in the file' },
    });
    expect((await logOf(world, id)).map(({ what, by: who }) => `${what} by ${who}`)).toContain(
      'promise of the head recorded on their behalf by sample-admin',
    );
    expect(await decide(world, id, 'accepted')).toEqual({ decided: true });
  });
});

describe('a head who leaves before answering (case 15)', () => {
  test('names a successor, whom the school confirms; the old link then says nothing about anybody', async () => {
    const id = await nominate(world, 'Ash');
    const browser = browserOf(world);
    const old = promiseLink('head@ash.example.org');
    const posted = await browser.post(old, {
      answer: 'not-me',
      insteadName: 'New Head',
      insteadEmail: 'newhead@ash.example.org',
      textVersion,
    });
    expect(posted.to).toBe('/promise/noted');
    const closed = await browser.get(old);
    expect(closed).toContain('This link is no longer used');
    expect(closed).toContain('ask the school');
    expect(closed).not.toMatch(/Head Ash|Teacher Ash|Sample Ash School|New Head/);
    expect(mailsOf(world, 'nomination-wrong-person').map(({ to }) => to)).toEqual(['maths@ash.example.org']);
    expect(world.mailer.mails.map(({ to }) => to)).not.toContain('newhead@ash.example.org');

    const school = linkIn(lastMailTo(world, 'maths@ash.example.org'), 'nomination');
    const correction = await browser.get(`${school}/correct/headteacher`);
    expect(correction).toContain('newhead@ash.example.org');
    await browser.post(`${school}/correct/headteacher`, { name: 'New Head', email: 'newhead@ash.example.org' });
    expect(lastMailTo(world, 'newhead@ash.example.org').tags.prompt).toBe('head-commitment');
    await browser.post(promiseLink('newhead@ash.example.org'), { answer: 'given', textVersion });
    expect((await factsOf(world, id)).promises.head.state).toBe('given');
  });

  test('is replaced by the school, and an answer by the old link changes nothing', async () => {
    const id = await nominate(world, 'Ash');
    const old = promiseLink('head@ash.example.org');
    await correctContact(world.deps, id, { role: 'head', name: 'New Head', email: 'newhead@ash.example.org' });
    await world.settle();
    const answer = await browserOf(world).post(old, { answer: 'given', textVersion });
    expect(answer.status).toBe(410);
    expect((await factsOf(world, id)).promises.head.state).toBe('awaited');
  });
});

describe('an old or a forwarded link', () => {
  test('opened after the decision says how things stand and takes no other answer (case 34)', async () => {
    const id = await nominate(world, 'Ash');
    const link = promiseLink('head@ash.example.org');
    await promise(world, id, 'head');
    await promise(world, id, 'nominee');
    await decide(world, id, 'accepted');
    const browser = browserOf(world);
    expect(await browser.get(link)).toContain('This nomination has been decided');
    await browser.post(link, { answer: 'refused', textVersion });
    expect((await factsOf(world, id)).promises.head.state).toBe('given');
  });

  test('that has expired brings a fresh one to the address on file, once in ten minutes (case 34)', async () => {
    await nominate(world, 'Ash');
    const expired = promiseLink('head@ash.example.org');
    await world.jumpTo('2026-06-11T10:00:00Z');
    const browser = browserOf(world);
    expect(await browser.get(expired)).not.toMatch(/Head Ash|Teacher Ash/);
    const before = mailsOf(world, 'nomination-fresh-link').length;
    const token = expired.replace('/promise/', '');
    expect((await browser.post('/fresh-link', { token, send: 'yes' })).to).toBe('/fresh-link/sent');
    expect((await browser.post('/fresh-link', { token, send: 'yes' })).status).toBe(429);
    const fresh = mailsOf(world, 'nomination-fresh-link').slice(before);
    expect(fresh.map(({ to }) => to)).toEqual(['head@ash.example.org']);
    const [mail] = fresh;
    expect(mail && linkIn(mail, 'promise')).not.toBe(expired);
  });

  test('shows a colleague only the initials of the one who was asked (case 35)', async () => {
    await nominate(world, 'Ash');
    const page = await browserOf(world).get(promiseLink('head@ash.example.org'));
    expect(page).toContain('This question is for H.\u00a0A.');
    expect(page).not.toContain('Head Ash');
    expect(page).toContain('I am not the headteacher of this school');
  });
});

describe('one person in several places (case 14)', () => {
  test('two heads of one name promise each for their own school', async () => {
    const head = { headName: 'Sam Head' };
    const one = await nominate(world, 'Ash', { head });
    const two = await nominate(world, 'Birch', { head });
    await promise(world, one, 'head');
    expect((await factsOf(world, one)).promises.head.state).toBe('given');
    expect((await factsOf(world, two)).promises.head.state).toBe('awaited');
  });

  test('an executive head of two schools promises for each by its own link, asked on two days', async () => {
    const head = { headEmail: 'executive@trust.example.org' };
    const one = await nominate(world, 'Ash', { head });
    const two = await nominate(world, 'Birch', { head, found: { urn: '900002' } });
    await world.jumpTo('2026-03-05T10:00:00Z');
    const asked = mailsOf(world, 'head-commitment').filter(({ to }) => to === head.headEmail);
    expect(asked.map(({ tags, at }) => [tags.subject, new Date(at).toISOString().slice(0, 10)])).toEqual([
      [one, '2026-03-04'],
      [two, '2026-03-05'],
    ]);
    await browserOf(world).post(linkIn(asked[0] as (typeof asked)[number], 'promise'), {
      answer: 'given',
      textVersion,
    });
    expect((await factsOf(world, one)).promises.head.state).toBe('given');
    expect((await factsOf(world, two)).promises.head.state).toBe('awaited');
  });
});

describe('a question to the school', () => {
  test('waits for the answer, is chased twice, and comes back to the hub with it', async () => {
    const id = await promised(world, 'Ash');
    await askSchool(world.deps, id, { text: 'Who leads mathematics next year?', by });
    await world.settle();
    expect(await statusOf(world, id)).toBe('asked');
    const mail = lastMailTo(world, 'maths@ash.example.org');
    expect(mail.text).toContain('Who leads mathematics next year?');
    await world.jumpTo('2026-03-13T09:01:00Z');
    expect(mailsOf(world, 'nomination-question')).toHaveLength(3);
    const browser = browserOf(world);
    const link = `${linkIn(mail, 'nomination')}`;
    expect((await browser.post(link, { answer: '' })).status).toBe(422);
    await browser.post(link, { answer: 'The nominee does.' });
    expect(await factsOf(world, id)).toMatchObject({
      status: 'awaiting-decision',
      questions: [{ text: 'Who leads mathematics next year?', answer: 'The nominee does.' }],
    });
    expect((await factsOf(world, id)).wait?.kind).toBe('AwaitDecision');
  });

  test('that is never answered comes back to the hub after ten school days', async () => {
    const id = await promised(world, 'Ash');
    await askSchool(world.deps, id, { text: 'Sample question', by });
    await world.jumpTo('2026-03-18T16:59:00Z');
    expect(await statusOf(world, id)).toBe('asked');
    await world.jumpTo('2026-03-18T17:01:00Z');
    expect(await statusOf(world, id)).toBe('awaiting-decision');
    expect(await decide(world, id, 'declined')).toEqual({ decided: true });
  });
});
