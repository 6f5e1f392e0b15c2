import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Nomination } from '../../../functions/domain/nomination.ts';
import { type People, people } from '../../../functions/domain/people.ts';
import { places } from '../../../functions/domain/places.ts';
import { key } from '../../../functions/platform/keys.ts';
import { readCsv } from '../../../functions/web/read-csv.ts';
import { axeViolations } from '../../support/axe.ts';
import { aNomination, aParticipant, sampleCohort } from '../../support/factories.ts';
import { visibleText } from '../../support/html.ts';
import { sampleNow } from './sample.ts';
import { ConsoleWorld } from './world.ts';

const given = { state: 'given', at: '2026-04-01T09:00:00.000Z' };
const list = '/admin/nominations/waiting-list';

/** Somebody with both promises, for an admin to decide on. */
const ready = (id: string, more: Partial<Record<keyof Nomination, unknown>> = {}) =>
  aNomination({
    id,
    version: 3,
    leg: 1,
    schoolName: `School of ${id}`,
    status: 'awaiting-decision',
    promises: { head: given, nominee: given },
    ...more,
  });

const named = (name: string, more: Record<string, unknown> = {}): People =>
  v.parse(people, {
    nominee: { name, email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}@school.example` },
    head: { name: 'Hari Head', email: 'head@school.example' },
    nominator: { name: 'Nora Nominator', email: 'nora@school.example' },
    ...more,
  });

let world: ConsoleWorld;
beforeEach(async () => {
  world = new ConsoleWorld(sampleNow);
  await world.signInAll();
  await world.putCohort({ taken: 1, capacity: 3 });
});

async function text(path: string, who: 'admin' | 'viewer' = 'admin'): Promise<string> {
  return visibleText(await world.html(path, who));
}

async function statuses(...ids: string[]): Promise<unknown[]> {
  return Promise.all(ids.map(async (id) => (await world.facts('nomination', id))?.status));
}

describe('deciding on many nominations at once', () => {
  const ids = ['AAAA2345', 'BBBB2345', 'CCCC2345'];
  const query = ids.map((id) => `id=${id}`).join('&');

  beforeEach(async () => {
    await world.putDriven(ready('AAAA2345'), named('Ann Sample'));
    await world.putDriven(
      ready('BBBB2345', { promises: { head: given, nominee: { state: 'awaited' } } }),
      named('Ben'),
    );
    await world.putDriven(ready('CCCC2345'), named('Cat Sample'));
  });

  const form = (outcome: string, reason = '') => {
    const body = new URLSearchParams({ outcome, reason });
    for (const id of ids) {
      body.append('id', id);
      body.append(`seen-${id}`, 'awaiting-decision');
    }
    return body;
  };

  const send = (body: URLSearchParams) =>
    world.ask('/admin/nominations/bulk', {
      method: 'POST',
      body: body.toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: world.consoleDeps.siteUrl,
        cookie: '__Host-throughline-console=session-of-admin',
      },
    });

  test('shows first what it comes to for each, and changes nothing', async () => {
    const before = world.everything();
    const html = await world.html(`/admin/nominations/bulk?outcome=accepted&${query}`);
    expect(visibleText(html)).toContain('Nothing has been changed yet');
    expect(visibleText(html)).toContain('Accept: 2 nominations');
    expect(await axeViolations(html)).toEqual([]);
    expect(world.everything()).toBe(before);
  });

  test('counts the places that are left down the list', async () => {
    await world.put({ ...key.cohortPlaces(sampleCohort.id), taken: 2 });
    const shown = await text(`/admin/nominations/bulk?outcome=accepted&${query}`);
    expect(shown).toContain('Accept: 1 nomination');
  });

  test('decides on those that can be, and says of each other why not', async () => {
    const answer = await send(form('accepted', 'Strong schools'));
    expect(answer.status).toBe(303);
    expect(await statuses(...ids)).toEqual(['accepted', 'awaiting-decision', 'accepted']);
    expect(v.parse(places, await world.item(key.cohortPlaces(sampleCohort.id)))).toMatchObject({ taken: 3 });
    const said = await text(answer.headers.get('location') ?? '');
    expect(said).toContain('What was decided');
    expect(said.match(/Done/g)).toHaveLength(2);
  });

  test('looks at each again when it is applied: what changed since the preview is left, and said (case 60)', async () => {
    const changed = ready('AAAA2345', { status: 'waitlisted' });
    await world.putDriven(changed);
    const answer = await send(form('declined', 'No places left'));
    expect(await statuses(...ids)).toEqual(['waitlisted', 'declined', 'declined']);
    expect(await text(answer.headers.get('location') ?? '')).toContain('somebody changed it meanwhile');
  });

  test('twice decides once', async () => {
    await send(form('accepted'));
    const once = world.everything();
    await send(form('accepted'));
    expect(world.everything()).toBe(once);
  });

  test('declines nobody without a reason', async () => {
    const answer = await send(form('declined'));
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(visibleText(html)).toContain('Enter the reason: the schools are told');
    expect(await axeViolations(html)).toEqual([]);
    expect(await statuses(...ids)).toEqual(['awaiting-decision', 'awaiting-decision', 'awaiting-decision']);
  });
});

describe('the waiting list', () => {
  beforeEach(async () => {
    await world.put({ ...key.cohortPlaces(sampleCohort.id), taken: 3, waiting: ['AAAA2345', 'BBBB2345'], revision: 1 });
    await world.putDriven(ready('AAAA2345', { status: 'waitlisted' }), named('Ann Sample'));
    await world.putDriven(ready('BBBB2345', { status: 'waitlisted' }), named('Ben Sample'));
  });

  const order = async () => v.parse(places, await world.item(key.cohortPlaces(sampleCohort.id))).waiting;

  test('is shown in its order, with the places that are taken', async () => {
    const html = await world.html(`${list}?cohort=${sampleCohort.id}`);
    expect(visibleText(html)).toMatch(/3 of 3\s+places are taken/);
    expect(html.indexOf('Ann Sample')).toBeLessThan(html.indexOf('Ben Sample'));
    expect(await axeViolations(html)).toEqual([]);
  });

  test('takes a new order, and says so', async () => {
    const answer = await world.post(`${list}/move?cohort=${sampleCohort.id}`, { id: 'BBBB2345', to: '1' });
    expect(await order()).toEqual(['BBBB2345', 'AAAA2345']);
    expect(await text(answer.headers.get('location') ?? '')).toContain('The waiting list has its new order');
  });

  test('keeps its order where the number can’t be read, and says so at the field', async () => {
    const answer = await world.post(`${list}/move?cohort=${sampleCohort.id}`, { id: 'BBBB2345', to: 'first' });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('id="to-BBBB2345-error"');
    expect(await axeViolations(html)).toEqual([]);
    expect(await order()).toEqual(['AAAA2345', 'BBBB2345']);
  });

  test('takes another number of places, but none below those that are taken', async () => {
    await world.post(`${list}/capacity?cohort=${sampleCohort.id}`, { capacity: '5' });
    expect(await world.item(key.cohort(sampleCohort.id))).toMatchObject({ capacity: 5 });
    const answer = await world.post(`${list}/capacity?cohort=${sampleCohort.id}`, { capacity: '2' });
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain('More places than that are taken already');
    expect(await world.item(key.cohort(sampleCohort.id))).toMatchObject({ capacity: 5 });
  });

  test('can only be looked at by a viewer', async () => {
    const shown = await world.html(`${list}?cohort=${sampleCohort.id}`, 'viewer');
    expect(shown).toContain('Ann Sample');
    expect(shown).not.toContain(`${list}/move`);
    const answer = await world.post(`${list}/move?cohort=${sampleCohort.id}`, { id: 'BBBB2345', to: '1' }, 'viewer');
    expect(answer.status).toBe(403);
    expect(await order()).toEqual(['AAAA2345', 'BBBB2345']);
  });
});

describe('what an admin should know before they decide', () => {
  test('is that a head nominates, and said so on the form (case 14)', async () => {
    await world.putDriven(ready('AAAA2345', { headIsNominator: true }), named('Ann Sample'));
    expect(await text('/admin/nominations/AAAA2345')).toContain('One person nominates and promises as headteacher');
    expect(await text('/admin/nominations')).toContain('Approves twice');
  });

  test('is that head and nominee have one address (case 14)', async () => {
    const same = { head: { name: 'Ann Sample', email: 'Ann.Sample@school.example ' } };
    await world.putDriven(ready('AAAA2345'), named('Ann Sample', same));
    expect(await text('/admin/nominations/AAAA2345')).toContain('one person may approve themselves');
  });

  test('is that another nomination has the nominee’s mailbox, until they have looked (case 13)', async () => {
    await world.putDriven(ready('AAAA2345', { alike: ['BBBB2345'] }), named('Ann Sample'));
    await world.putDriven(ready('BBBB2345', { alike: ['AAAA2345'] }), named('Ben Sample'));
    expect(await text('/admin/nominations')).toContain('Conflict');
    const page = await world.html('/admin/nominations/AAAA2345');
    expect(visibleText(page)).toContain('There is another nomination at this teacher’s address');
    expect(await axeViolations(page)).toEqual([]);
    await world.putDriven(
      ready('AAAA2345', { alike: ['BBBB2345'], alikeChecked: { reason: 'Two people', at: sampleNow } }),
    );
    expect(await text('/admin/nominations/AAAA2345')).not.toContain('There is another nomination');
  });
});

describe('access needs', () => {
  const until = Date.parse('2027-06-01T11:00:00Z') / 1000;
  const participant = aParticipant({ id: 'ADAA2345', nominationId: 'AAAA2345', version: 3, leg: 1 });

  beforeEach(async () => {
    await world.putDriven(ready('AAAA2345'), named('Ann Sample'));
    await world.putDriven(participant, v.parse(people, { participant: { name: 'Ann', email: 'ann@school.example' } }));
    await world.put({ ...key.nominationNeeds('AAAA2345'), needs: 'Step-free access', expiresAt: until });
    await world.put({ ...key.needs('ADAA2345'), needs: 'Large print', expiresAt: until });
  });

  test('are shown to admins with their end, in the person’s words and in the school’s', async () => {
    const page = await text('/admin/participants/ADAA2345');
    expect(page).toContain('Large print (kept until Tuesday 1 June 2027)');
    expect(page).toContain('Step-free access (kept until Tuesday 1 June 2027)');
    expect(await text('/admin/nominations/AAAA2345')).toContain('Step-free access (kept until Tuesday 1 June 2027)');
  });

  test('are not for viewers', async () => {
    expect(await text('/admin/participants/ADAA2345', 'viewer')).not.toMatch(/Large print|Step-free/);
    expect(await text('/admin/nominations/AAAA2345', 'viewer')).not.toContain('Step-free');
  });

  test('are gone after their end, also where the table still has them', async () => {
    await world.put({ ...key.needs('ADAA2345'), needs: 'Large print', expiresAt: Date.parse(sampleNow) / 1000 });
    expect(await text('/admin/participants/ADAA2345')).not.toContain('Large print');
  });
});

describe('the list as a file for a spreadsheet', () => {
  const file = '/admin/nominations/export';

  async function rows(query = ''): Promise<string[][]> {
    const body = await (await world.get(`${file}${query}`)).arrayBuffer();
    const read: string[][] = [];
    for await (const row of readCsv([new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)])) read.push(row);
    return read;
  }

  test('has a row for each nomination, with names and their letters as they were typed', async () => {
    await world.putDriven(ready('AAAA2345'), named('Zoë O\'Neil, Łukasz "Lu"'));
    const [header, row, ...more] = await rows();
    expect(header?.slice(0, 2)).toEqual(['Reference', 'Status']);
    expect(row).toContain('Zoë O\'Neil, Łukasz "Lu"');
    expect(row).toHaveLength(header?.length ?? 0);
    expect(more).toEqual([]);
  });

  test('holds nothing that a spreadsheet would run (case 60)', async () => {
    const formulas = ['=HYPERLINK("x")', '+1', '-1', '@SUM(1)', '\t=1', '＝1'];
    for (const [index, name] of formulas.entries()) await world.putDriven(ready(`AAAA234${index + 2}`), named(name));
    const cells = (await rows()).slice(1).flat();
    for (const name of formulas) {
      expect(cells).not.toContain(name);
      expect(cells).toContain(`'${name}`);
    }
  });

  test('is of what the list was filtered for', async () => {
    await world.putDriven(ready('AAAA2345'), named('Ann Sample'));
    await world.putDriven(ready('BBBB2345', { late: true }), named('Ben Sample'));
    expect((await rows('?only=late')).slice(1).map(([id]) => id)).toEqual(['BBBB2345']);
  });

  test('is not for viewers', async () => {
    expect((await world.get(file, 'viewer')).status).toBe(403);
  });
});
