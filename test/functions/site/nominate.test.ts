import { describe, expect, it } from 'vitest';
import { formPages } from '../../../functions/nominations/nomination-form.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { completeForm, fillForm, nominate, sending } from './nominating.ts';
import { SiteWorld } from './world.ts';

const open = '2026-03-10T10:00:00Z';

describe('the nomination form', () => {
  it('takes a school from the start page to a reference', async () => {
    const world = await new SiteWorld(open).seed();
    const { reference } = await nominate(world);
    expect(reference).toMatch(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}$/);
    const facts = await world.facts('nomination', reference);
    expect(facts).toMatchObject({
      status: 'awaiting-promises',
      schoolUrn: '123456',
      schoolName: 'Sampleton School',
      promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' } },
      late: false,
      leg: 1,
    });
    expect(world.started).toEqual([`nomination ${reference} 1`]);
  });

  it('keeps names and addresses out of the facts and out of the log', async () => {
    const world = await new SiteWorld(open).seed();
    const { reference } = await nominate(world);
    const facts = JSON.stringify(await world.facts('nomination', reference));
    for (const text of ['Nia', 'nia@', 'Hari', 'head@', 'Nora']) {
      expect(facts).not.toContain(text);
      expect(world.logged.join('\n')).not.toContain(text);
    }
  });

  it('keeps the names as typed', async () => {
    const world = await new SiteWorld(open).seed();
    const { reference } = await nominate(world, {
      nominee: { nomineeName: 'Ng Ó’Neill', nomineeEmail: " Ng.O'Neil@bücher.example " },
    });
    const [item] = await world.rows(key.people('nomination', reference).pk, 'PEOPLE');
    expect(item?.people).toMatchObject({ nominee: { name: 'Ng Ó’Neill', email: "Ng.O'Neil@bücher.example" } });
  });

  it('answers a missing field with the same page, what was typed, and an error summary that links to the field', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world, []);
    const answer = await world.post(`${address}/you`, { yourName: 'Nora <b>N</b>', yourEmail: 'nora@', yourRole: '' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('<title>Error: About you – Throughline</title>');
    expect(html).toContain('<a href="#yourRole">Enter your role at the school</a>');
    expect(html).toContain('value="Nora &lt;b&gt;N&lt;/b&gt;"');
    expect(html).toContain('value="nora@"');
    expect(await axeViolations(html)).toEqual([]);
  });

  it.each([
    ['school', { school: ' 12 34 56 ' }, 303],
    ['school', { school: '00123456' }, 303],
    ['school', { school: '1234567' }, 422],
    ['school', { school: '' }, 422],
    ['found', { urn: '' }, 422],
    ['found', { urn: '654321' }, 422],
    ['found', { urn: 'none' }, 303],
    ['you', { yourEmail: 'nora@school' }, 422],
    ['you', { yourEmail: 'nora@@school.example' }, 422],
    ['you', { yourName: 'buy at www.spam.example' }, 422],
    ['you', { yourName: 'X' }, 303],
    ['career', { earlyCareer: 'yes' }, 303],
    ['career', { earlyCareer: '' }, 422],
    ['passion', { passion: 'a'.repeat(1501) }, 422],
    ['passion', { passion: `${'a'.repeat(1499)}\n` }, 303],
    ['track-record', { workedWhere: '' }, 422],
    ['needs', { needs: 'a'.repeat(501) }, 422],
    ['head', { headEmail: '' }, 422],
    ['head', { headIs: 'me', headEmail: '' }, 303],
    ['head', { headEmail: 'NIA+head@school.example ' }, 422],
    ['subject-leader', { subjectLeadAware: '' }, 422],
  ] as const)('answers %s with %j by %i', async (page, changes, status) => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world, ['school', 'found', 'you', 'nominee', 'career', 'passion']);
    const answer = await world.post(`${address}/${page}`, { ...completeForm[page], ...changes });
    expect(answer.status).toBe(status);
  });

  it('gives one reference for a double press of the button', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    await Promise.all([world.post(`${address}/check`, sending), world.post(`${address}/check`, sending)]);
    await world.post(`${address}/check`, sending);
    const nominations = await world.rows('COHORT#site-2026', 'NOM#');
    expect(nominations).toHaveLength(1);
  });

  it('gives the same reference when a school nominates the same person again', async () => {
    const world = await new SiteWorld(open).seed();
    const first = await nominate(world);
    const second = await nominate(world, { nominee: { nomineeEmail: 'Nia+again@School.example' } });
    expect(second.reference).toBe(first.reference);
  });

  it('takes another nomination once the first is over', async () => {
    const world = await new SiteWorld(open).seed();
    const first = await nominate(world);
    const facts = await world.facts('nomination', first.reference);
    if (facts) await world.put({ ...facts, status: 'declined' });
    const second = await nominate(world);
    expect(second.reference).not.toBe(first.reference);
  });

  it('asks an address only once a day, whoever names it: the next school’s request goes the next morning', async () => {
    const world = await new SiteWorld(open).seed();
    await nominate(world);
    const second = await nominate(world, {
      school: { urn: '654321' },
      nominee: { nomineeEmail: 'someone-else@school.example' },
    });
    const third = await nominate(world, {
      school: { urn: '222222' },
      nominee: { nomineeEmail: 'third@school.example' },
    });
    expect((await world.facts('nomination', second.reference))?.promises).toEqual({
      head: { state: 'awaited', askFrom: '2026-03-11T09:00:00Z' },
      nominee: { state: 'awaited' },
    });
    expect((await world.facts('nomination', third.reference))?.promises).toMatchObject({
      head: { askFrom: '2026-03-12T09:00:00Z' },
    });
  });

  it('takes a form that was begun in time for a day after the window closed, and marks it late', async () => {
    const world = await new SiteWorld('2026-06-12T15:50:00Z').seed();
    const address = await fillForm(world);
    world.nowMs = Date.parse('2026-06-12T16:00:30Z');
    expect(await (await world.get(`${address}/check`)).text()).toContain('it will be marked as late');
    const sent = await world.post(`${address}/check`, sending);
    const [row] = await world.rows('COHORT#site-2026', 'NOM#');
    expect(sent.headers.get('location')).toBe(`${address}/sent`);
    expect(await world.facts('nomination', String(row?.id))).toMatchObject({ late: true });
  });

  it('refuses a form that comes days after the window closed, and keeps it', async () => {
    const world = await new SiteWorld('2026-06-12T15:50:00Z').seed();
    const address = await fillForm(world);
    world.nowMs = Date.parse('2026-06-14T16:00:30Z');
    const answer = await world.post(`${address}/check`, sending);
    expect(answer.status).toBe(409);
    expect(await world.rows('COHORT#site-2026', 'NOM#')).toEqual([]);
  });

  it('says that nominations are closed, outside the window, and begins no form', async () => {
    const world = await new SiteWorld('2026-06-12T16:00:00Z').seed();
    const before = world.writes;
    const html = await (await world.get('/nominate')).text();
    expect(html).toContain('Nominations are not open');
    expect((await world.post('/nominate', { cohort: 'site-2026' })).status).toBe(200);
    expect(world.writes).toBe(before);
  });

  it('limits how many nominations one address sends in a day, and says when to try again', async () => {
    const world = await new SiteWorld(open).seed();
    for (let n = 0; n < 10; n += 1)
      await nominate(world, { school: { urn: `20000${n}` }, nominee: { nomineeEmail: `n${n}@school.example` } });
    const address = await fillForm(world, undefined, { school: { urn: '300000' } });
    const refused = await world.post(`${address}/check`, sending);
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain('You can try again from Wednesday 11 March 2026');
  });

  it('has no serious accessibility problem on any page', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    for (const path of [
      '/',
      '/nominate',
      ...[...formPages('lead-teacher'), 'school-by-hand', 'later', 'check'].map((p) => `${address}/${p}`),
    ])
      expect(await axeViolations(await (await world.get(path)).text()), path).toEqual([]);
    await world.post(`${address}/check`, sending);
    expect(await axeViolations(await (await world.get(`${address}/sent`)).text())).toEqual([]);
  });

  it('shows the reference instead of the answers once it is sent, on every page of the form', async () => {
    const world = await new SiteWorld(open).seed();
    const { address, reference } = await nominate(world);
    const page = await world.get(`${address}/school`);
    expect(page.headers.get('location')).toBe(`${address}/sent`);
    expect(await (await world.get(`${address}/sent`)).text()).toContain(reference);
    expect(JSON.stringify(await world.rows(`DRAFT#${address.split('/')[2]}`, 'DRAFT'))).not.toContain('Nia');
  });

  it('says that it has no form of an address that it does not know', async () => {
    const world = await new SiteWorld(open).seed();
    expect((await world.get('/nominate/AAAAAAAAAAAAAAAAAAAAAAAAAAA/school')).status).toBe(404);
  });

  it('asks whoever sends it within seconds whether they are a person, and then takes it', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    const asked = await world.post(`${address}/check`, { privacyVersion: sending.privacyVersion });
    expect(asked.status).toBe(422);
    const html = await asked.text();
    expect(html).toContain('Are you a person?');
    expect(await axeViolations(html)).toEqual([]);
    expect((await world.post(`${address}/check`, sending)).status).toBe(303);
  });

  it('asks the same where a field that nobody sees was filled in, and stops nobody for it', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    world.nowMs += 600_000;
    const { privacyVersion } = sending;
    expect((await world.post(`${address}/check`, { privacyVersion, website: 'x' })).status).toBe(422);
    expect((await world.post(`${address}/check`, { privacyVersion, website: 'x', person: 'yes' })).status).toBe(303);
  });

  it('asks nothing more of whoever took their time', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    world.nowMs += 600_000;
    const sent = await world.post(`${address}/check`, { privacyVersion: sending.privacyVersion });
    expect(sent.headers.get('location')).toBe(`${address}/sent`);
  });

  it('asks to read the privacy notice where another version was shown', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world);
    const answer = await world.post(`${address}/check`, { privacyVersion: '2020-01', person: 'yes' });
    expect(answer.status).toBe(409);
    expect(await world.rows('COHORT#site-2026', 'NOM#')).toEqual([]);
  });

  it('shows the link by which it is finished later, and goes on where it was put aside', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world, ['school', 'found', 'you']);
    const html = await (await world.get(`${address}/later`)).text();
    expect(html).toContain(`https://site.example.org${address}`);
    expect(html).toContain('until Tuesday 7 April 2026');
    world.nowMs += 5 * 86_400_000;
    expect((await world.get(address)).headers.get('location')).toBe(`${address}/nominee`);
  });

  it('sent half a minute after five on the last day is taken, marked late, and the hub decides', async () => {
    const world = await new SiteWorld('2026-06-12T15:30:00Z').seed();
    const address = await fillForm(world);
    world.nowMs = Date.parse('2026-06-12T16:00:30Z');
    await world.post(`${address}/check`, sending);
    const [row] = await world.rows('COHORT#site-2026', 'NOM#');
    expect(await world.facts('nomination', String(row?.id))).toMatchObject({ late: true, status: 'awaiting-promises' });
  });
});
