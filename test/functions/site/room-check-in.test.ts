import { describe, expect, it } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aParticipantId } from '../../support/ids.ts';
import { cohort, participantFacts, participantId, participantPeople, sessions } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const during = '2026-10-08T09:00:00Z';
const { central } = sessions;
const email = participantPeople.participant?.email ?? '';

async function inTheRoom(now = during) {
  const world = await new SiteWorld(now).seedParticipant();
  return {
    world,
    type: (code: string, address = email, who = '') => world.post('/check-in', { code, email: address, who }),
    place: async (id = participantId) => (await world.rows(`PART#${id}`, key.place(id, central.id).sk))[0],
    credits: () => world.rows(`PART#${participantId}`, 'C#CREDIT#'),
  };
}

/** A colleague in the same cohort whose mail goes to the same mailbox. */
async function shareTheMailbox(world: SiteWorld): Promise<string> {
  const id = aParticipantId('PARTSHRD');
  const contact = { name: 'Sam Sharer', email, emailState: 'ok', linkEpoch: 0 } as const;
  await world.put(
    { ...key.driven('participant', id), ...participantFacts({ id }) },
    { ...key.people('participant', id), people: { participant: contact } },
    { ...key.cohortParticipant(cohort.id, id), id },
  );
  return id;
}

describe('checking in with the code of the room and one’s own address', () => {
  it('records the attendance once, however often it is sent', async () => {
    const { type, place, credits } = await inTheRoom();
    const first = await type(' kx7-m4 ', ` ${email.toUpperCase()} `);
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe(`/check-in/done/${cohort.id}/${central.id}`);
    await type(central.checkInCode);
    expect(await place()).toMatchObject({ state: 'attended', source: 'participant' });
    expect(await credits()).toHaveLength(1);
  });

  it('is filled in by the address that the QR code holds, and opening that changes nothing', async () => {
    const { world } = await inTheRoom();
    const before = world.everything();
    const page = await world.get(`/check-in?code=${central.checkInCode}`);
    const html = await page.text();
    expect(html).toContain(`value="${central.checkInCode}"`);
    expect(world.everything()).toBe(before);
    expect(await axeViolations(html)).toEqual([]);
  });

  it('keeps what was typed and says when check-in opens, to who comes too early', async () => {
    const { type, place } = await inTheRoom('2026-10-08T07:00:00Z');
    const answer = await type(central.checkInCode);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Check-in opens on Thursday 8 October 2026');
    expect(html).toContain(`value="${central.checkInCode}"`);
    expect(html).toContain(`value="${email}"`);
    expect(await place()).toBeUndefined();
  });

  it('says nothing of an address to who has no code', async () => {
    const { type, place } = await inTheRoom();
    const known = await (await type('ZZZZ9')).text();
    const unknown = await (await type('ZZZZ9', 'nobody@example.org')).text();
    expect(known).toContain('No session has this code');
    expect(known.replaceAll(email, '')).toBe(unknown.replaceAll('nobody@example.org', ''));
    expect(await place()).toBeUndefined();
  });

  it('records nothing for an address that no participant of the session has', async () => {
    const { type, world } = await inTheRoom();
    const answer = await type(central.checkInCode, 'nobody@example.org');
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('No participant of this session has this address');
    expect(world.everything()).not.toContain('"attended"');
  });

  it('asks two people who share a mailbox who they are, by initials only', async () => {
    const { world, type, place } = await inTheRoom();
    const other = await shareTheMailbox(world);
    const asked = await (await type(central.checkInCode)).text();
    expect(asked).toContain('Who are you?');
    expect(asked).not.toContain('Sam Sharer');
    expect(await axeViolations(asked)).toEqual([]);
    expect([await place(), await place(other)]).toEqual([undefined, undefined]);
    expect((await type(central.checkInCode, email, other)).status).toBe(303);
    expect(await place(other)).toMatchObject({ state: 'attended' });
    expect(await place()).toBeUndefined();
  });

  it('refuses a tenth wrong try of one address for a while, and says until when', async () => {
    const { type } = await inTheRoom();
    for (let tries = 0; tries < 10; tries += 1) await type('ZZZZ9');
    const answer = await type(central.checkInCode);
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain('You can try again from');
  });
});

describe('the sheet with the code', () => {
  it('shows the lead the code, the address to open and a picture of both', async () => {
    const world = await (await new SiteWorld('2026-10-01T09:00:00Z').seedParticipant()).knowDevice();
    const html = await (await world.get(`/lead/${world.link('lead', cohort.id)}/sessions/${central.id}/code`)).text();
    expect(html).toContain(`>${central.checkInCode}</p>`);
    expect(html).toContain('site.example.org/check-in');
    expect(html).toContain('<svg');
    expect(await axeViolations(html)).toEqual([]);
  });
});
