import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { maskAddress } from '../../../functions/domain/mask-address.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { readPeople } from '../../../functions/driving/read-people.ts';
import { axeViolations } from '../../support/axe.ts';
import { participantFacts, participantPeople } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const { id } = participantFacts();

async function unreached() {
  const people = v.parse(peopleSchema, {
    ...participantPeople,
    'subject-lead': { name: 'Sam Lead', email: 'sam@school.example' },
  });
  const failed = { addressFailed: true, addressFailedAt: '2026-09-10T08:00:00.000Z' };
  const world = await new SiteWorld('2026-09-10T09:00:00Z').seedParticipant(failed, people);
  const token = world.link('subject-lead-rescue', id);
  const facts = () => world.facts('participant', id);
  const address = async () => (await readPeople(world.table, 'participant', id)).participant?.email;
  return { world, token, facts, address };
}

describe('a participant whom our mail does not reach', () => {
  it('is shown to their subject leader with a masked address', async () => {
    const { world, token } = await unreached();
    const page = await world.get(`/rescue/${token}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain(maskAddress(participantPeople.participant?.email ?? ''));
    expect(html).not.toContain(participantPeople.participant?.email);
    expect(await axeViolations(html)).toEqual([]);
  });

  it('is written to again at the address that the subject leader gives, and older links of theirs are useless', async () => {
    const { world, token, facts, address } = await unreached();
    const old = world.link('participant', id);
    const done = await world.post(`/rescue/${token}`, { email: 'right@school.example' });
    expect(done.headers.get('location')).toBe(`/rescue/${token}/done`);
    expect(await facts()).toMatchObject({ addressFailed: false, addressCorrectedAt: '2026-09-10T09:00:00.000Z' });
    expect(await address()).toBe('right@school.example');
    expect((await world.get(`/me/${old}`)).status).toBe(410);
    expect(await (await world.get(`/rescue/${token}`)).text()).toContain('there is nothing left to do');
  });

  it('stays as they are where nothing, a wrong address or somebody else’s is given, or where mail reaches them again', async () => {
    const { world, token, address } = await unreached();
    const before = world.everything();
    for (const email of ['', 'not an address', 'sam@school.example'])
      expect((await world.post(`/rescue/${token}`, { email })).status, email).toBe(422);
    expect(world.everything()).toBe(before);
    await world.post(`/rescue/${token}`, { email: 'right@school.example' });
    await world.post(`/rescue/${token}`, { email: 'another@school.example' });
    expect(await address()).toBe('right@school.example');
  });

  it('is nobody else’s to put right: a link of another purpose does not open the page', async () => {
    const { world } = await unreached();
    expect((await world.get(`/rescue/${world.link('participant', id)}`)).status).toBe(403);
  });
});

describe('a masked address', () => {
  it('shows where it begins and how it ends', () => {
    expect(maskAddress('pat.sample@school.example')).toBe('p… at s….example');
    expect(maskAddress('nonsense')).toBe('n… at …');
  });
});
