import { describe, expect, it } from 'vitest';
import { days } from '../../../functions/platform/clock.ts';
import { axeViolations } from '../../support/axe.ts';
import { participantId } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const completed = { status: 'completed', statusSince: '2028-07-20T08:00:00Z' } as const;

describe('the certificate', () => {
  it('names who completed which programme, when, at which school and what it took', async () => {
    const world = await new SiteWorld('2028-07-21T08:00:00Z').seedParticipant(completed);
    for (const purpose of ['participant', 'head-certificate'] as const) {
      const html = await (await world.get(`/certificate/${world.link(purpose, participantId)}`)).text();
      expect(html).toContain('Pat Participant');
      expect(html).toContain('Sampleton School');
      expect(html).toContain('Thursday 20 July 2028');
      expect(html).toContain(`Reference ${participantId}`);
      expect(await axeViolations(html)).toEqual([]);
    }
  });

  it('is found on the participant’s own page', async () => {
    const world = await new SiteWorld('2028-07-21T08:00:00Z').seedParticipant(completed);
    const token = world.link('participant', participantId);
    expect(await (await world.get(`/me/${token}`)).text()).toContain(`href="/certificate/${token}"`);
  });

  it('is not there before the programme is completed, and not for anybody else’s link', async () => {
    const world = await new SiteWorld('2027-07-21T08:00:00Z').seedParticipant();
    const early = await (await world.get(`/certificate/${world.link('participant', participantId)}`)).text();
    expect(early).toContain('the programme is not completed');
    expect(early).not.toContain('Pat Participant');
    expect((await world.get(`/certificate/${world.link('preferences', participantId)}`)).status).toBe(403);
  });

  it.each([
    ['the participant', 'participant', 'pat@example.org', 'A new link to your certificate'],
    ['their headteacher', 'head-certificate', 'head@example.org', 'A new link to a certificate'],
  ] as const)('is to be had again with one tap by %s when the link has expired', async (_, purpose, to, subject) => {
    const world = await new SiteWorld('2028-07-21T08:00:00Z').seedParticipant(completed);
    const old = world.link(purpose, participantId);
    world.nowMs += days(61);
    const offer = await world.get(`/certificate/${old}`);
    expect(offer.status).toBe(410);
    expect(await offer.text()).toContain('Send a fresh link');
    const asked = await world.post('/fresh-link', { token: old, send: 'yes' });
    expect(asked.headers.get('location')).toBe('/fresh-link/sent');
    const mails = await world.deliverQueued();
    expect(mails).toMatchObject([{ to, subject }]);
    const fresh = /https:\/\/site\.example\.org(\/certificate\/\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    expect(await (await world.get(fresh)).text()).toContain(`Reference ${participantId}`);
    expect((await world.post('/fresh-link', { token: old, send: 'yes' })).status).toBe(429);
  });

  it('is sent to nobody by a link of somebody who has not completed', async () => {
    const world = await new SiteWorld('2027-07-21T08:00:00Z').seedParticipant();
    const old = world.link('head-certificate', participantId);
    world.nowMs += days(61);
    await world.post('/fresh-link', { token: old, send: 'yes' });
    expect(await world.deliverQueued()).toEqual([]);
  });
});
