import { describe, expect, it } from 'vitest';
import type { School } from '../../../functions/domain/school.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aSchool } from '../../support/schools.ts';
import { fillForm, nominate } from './nominating.ts';
import { SiteWorld } from './world.ts';

const open = '2026-03-10T10:00:00Z';

async function withSchools(...schools: Partial<School>[]) {
  const world = await new SiteWorld(open).seed();
  for (const changes of schools) {
    const school = aSchool(changes);
    const { urn, name, town, postcode, status } = school;
    await world.put(
      { ...key.school(urn), ...school },
      { ...key.schoolNumber(school, urn), urn },
      ...name
        .toLowerCase()
        .split(' ')
        .map((word) => ({ ...key.schoolName(word, urn), urn, name, town, postcode, status })),
    );
  }
  const address = await fillForm(world, []);
  return { world, address };
}

async function search(world: SiteWorld, address: string, school: string): Promise<string> {
  const answer = await world.post(`${address}/school`, { school });
  if (answer.status !== 303) return answer.text();
  return (await world.get(answer.headers.get('location') ?? '')).text();
}

describe('finding the school', () => {
  it('shows postcode and authority of every school of a common name, so that nobody confirms the wrong one', async () => {
    const { world, address } = await withSchools(
      { urn: '100001', name: 'Holy Sample School', town: 'North', postcode: 'ZZ1 1AA' },
      { urn: '100002', name: 'Holy Sample School', town: 'South', authority: { code: '991', name: 'Mockshire' } },
    );
    const html = await search(world, address, 'holy sample');
    expect(html).toContain('Which is your school?');
    expect(html).toContain('North, ZZ1 1AA, Sampleshire, URN 100001');
    expect(html).toContain('South, ZZ1 1ZZ, Mockshire, URN 100002');
    expect(await axeViolations(html)).toEqual([]);
  });

  it('takes a URN with spaces or zeros before it', async () => {
    const { world, address } = await withSchools({ urn: '100001', name: 'Holy Sample School' });
    expect(await search(world, address, ' 0 010 00 01 ')).toContain('Is this your school?');
  });

  it('leads from a closed school to the one that followed it', async () => {
    const { world, address } = await withSchools(
      { urn: '100001', name: 'Old Sample School', number: '77', status: 'closed', closedOn: '2024-08-31' },
      { urn: '100002', name: 'New Sample Academy', number: '77' },
    );
    const html = await search(world, address, '100001');
    expect(html).toContain('It followed Old Sample School (URN 100001), which closed on Saturday 31 August 2024.');
    const chosen = await world.post(`${address}/found`, { urn: '100002' });
    expect(chosen.headers.get('location')).toBe(`${address}/you`);
    expect((await world.post(`${address}/found`, { urn: '100001' })).status).toBe(422);
  });

  it('says that a closed school has no successor, and offers it to nobody', async () => {
    const { world, address } = await withSchools({ urn: '100001', name: 'Lost School', status: 'closed', number: '' });
    const html = await search(world, address, 'lost');
    expect(html).toContain('has closed, and the register names no school that followed it');
    expect(html).not.toContain('value="100001"');
  });

  it('says of an independent school why it may not be right, and lets it go on for the hub to decide', async () => {
    const { world } = await withSchools();
    await world.put({ ...key.school('100009'), ...aSchool({ urn: '100009', funding: 'independent' }) });
    const address = await fillForm(world, []);
    await world.post(`${address}/school`, { school: '100009' });
    const chosen = await world.post(`${address}/found`, { urn: '100009' });
    const html = await (await world.get(chosen.headers.get('location') ?? '')).text();
    expect(html).toContain('The school is not state-funded.');
    expect(html).toContain(`href="${address}/you"`);
    expect(await axeViolations(html)).toEqual([]);
  });

  it('says of an early career teacher why they may not be right, on the last page too, and keeps the reason (case 18)', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world, undefined, { career: { earlyCareer: 'yes' } });
    expect(await (await world.get(`${address}/check`)).text()).toContain('early career teacher (ECT)');
    const { reference } = await nominate(world, { career: { earlyCareer: 'yes' } });
    expect(await world.facts('nomination', reference)).toMatchObject({ eligibility: { reasons: ['early-career'] } });
  });

  it('takes a school that the register lacks by hand, and says so to the hub', async () => {
    const { world, address } = await withSchools();
    expect(await search(world, address, '999999')).toContain('My school is not in the register yet');
    const wrong = await world.post(`${address}/school-by-hand`, { schoolName: '', urn: '12' });
    expect(wrong.status).toBe(422);
    const saved = await world.post(`${address}/school-by-hand`, { schoolName: 'Brand New School', urn: '999999' });
    expect(saved.headers.get('location')).toBe(`${address}/eligibility`);
  });

  it('looks at the register for a URN that was entered by hand with another name', async () => {
    const { world, address } = await withSchools({ urn: '100001', name: 'Holy Sample School' });
    const saved = await world.post(`${address}/school-by-hand`, { schoolName: 'My own name for it', urn: '100001' });
    expect(saved.headers.get('location')).toBe(`${address}/found`);
  });

  it('asks for the school again when another one is searched for', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    await world.put({ ...key.school('100001'), ...aSchool({ urn: '100001' }) });
    await world.post(`${address}/school`, { school: '100001' });
    expect((await world.get(`${address}/check`)).headers.get('location')).toBe(`${address}/found`);
  });

  it('limits searches, and says when to try again', async () => {
    const { world, address } = await withSchools();
    for (let n = 0; n < 60; n += 1) await world.post(`${address}/school`, { school: 'nothing here' });
    const refused = await world.post(`${address}/school`, { school: 'nothing here' });
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain('You can try again from Tuesday 10 March 2026');
  });
});
