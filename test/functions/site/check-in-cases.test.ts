import { describe, expect, it } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { aParticipantId } from '../../support/ids.ts';
import { cohort, participantFacts, participantId, participantPeople, sessions } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const during = '2026-10-08T09:00:00Z';
const { central, online } = sessions;

async function inTheRoom(now: string) {
  const world = await (await new SiteWorld(now).seedParticipant()).knowDevice();
  return {
    world,
    home: `/me/${world.link('participant', participantId)}`,
    register: `/lead/${world.link('lead', cohort.id)}/sessions/${central.id}`,
    places: () => world.rows(`PART#${participantId}`, 'B#PLACE#'),
    credits: () => world.rows(`PART#${participantId}`, 'C#CREDIT#'),
  };
}

async function bring(world: SiteWorld, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const facts = participantFacts({ id: aParticipantId(id) });
    await world.put(
      { ...key.driven('participant', id), ...facts },
      { ...key.people('participant', id), people: participantPeople },
      { ...key.cohortParticipant(cohort.id, id), id, joinedAt: facts.enrolledAt },
    );
  }
}

describe('a code that is typed', () => {
  it('two minutes early is kept on the page, which says when to send it again, and then works (case 28)', async () => {
    const { world, home, places } = await inTheRoom('2026-10-08T07:58:00Z');
    const page = `${home}/check-in/${central.id}`;
    const early = await (await world.post(page, { code: 'KX7M4' })).text();
    expect(early).toContain('Check-in opens on Thursday 8 October 2026, 9:00am (UK time). Your code is kept below');
    expect(early).toContain('value="KX7M4"');
    expect(await places()).toEqual([]);
    world.nowMs += 2 * 60_000;
    expect((await world.post(page, { code: 'KX7M4' })).status).toBe(303);
    expect(await places()).toMatchObject([{ sessionId: central.id, state: 'attended' }]);
  });

  it('for a session that is still to come records nothing, though it is the right one (case 29)', async () => {
    const { world, home, places } = await inTheRoom(during);
    const answer = await world.post(`${home}/check-in/${online.id}`, { code: online.checkInCode });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Check-in opens on Thursday 19 November 2026, 1:30pm (UK time)');
    expect(await places()).toEqual([]);
  });

  it('on the page of another session names the one that it is of, and says that nobody is checked in (case 29)', async () => {
    const { world, home, places, credits } = await inTheRoom(during);
    const answer = await (await world.post(`${home}/check-in/${central.id}`, { code: online.checkInCode })).text();
    expect(answer).toContain('This is the code of Central day 2 on Thursday 19 November 2026');
    expect(answer).toContain('You are not checked in');
    expect([await places(), await credits()]).toEqual([[], []]);
  });
});

describe('a code that was passed on to somebody who is not there', () => {
  it('shows on the lead’s register as how many checked in, and the lead’s count takes it back (case 30)', async () => {
    const { world, home, register, credits } = await inTheRoom(during);
    await bring(world, ['PARTEFGH', 'PARTJKMN']);
    await world.post(`${home}/check-in/${central.id}`, { code: 'KX7M4' });
    expect(await (await world.get(register)).text()).toContain('1 of 3 checked in with the code');
    await world.post(register, { [`mark-${participantId}`]: 'absent' });
    expect((await credits()).reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(0);
    expect(await (await world.get(register)).text()).not.toContain('checked in with the code');
  });

  it('is refused once five hundred have typed it within a quarter of an hour (case 30)', async () => {
    const { world, places } = await inTheRoom(during);
    for (let tried = 0; tried < 500; tried += 1)
      await world.post('/check-in', { code: 'KX7M4', email: `somebody-${tried}@example.org` });
    const answer = await world.post('/check-in', { code: 'KX7M4', email: 'pat@example.org' });
    expect(answer.status).toBe(429);
    expect(await places()).toEqual([]);
  }, 60_000);
});

describe('a venue without a network', () => {
  it('has its paper register typed in two days later, with the lead as its source, and it earns (case 31)', async () => {
    const { world, register, places, credits } = await inTheRoom('2026-10-10T09:00:00Z');
    await world.post(register, { [`mark-${participantId}`]: 'attended' });
    expect(await places()).toMatchObject([{ sessionId: central.id, state: 'attended', source: 'lead' }]);
    expect(await credits()).toMatchObject([{ sessionId: central.id, amount: 1 }]);
  });
});
