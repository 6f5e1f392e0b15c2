import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { type School, school } from '../../../functions/domain/school.ts';
import { withdrawParticipant } from '../../../functions/participants/withdraw-participant.ts';
import { key } from '../../../functions/platform/keys.ts';
import { newDevice } from '../../../functions/sign-in/known-device.ts';
import { createSite } from '../../../functions/site/create-site.ts';
import { askForSupport } from '../../../functions/work-groups/support.ts';
import type { InMemoryWorld } from '../../../local/world/in-memory-world.ts';
import {
  attendAll,
  enrolPair,
  groupId,
  groupOf,
  mailsOf,
  openGroup,
  type SamplePair,
  urnOf,
} from '../../journeys/work-group-world.ts';
import { axeViolations } from '../../support/axe.ts';

const siteUrl = 'https://in-memory.example';
let world: InMemoryWorld;
let ash: SamplePair;
let birch: SamplePair;
let app: ReturnType<typeof createSite>;
let noted: number;
let emptyNoted: number;
let noteViolations: unknown;

/** The newest link of a kind that an address was sent. */
function linkTo(address: string, path: string): string {
  const found = world.mailer.mails
    .filter(({ to }) => to === address)
    .flatMap(({ html }) =>
      [...html.matchAll(/href="https:\/\/in-memory\.example([^"?]+)"/g)].map(([, href = '']) => href),
    )
    .findLast((href) => href.startsWith(path));
  if (!found) throw new Error(`${address} got no link to ${path}`);
  return new RegExp(`^${path}/[^/]+`).exec(found)?.[0] ?? '';
}

/** The lead has typed their code in this browser before. */
let cookie: string;

const get = async (path: string) => (await app.request(siteUrl + path, { headers: { cookie } })).text();

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const answered = await app.request(siteUrl + path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: siteUrl, cookie },
  });
  await world.settle();
  return answered;
}

async function registerSchool(name: string, trust: School['trust']): Promise<void> {
  const found = v.parse(school, {
    urn: urnOf(name),
    name: `Sample ${name} School`,
    authority: { code: '999', name: 'Sample Council' },
    number: '4001',
    phase: 'secondary',
    type: 'Academy converter',
    funding: 'state',
    status: 'open',
    town: 'Sampleton',
    postcode: 'ZZ1 1ZZ',
    trust,
  });
  await world.table.write({ kind: 'put', item: { ...key.school(found.urn), ...found } });
}

