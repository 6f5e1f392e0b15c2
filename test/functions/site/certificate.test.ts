import { describe, expect, it } from 'vitest';
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
});
