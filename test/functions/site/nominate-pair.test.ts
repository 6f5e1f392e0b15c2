import { describe, expect, it } from 'vitest';
import { formPages } from '../../../functions/nominations/nomination-form.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { cohort, programme } from './fixtures.ts';
import { completePair, fillForm, nominate } from './nominating.ts';
import { SiteWorld } from './world.ts';

const pages = formPages('work-group');

async function workGroup(): Promise<SiteWorld> {
  const world = await new SiteWorld('2026-03-10T10:00:00Z').seed({ programme: { ...cohort.programme, version: 2 } });
  const content = { ...programme, kind: 'work-group', version: 2 };
  await world.put({ ...key.programmeVersion(programme.key, 2), content, contentHash: 'y' });
  return world;
}

describe('the nomination of a pair', () => {
  it('asks head, nominee and partner, and keeps what each of the pair brings', async () => {
    const world = await workGroup();
    const { reference } = await nominate(world, {}, { pages, fields: completePair });
    expect(await world.facts('nomination', reference)).toMatchObject({
      promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' }, partner: { state: 'awaited' } },
      pair: { partnerRole: 'Teacher of mathematics', experience: { nominee: 'specialist', partner: 'neither' } },
      statements: { priorities: 'We want to plan together.' },
      privacyVersion: '2026-03',
    });
    const [item] = await world.rows(key.people('nomination', reference).pk, 'PEOPLE');
    expect(item?.people).toMatchObject({ partner: { name: 'Pia Partner', email: 'pia@school.example' } });
  });

  it('keeps access needs apart from the facts, with an end (case 58)', async () => {
    const world = await workGroup();
    const { reference } = await nominate(world, {}, { pages, fields: completePair });
    expect(JSON.stringify(await world.facts('nomination', reference))).not.toContain('Step-free');
    const [item] = await world.rows(`NOM#${reference}`, 'NEEDS');
    expect(item).toMatchObject({ needs: 'Step-free access', expiresAt: Date.parse('2027-03-10T10:00:00Z') / 1000 });
  });

  it('of two who share one mailbox is taken where that is said, and the second is asked the next morning', async () => {
    const world = await workGroup();
    const shared = { ...completePair.partner, partnerEmail: 'Nia+maths@school.example' };
    const address = await fillForm(world, pages.slice(0, 5), {}, completePair);
    const asked = await world.post(`${address}/partner`, shared);
    expect(asked.status).toBe(422);
    const html = await asked.text();
    expect(html).toContain('They are two people who share this mailbox');
    expect(await axeViolations(html)).toEqual([]);
    const partner = { ...shared, sharedMailbox: 'yes' };
    const { reference } = await nominate(world, { partner }, { pages, fields: completePair });
    expect((await world.facts('nomination', reference))?.promises).toMatchObject({
      nominee: { state: 'awaited' },
      partner: { state: 'awaited', askFrom: '2026-03-11T09:00:00Z' },
    });
  });

  it('can’t name the headteacher’s address for a member', async () => {
    const world = await workGroup();
    const address = await fillForm(world, pages.slice(0, -3), {}, completePair);
    const head = { ...completePair.head, headEmail: 'PIA@school.example' };
    expect((await world.post(`${address}/head`, head)).status).toBe(422);
  });

  it('does not ask what it asks of a lead teacher, nor the other way round', async () => {
    const world = await workGroup();
    const address = await fillForm(world, []);
    for (const page of ['passion', 'track-record'])
      expect((await world.get(`${address}/${page}`)).headers.get('location')).toBe(address);
    expect((await world.post(`${address}/passion`, { passion: 'x' })).headers.get('location')).toBe(address);
  });

  it('has no serious accessibility problem on any page', async () => {
    const world = await workGroup();
    const address = await fillForm(world, pages, {}, completePair);
    for (const page of [...pages, 'check'])
      expect(await axeViolations(await (await world.get(`${address}/${page}`)).text()), page).toEqual([]);
  });
});