describe('the pages of a Work Group', () => {
  beforeAll(async () => {
    world = await openGroup();
    ash = await enrolPair(world, 'Ash', ['neither', 'neither']);
    birch = await enrolPair(world, 'Birch');
    app = createSite({
      ...world.deps,
      siteUrl,
      assets: { addresses: { css: '/a.css', js: '/a.js', icon: '/a.svg' }, files: new Map() },
    });
    await world.jumpTo('2026-03-09T10:00:00Z');
    const lead = { name: 'Lead', email: 'lead@example.org', emailState: 'ok', linkEpoch: 0 } as const;
    const device = newDevice({ lead }, 'own', '2027-07-01T00:00:00Z');
    await world.table.write(device.write);
    cookie = `__Host-throughline-device=${device.id}`;
    const school = linkTo('maths@ash.example.org', '/pair');
    noteViolations = await axeViolations(await get(school));
    emptyNoted = (await post(`${school}/note`, { note: ' ' })).status;
    noted = (await post(`${school}/note`, { note: 'We are new to this.', help: 'yes' })).status;
    await attendAll(world, 'meeting-1', [...ash.members, ...birch.members]);
    await world.jumpTo('2026-11-03T10:00:00Z');
  }, 60_000);

  it('take a minute’s answer about the task, again and again, and refuse what can’t be', async () => {
    const task = `${linkTo('first@ash.example.org', '/me')}/tasks/meeting-1`;
    expect(await axeViolations(await get(task))).toEqual([]);
    const answer = { done: 'partly', withWhom: 'Year 8', changed: 'We plan together.', reached: '3', of: '7' };
    expect((await post(task, { ...answer, of: '2' })).status).toBe(422);
    expect((await post(task, { ...answer, changed: 'Amelia said it.' })).status).toBe(422);
    expect((await post(task, answer)).status).toBe(303);
    expect((await post(task, answer)).status).toBe(303);
    const { pulses } = (await groupOf(world)).view;
    expect(pulses).toMatchObject([{ done: 'partly', reached: 3, of: 7, pairId: ash.id }]);
  });

  it('let a school offer a lesson, and refuse a date that is past or none', async () => {
    const page = `${linkTo('first@birch.example.org', '/me')}/observations`;
    const html = await get(page);
    expect(await axeViolations(html)).toEqual([]);
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const offer = { id, day: '25', month: '11', year: '2026', time: '9:30', lesson: 'Year 8', focus: 'Reasons' };
    expect((await post(page, { ...offer, day: '31' })).status).toBe(422);
    expect((await post(page, { ...offer, year: '2025' })).status).toBe(422);
    expect((await post(page, offer)).status).toBe(303);
    expect((await post(page, offer)).status).toBe(303);
    expect((await groupOf(world)).view.slots).toMatchObject([{ startsAt: '2026-11-25T09:30:00Z', pairId: birch.id }]);
    expect((await groupOf(world)).view.observations).toMatchObject([{ visitorPairId: ash.id, hostPairId: birch.id }]);
    expect(await axeViolations(await get(page))).toEqual([]);
  });

  it('show the lead who is stuck and what waits, and let them pass a request on', async () => {
    await askForSupport(world.deps, groupId, ash.members[0], { id: 'REQA2345', for: 'school', wish: 'Plan a unit.' });
    await world.settle();
    const lead = linkTo('lead@example.org', '/lead');
    const html = await get(lead);
    expect(html).toContain('Sample Ash School');
    expect(html).toContain('has no Mastery Specialist or Advocate (nothing is blocked)');
    expect(html).toContain('Plan a unit.');
    expect(await axeViolations(html)).toEqual([]);
    const request = `${lead}/requests/REQA2345`;
    expect((await post(request, { does: 'assign', assignedTo: '', halfDays: 'x', answer: '' })).status).toBe(422);
    expect((await post(request, { does: 'pass', answer: 'More than I can do alone.' })).status).toBe(303);
    expect((await groupOf(world)).view.supportRequests).toMatchObject([{ holder: 'hub', state: 'asked' }]);
    expect((await post(request, { does: 'deliver' })).status).toBe(303);
    expect((await groupOf(world)).view.supportRequests).toMatchObject([{ holder: 'hub', state: 'asked' }]);
    const guest = { id: 'GSTA2345', guest: 'Third Ash', pair: ash.id };
    const register = `${lead}/sessions/meeting-1`;
    expect((await post(`${register}/guests`, { ...guest, guest: '' })).status).toBe(422);
    expect((await post(`${register}/guests`, guest)).status).toBe(303);
    const withGuest = await get(register);
    expect(withGuest).toContain('Third Ash, Sample Ash School');
    expect(await axeViolations(withGuest)).toEqual([]);
    for (const status of [303, 303]) expect((await post(`${register}/guests/GSTA2345`, {})).status).toBe(status);
    expect(await get(register)).not.toContain('Third Ash');
  });

  it('let a school write why nobody of its pair is a Specialist, for the lead to read', async () => {
    expect([emptyNoted, noted, noteViolations]).toEqual([422, 303, []]);
    expect((await groupOf(world)).view.pairNotes).toMatchObject([{ helpWanted: true }]);
    expect(await get(linkTo('lead@example.org', '/lead'))).toContain('We are new to this.');
  });

  it('send a school a fresh link to its page when an old one has run out, at the address on file', async () => {
    const old = linkTo('maths@ash.example.org', '/pair');
    expect(await get(old)).toContain('name="token"');
    const asked = { token: old.slice('/pair/'.length), send: 'yes' };
    expect((await post('/fresh-link', asked)).headers.get('location')).toBe('/fresh-link/sent');
    expect((await post('/fresh-link', asked)).status).toBe(429);
    const fresh = linkTo('maths@ash.example.org', '/pair');
    expect(fresh).not.toBe(old);
    expect(await get(fresh)).toContain('The thread of the year');
    expect(mailsOf(world, 'pair-fresh-link')).toEqual(['maths@ash.example.org: Your new link']);
  });

  it('name the Trust that schools of the group share', async () => {
    for (const name of ['Ash', 'Birch']) await registerSchool(name, { uid: 'S1', name: 'Sample Learning Trust' });
    const lead = linkTo('lead@example.org', '/lead');
    expect(await get(lead)).toContain('Sample Learning Trust');
    const own = linkTo('first@ash.example.org', '/me').replace('/me/', '/pair/');
    expect(await get(own)).toContain('Of Sample Learning Trust, Sample Birch School is in the group too.');
    await askForSupport(world.deps, groupId, birch.members[0], { id: 'REQT2345', for: 'trust', wish: 'A day.' });
    await world.settle();
    expect(await get(lead)).toContain('Sample Birch School, for Sample Learning Trust');
  });

  it('remind a participant of what their group asks of them, until it is done', async () => {
    const own = linkTo('second@ash.example.org', '/me');
    expect(await get(own)).toContain('Say how it went with your department');
    const answer = { done: 'yes', withWhom: '', changed: '', reached: '2', of: '7' };
    await post(`${own}/tasks/meeting-1`, answer);
    expect(await get(own)).not.toContain('Say how it went with your department');
    expect(await get(own)).toContain('Say whether a visit suits you');
    const visit = (await groupOf(world)).view.observations[0]?.id ?? '';
    await post(`${own}/observations/${visit}`, { does: 'accept' });
    expect(await get(own)).not.toContain('Say whether a visit suits you');
  });

  it('let a headteacher name a colleague for a place that is open', async () => {
    await withdrawParticipant(world.deps, birch.members[1], { reason: 'other', note: '', by: 'admin' });
    await world.settle();
    const head = linkTo('head@birch.example.org', '/pair');
    const html = await get(head);
    expect(html).toContain('Name a colleague');
    expect(await axeViolations(html)).toEqual([]);
    const ask = `${head}/colleague/${birch.members[1]}`;
    expect((await post(ask, { name: '', email: 'x' })).status).toBe(422);
    expect((await post(ask, { name: 'Third Birch', email: 'third@birch.example.org' })).status).toBe(303);
    expect(world.mailer.mails.some(({ to }) => to === 'third@birch.example.org')).toBe(true);
  });

  it('change nothing when they are only opened', async () => {
    const before = (await groupOf(world)).view.group.version;
    const me = linkTo('first@ash.example.org', '/me');
    for (const path of [
      me,
      `${me}/observations`,
      `${me}/support`,
      `${me}/tasks/meeting-1`,
      linkTo('lead@example.org', '/lead'),
    ])
      expect((await app.request(siteUrl + path, { headers: { cookie } })).status).toBe(200);
    expect((await groupOf(world)).view.group.version).toBe(before);
    expect(world.alarms).toEqual([]);
  });
});
