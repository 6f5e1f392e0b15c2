import { describe, expect, it } from 'vitest';
import { commitmentTextVersion } from '../../../functions/nominations/commitment.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { nominate } from './nominating.ts';
import { SiteWorld } from './world.ts';

const open = '2026-03-10T10:00:00Z';
const textVersion = commitmentTextVersion;

async function nominated() {
  const world = await new SiteWorld(open).seed();
  const { reference } = await nominate(world);
  return {
    world,
    reference,
    head: world.link('head-promise', reference),
    nominee: world.link('nominee-promise', reference),
    school: world.link('nomination-progress', reference),
    facts: () => world.facts('nomination', reference),
  };
}

describe('the promise pages', () => {
  it('say what is asked, to the head and to the nominee', async () => {
    const { world, head, nominee } = await nominated();
    const toHead = await (await world.get(`/promise/${head}`)).text();
    const toNominee = await (await world.get(`/promise/${nominee}`)).text();
    expect(toHead).toContain('Can Sampleton School release Nia Nominee?');
    expect(toHead).toContain('release Nia Nominee for 2 days of central events and give time for 2 days');
    expect(toHead).toContain('Thursday 17 September 2026, 1:30pm to 4:00pm (UK time)');
    expect(toNominee).toContain('Will you take part for Sampleton School?');
    expect(await axeViolations(toHead)).toEqual([]);
    expect(await axeViolations(toNominee)).toEqual([]);
  });

  it('change nothing by being opened, however often and by whom', async () => {
    const { world, head, nominee, school } = await nominated();
    const before = world.everything();
    for (const method of ['GET', 'HEAD'])
      for (const path of [
        `/promise/${head}`,
        `/promise/${nominee}`,
        `/promise/${head}/done`,
        `/nomination/${school}`,
        `/nomination/${school}/correct/teacher`,
      ])
        expect((await world.get(path, { method })).status).toBeLessThan(400);
    expect(world.everything()).toBe(before);
  });

  it('take an answer only where one was chosen', async () => {
    const { world, head, facts } = await nominated();
    const answer = await world.post(`/promise/${head}`, { textVersion });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('<a href="#answer">Select your answer</a>');
    expect(await facts()).toMatchObject({ promises: { head: { state: 'awaited' } }, version: 2 });
  });

  it('record an answer with its moment and the words that were agreed to, and wake the nomination', async () => {
    const { world, head, facts } = await nominated();
    const answer = await world.post(`/promise/${head}`, { answer: 'given', textVersion });
    expect(answer.headers.get('location')).toBe(`/promise/${head}/done`);
    expect(await facts()).toMatchObject({
      promises: {
        head: { state: 'given', at: '2026-03-10T10:00:00.000Z', textVersion },
        nominee: { state: 'awaited' },
      },
      version: 3,
      wakeDue: '2026-03-10T10:00:00.000Z',
    });
    expect(await (await world.get(`/promise/${head}/done`)).text()).toContain('Thank you: you have agreed');
  });

  it('take the same answer twice as one', async () => {
    const { world, head, facts } = await nominated();
    await world.post(`/promise/${head}`, { answer: 'given', textVersion });
    const once = world.everything();
    await world.post(`/promise/${head}`, { answer: 'given', textVersion });
    expect(world.everything()).toBe(once);
    expect(await facts()).toMatchObject({ version: 3 });
  });

  it('let an answer be changed until the nomination is decided, and not after', async () => {
    const { world, nominee, facts, reference } = await nominated();
    await world.post(`/promise/${nominee}`, { answer: 'given', textVersion });
    await world.post(`/promise/${nominee}`, { answer: 'refused', refuseReason: 'I am moving', textVersion });
    expect(await facts()).toMatchObject({ promises: { nominee: { state: 'refused', reason: 'I am moving' } } });
    await world.put({ ...key.driven('nomination', reference), ...(await facts()), status: 'accepted' });
    const late = await world.post(`/promise/${nominee}`, { answer: 'given', textVersion });
    expect(late.status).toBe(303);
    expect(await facts()).toMatchObject({ promises: { nominee: { state: 'refused' } } });
    expect(await (await world.get(`/promise/${nominee}`)).text()).toContain('This nomination has been decided');
  });

  it('make every link to an address useless that answers "not me"', async () => {
    const { world, head, facts } = await nominated();
    const answer = await world.post(`/promise/${head}`, { answer: 'not-me', notMeNote: 'I left', textVersion });
    expect(answer.headers.get('location')).toBe('/promise/noted');
    expect(await facts()).toMatchObject({ promises: { head: { state: 'not-me' } } });
    const again = await world.get(`/promise/${head}`);
    expect(again.status).toBe(410);
    expect(await again.text()).not.toContain('Nia');
  });

  it('ask anew when the words have changed since the page was opened', async () => {
    const { world, head, facts } = await nominated();
    const answer = await world.post(`/promise/${head}`, { answer: 'given', textVersion: 'old' });
    expect(answer.status).toBe(422);
    expect(await facts()).toMatchObject({ promises: { head: { state: 'awaited' } } });
  });

  it('refuse a link of another purpose, another key or another text as not working', async () => {
    const { world, head, reference, school } = await nominated();
    for (const token of [school, `${head}x`, 'x.y', world.link('participant', reference)]) {
      const page = await world.get(`/promise/${token}`);
      expect(page.status).toBe(403);
      expect(await page.text()).toContain('This link does not work');
      expect((await world.post(`/promise/${token}`, { answer: 'given', textVersion })).status).toBe(403);
    }
  });

  it('record both promises that are given at the same moment, also where two transactions meet', async () => {
    const { world, head, nominee, facts } = await nominated();
    world.conflicts.push(false, true);
    await Promise.all([
      world.post(`/promise/${head}`, { answer: 'given', textVersion }),
      world.post(`/promise/${nominee}`, { answer: 'given', textVersion }),
    ]);
    expect(await facts()).toMatchObject({
      promises: { head: { state: 'given' }, nominee: { state: 'given' } },
      version: 4,
    });
  });
});

