import { beforeEach, describe, expect, test } from 'vitest';
import { commitmentTextVersion } from '../../functions/nominations/commitment.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { nominate } from '../local/world/people.ts';
import {
  browserOf,
  factsOf,
  lastMailTo,
  linkIn,
  promise,
  statusOf,
  takesPlace,
  wait,
  worldWith,
} from './nominating.ts';

const site = /https:\/\/in-memory\.example(\/[^\s"<]+)/g;

/** Every address of ours in every e-mail that was sent. */
function everyLink(world: InMemoryWorld): string[] {
  return [...new Set(world.mailer.mails.flatMap(({ text }) => [...text.matchAll(site)].map(([, path = '']) => path)))];
}

/** What a nomination is, apart from how often its loop has turned. */
async function stateOf(world: InMemoryWorld, id: string) {
  const { status, promises, offer, version } = await factsOf(world, id);
  return { status, promises, offer, version };
}

let world: InMemoryWorld;
beforeEach(async () => {
  world = await worldWith({ capacity: 1 });
});

describe('a mail scanner', () => {
  test('that opens every link of every e-mail, twice and in both ways, changes nothing (case 32)', async () => {
    const taken = await takesPlace(world, 'Ash');
    const [birch = ''] = await wait(world, 'Birch');
    await withdrawParticipant(world.deps, taken, { reason: 'school-capacity', note: '', by: 'sample-admin' });
    await world.settle();
    const cedar = await nominate(world, 'Cedar');
    const before = await Promise.all([birch, cedar].map((id) => stateOf(world, id)));
    const browser = browserOf(world);
    const links = everyLink(world);
    const areas = links.map((link) => link.split('/')[1]);
    expect(areas).toEqual(expect.arrayContaining(['promise', 'nomination', 'offer', 'me', 'undo']));
    for (const link of links)
      for (const method of ['HEAD', 'GET', 'HEAD', 'GET'])
        expect(await browser.status(link, method), `${method} ${link.split('/')[1]}`).toBeLessThan(500);
    await world.settle();
    expect(await Promise.all([birch, cedar].map((id) => stateOf(world, id)))).toEqual(before);
    const offer = linkIn(lastMailTo(world, 'teacher@birch.example.org'), 'offer');
    await browser.post(offer, { answer: 'take' });
    expect(await statusOf(world, birch)).toBe('accepted');
  });

  test('that presses the only button of a page has chosen nothing, and nothing is recorded (case 33)', async () => {
    const id = await nominate(world, 'Ash');
    const browser = browserOf(world);
    for (const address of ['head', 'teacher']) {
      const link = linkIn(lastMailTo(world, `${address}@ash.example.org`), 'promise');
      const answer = await browser.post(link, { textVersion: commitmentTextVersion });
      expect(answer.status).toBe(422);
    }
    expect(await factsOf(world, id)).toMatchObject({
      status: 'awaiting-promises',
      promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' } },
    });
  });

  test('that even chose “no” is undone by the person’s own answer, for two school days (case 33)', async () => {
    const id = await nominate(world, 'Ash');
    await promise(world, id, 'head');
    const browser = browserOf(world);
    const link = linkIn(lastMailTo(world, 'teacher@ash.example.org'), 'promise');
    const version = { textVersion: commitmentTextVersion };
    await browser.post(link, { ...version, answer: 'refused', refuseReason: 'Pressed by a program' });
    await world.jumpTo('2026-03-05T15:00:00Z');
    expect(await statusOf(world, id)).toBe('awaiting-promises');
    await browser.post(link, { ...version, answer: 'given' });
    await world.jumpTo('2026-03-09T10:00:00Z');
    expect(await statusOf(world, id)).toBe('awaiting-decision');
  });
});
