import { beforeEach, describe, expect, test } from 'vitest';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { moveOnList, setCapacity } from '../../functions/nominations/waiting-list.ts';
import { withdrawNomination } from '../../functions/nominations/withdraw-nomination.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { sampleCohort } from '../local/world/people.ts';
import {
  browserOf,
  decide,
  factsOf,
  lastMailTo,
  linkIn,
  mailsOf,
  placesOf,
  promised,
  statusOf,
  takesPlace,
  wait,
  worldWith,
} from './nominating.ts';

const by = 'sample-admin';
let world: InMemoryWorld;
beforeEach(async () => {
  world = await worldWith({ capacity: 1 });
});

async function frees(participantId: string): Promise<void> {
  await withdrawParticipant(world.deps, participantId, { reason: 'school-capacity', note: '', by });
  await world.settle();
}

const offerLink = (name: string) => linkIn(lastMailTo(world, `teacher@${name}.example.org`), 'offer');

describe('a place that becomes free (case 52)', () => {
  test('is offered to the first on the list at once, who has three school days, and to nobody else', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    await frees(ash);
    const { status, offer } = await factsOf(world, birch);
    expect({ status, answerBy: offer?.answerBy }).toEqual({ status: 'offered', answerBy: '2026-03-09T17:00:00.000Z' });
    expect(await statusOf(world, cedar)).toBe('waitlisted');
    expect(await placesOf(world)).toMatchObject({ taken: 1, waiting: [cedar] });
    expect(mailsOf(world, 'place-offered').map(({ to }) => to)).toEqual([
      'teacher@birch.example.org',
      'head@birch.example.org',
    ]);
  });

  test('goes to the next when the offer lapses, and the one who let it lapse is told and not asked again', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    await frees(ash);
    await world.jumpTo('2026-03-09T16:59:00Z');
    expect(await statusOf(world, cedar)).toBe('waitlisted');
    await world.jumpTo('2026-03-09T17:01:00Z');
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['not-taken', 'offered']);
    expect(await placesOf(world)).toMatchObject({ taken: 1, waiting: [] });
    expect(lastMailTo(world, 'teacher@birch.example.org').text).toContain('has not been taken up in time');
    await world.jumpTo('2026-03-13T09:00:00Z');
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['not-taken', 'not-taken']);
    expect(await placesOf(world)).toMatchObject({ taken: 0 });
    expect(world.alarms).toEqual([]);
  });

  test('of an offer that is taken enrols the nominee', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = ''] = await wait(world, 'Birch');
    await frees(ash);
    const browser = browserOf(world);
    const link = offerLink('birch');
    expect(await browser.status(link, 'HEAD')).toBe(200);
    expect(await browser.get(link)).toContain('A place is kept for you');
    expect(await statusOf(world, birch)).toBe('offered');
    expect((await browser.post(link, {})).status).toBe(422);
    expect((await browser.post(link, { answer: 'take' })).to).toBe(`${link}/done`);
    expect(await factsOf(world, birch)).toMatchObject({ status: 'accepted', participantId: expect.any(String) });
    expect(await placesOf(world)).toMatchObject({ taken: 1, waiting: [] });
    expect(mailsOf(world, 'welcome').map(({ to }) => to)).toContain('teacher@birch.example.org');
    expect((await browser.post(link, { answer: 'take' })).to).toBe(`${link}/done`);
  });

  test('that is passed on can be taken after all, until the next is asked', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    await frees(ash);
    const browser = browserOf(world);
    await browser.post(offerLink('birch'), { answer: 'pass' });
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['offered', 'waitlisted']);
    await browser.post(offerLink('birch'), { answer: 'take' });
    expect(await statusOf(world, birch)).toBe('accepted');
    await world.jumpTo('2026-03-12T09:00:00Z');
    expect(await statusOf(world, cedar)).toBe('waitlisted');
  });

  test('that is passed on for good goes to the next before the offer would have ended', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    await frees(ash);
    const link = offerLink('birch');
    await browserOf(world).post(link, { answer: 'pass' });
    await world.jumpTo('2026-03-06T09:01:00Z');
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['not-taken', 'offered']);
    await browserOf(world).post(link, { answer: 'take' });
    expect(await statusOf(world, birch)).toBe('not-taken');
    expect(await browserOf(world).get(link)).toContain('The time to take the place is over');
  });

  test('two places that become free together go to the first two', async () => {
    await setCapacity(world.deps, sampleCohort, { capacity: 2, by: 'sample-admin' });
    const [ash, elm] = [await takesPlace(world, 'Ash'), await takesPlace(world, 'Elm')];
    const [birch = '', cedar = '', dogwood = ''] = await wait(world, 'Birch', 'Cedar', 'Dogwood');
    await Promise.all([frees(ash), frees(elm)]);
    const statuses = await Promise.all([birch, cedar, dogwood].map((id) => statusOf(world, id)));
    expect(statuses).toEqual(['offered', 'offered', 'waitlisted']);
    expect(await placesOf(world)).toMatchObject({ taken: 2, waiting: [dogwood] });
  });

  test('of an offered nomination that its school takes back goes to the next, and the old link says so', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    await frees(ash);
    const link = offerLink('birch');
    await withdrawNomination(world.deps, birch, { reason: '', by: 'nominator' });
    await world.settle();
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['withdrawn', 'offered']);
    await browserOf(world).post(link, { answer: 'take' });
    expect(await statusOf(world, birch)).toBe('withdrawn');
    expect(await browserOf(world).get(link)).toContain('The school has taken the nomination back');
  });

  test('and is wanted by an admin and by the first on the list at one moment is given to one of them', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = ''] = await wait(world, 'Birch');
    const elm = await promised(world, 'Elm');
    await withdrawParticipant(world.deps, ash, { reason: 'school-capacity', note: '', by });
    const decided = await decideNomination(world.deps, elm, { outcome: 'accepted', reason: '', by });
    await world.settle();
    const holders = [await statusOf(world, birch), await statusOf(world, elm)].filter((status) =>
      ['offered', 'accepted'].includes(status),
    );
    expect(holders).toHaveLength(1);
    expect(decided.decided).toBe((await statusOf(world, elm)) === 'accepted');
    expect((await placesOf(world)).taken).toBe(1);
  });
});