describe('an expired link', () => {
  it('offers a fresh one, and says nothing about whose it is', async () => {
    const { world, head } = await nominated();
    world.nowMs += 61 * 86_400_000;
    const page = await world.get(`/promise/${head}`);
    const html = await page.text();
    expect(page.status).toBe(410);
    expect(html).toContain('Send a fresh link');
    expect(html).not.toMatch(/Hari|Nia|Sampleton|example/);
    expect(await axeViolations(html)).toEqual([]);
  });

  it('has a fresh one asked for, at most once in ten minutes', async () => {
    const { world, head, facts } = await nominated();
    world.nowMs += 61 * 86_400_000;
    const asked = await world.post('/fresh-link', { token: head, send: 'yes' });
    expect(asked.headers.get('location')).toBe('/fresh-link/sent');
    expect(await facts()).toMatchObject({ linkAskedAt: { head: world.clock.now() }, version: 3 });
    const again = await world.post('/fresh-link', { token: head, send: 'yes' });
    expect(again.status).toBe(429);
    expect((await world.post('/fresh-link', { token: 'forged.token' })).status).toBe(403);
  });
});

describe('the school’s page', () => {
  it('says whose answer is missing, and never why somebody said no', async () => {
    const { world, nominee, school } = await nominated();
    await world.post(`/promise/${nominee}`, { answer: 'refused', refuseReason: 'My private reason', textVersion });
    const html = await (await world.get(`/nomination/${school}`)).text();
    expect(html).toContain('Said no');
    expect(html).toContain('No answer yet');
    expect(html).not.toContain('My private reason');
    expect(await axeViolations(html)).toEqual([]);
  });

  it('names somebody else, who is asked as a round of their own, and ends the links of the first', async () => {
    const { world, head, school, facts, reference } = await nominated();
    const path = `/nomination/${school}/correct/headteacher`;
    const sent = await world.post(path, { name: 'Hana Head', email: 'hana@school.example' });
    expect(sent.headers.get('location')).toBe(`/nomination/${school}?done=corrected`);
    expect(await facts()).toMatchObject({ promises: { head: { state: 'awaited', round: 1 } } });
    expect((await world.get(`/promise/${head}`)).status).toBe(410);
    expect((await world.get(`/promise/${world.link('head-promise', reference, { epoch: 1 })}`)).status).toBe(200);
    const once = world.everything();
    await world.post(path, { name: 'Hana Head', email: 'hana@school.example' });
    expect(world.everything()).toBe(once);
  });

  it('asks somebody named later only on a day on which nobody else asks them', async () => {
    const { world, school, facts } = await nominated();
    await nominate(world, {
      school: { urn: '654321' },
      nominee: { nomineeEmail: 'z@school.example' },
      head: { headEmail: 'hana@school.example' },
    });
    await world.post(`/nomination/${school}/correct/headteacher`, { name: 'Hana Head', email: 'hana@school.example' });
    expect(await facts()).toMatchObject({ promises: { head: { askFrom: '2026-03-11T09:00:00Z' } } });
  });

  it('keeps what was typed where the address is wrong, the other’s, or one that said “not me”', async () => {
    const { world, school, head } = await nominated();
    const path = `/nomination/${school}/correct/headteacher`;
    const wrong = await world.post(path, { name: 'Hana', email: 'hana' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="hana"');
    expect((await world.post(path, { name: 'Hana', email: 'nia@school.example' })).status).toBe(422);
    await world.post(`/promise/${head}`, { answer: 'not-me', textVersion });
    const same = await world.post(path, { name: 'Hana', email: 'head@school.example' });
    expect(await same.text()).toContain('Whoever reads this address answered that they are not the headteacher');
  });

  it('keeps an answer that was given from being handed to somebody else', async () => {
    const { world, school, head, facts } = await nominated();
    await world.post(`/promise/${head}`, { answer: 'given', textVersion });
    const sent = await world.post(`/nomination/${school}/correct/headteacher`, {
      name: 'X',
      email: 'x@school.example',
    });
    expect(sent.headers.get('location')).toBe(`/nomination/${school}`);
    expect(await facts()).toMatchObject({ promises: { head: { state: 'given' } } });
  });
});