describe('an offer and the calendar (case 52)', () => {
  test('made on the last day of term ends after the holidays, since only school days count', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = ''] = await wait(world, 'Birch');
    await world.jumpTo('2026-03-27T10:00:00Z');
    await frees(ash);
    expect((await factsOf(world, birch)).offer?.answerBy).toBe('2026-04-15T16:00:00.000Z');
  });

  test('is not made two days before the list closes for the start, and the school is told how it ended', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = ''] = await wait(world, 'Birch');
    await world.jumpTo('2026-09-08T10:00:00Z');
    await frees(ash);
    expect(await statusOf(world, birch)).toBe('waitlisted');
    await world.jumpTo('2026-09-10T17:00:00Z');
    expect(await statusOf(world, birch)).toBe('expired');
    expect(await placesOf(world)).toMatchObject({ taken: 0, waiting: [] });
    expect(mailsOf(world, 'place-offered')).toEqual([]);
    expect(lastMailTo(world, 'maths@birch.example.org').text).toContain('No place became free in time');
  });
});

describe('the order of the list', () => {
  test('is that of the decisions, and each school is told its own number', async () => {
    await takesPlace(world, 'Ash');
    const [birch, cedar] = await wait(world, 'Birch', 'Cedar');
    expect((await placesOf(world)).waiting).toEqual([birch, cedar]);
    const mail = lastMailTo(world, 'maths@cedar.example.org');
    expect(mail.text).toContain('Number 2');
    expect(await browserOf(world).get(linkIn(mail, 'nomination'))).toContain('Number 2');
  });

  test('can be changed by an admin, and the new first gets the next place', async () => {
    const ash = await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    expect(await moveOnList(world.deps, sampleCohort, { id: cedar, to: 1, by })).toBe('moved');
    await frees(ash);
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['waitlisted', 'offered']);
  });

  test('when an admin adds a place, the first is offered it', async () => {
    await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    await setCapacity(world.deps, sampleCohort, { capacity: 2, by: 'sample-admin' });
    await world.settle();
    expect([await statusOf(world, birch), await statusOf(world, cedar)]).toEqual(['offered', 'waitlisted']);
  });

  test('who is put on the list while a place is free is offered it', async () => {
    const birch = await promised(world, 'Birch');
    await decide(world, birch, 'waitlisted');
    expect(await statusOf(world, birch)).toBe('offered');
  });
});
