import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { axeViolations } from '../../support/axe.ts';
import { cohort, participantId, participantPeople } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const inAutumn = '2026-10-05T09:00:00Z';
const people = v.parse(peopleSchema, {
  ...participantPeople,
  'subject-lead': { name: 'Sam Subjectlead', email: 'maths@example.org' },
});

async function choosing(purpose: Parameters<SiteWorld['link']>[0], subject: string = participantId) {
  const world = await new SiteWorld(inAutumn).seedParticipant({}, people);
  const path = `/preferences/${world.link(purpose, subject)}`;
  return {
    world,
    path,
    choose: (reminders: string) => world.post(path, { reminders }),
    page: async () => (await world.get(path)).text(),
    confirmations: async () => (await world.deliverQueued()).filter(({ tags }) => tags.prompt === 'opt-out-saved'),
  };
}

describe('turning reminders off', () => {
  it('is confirmed by e-mail at once: until when, what still comes, and the way back', async () => {
    const { world, choose, confirmations } = await choosing('preferences');
    await choose('off');
    expect(world.queued.map(({ lane }) => lane)).toEqual(['urgent']);
    const [mail, ...more] = await confirmations();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: 'pat@example.org' });
    expect(mail?.subject).toBe('Reminders are off until the end of Friday 18 December 2026');
    expect(mail?.text).toContain('dates, changes and cancellations of sessions');
    const back = /https:\/\/site\.example\.org(\/preferences\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    await world.post(back, { reminders: 'on' });
    expect(await (await world.get(back)).text()).toMatch(/value="on" checked/);
  });

  it('twice is confirmed once, and again after it was taken back', async () => {
    const { world, choose, confirmations } = await choosing('preferences');
    await choose('off');
    await choose('off');
    expect(await confirmations()).toHaveLength(1);
    await choose('on');
    world.nowMs += 60_000;
    await choose('off');
    expect(await confirmations()).toHaveLength(1);
  });

  it('is not confirmed when it was taken back before the e-mail went', async () => {
    const { choose, confirmations, world } = await choosing('preferences');
    await choose('off');
    await choose('on');
    expect(await confirmations()).toEqual([]);
    expect(await world.rows(`PART#${participantId}`, 'E#PROMPT#opt-out-saved')).toMatchObject([
      { state: 'suppressed', reason: 'reminders are on again' },
    ]);
  });

  it('is the recipient’s own choice: a subject leader’s says nothing of the participant’s', async () => {
    const { world, page, choose, confirmations } = await choosing('subject-lead-preferences');
    expect(await page()).toContain('Do you want reminders and suggestions about Pat Participant too?');
    expect(await axeViolations(await page())).toEqual([]);
    await choose('off');
    const [mail] = await confirmations();
    expect(mail).toMatchObject({ to: 'maths@example.org' });
    expect(mail?.text).toContain('about your colleague');
    const [item] = await world.rows(`PART#${participantId}`, 'PEOPLE');
    const kept = v.parse(peopleSchema, item?.people);
    expect(kept['subject-lead']?.nudgesOffUntil).toBe('2026-12-19T00:00:00.000Z');
    expect(kept.participant?.nudgesOffUntil).toBeUndefined();
  });

  it('is there for a headteacher and for the cohort’s lead as well', async () => {
    const head = await choosing('head-preferences');
    await head.choose('off');
    expect(await head.confirmations()).toMatchObject([{ to: 'head@example.org' }]);
    const lead = await choosing('lead-preferences', cohort.id);
    expect(await axeViolations(await lead.page())).toEqual([]);
    await lead.choose('off');
    expect(await lead.confirmations()).toMatchObject([{ to: 'lead@example.org' }]);
    expect(await lead.page()).toMatch(/value="off" checked/);
  });

  it('with a link that is not for preferences is refused', async () => {
    for (const [purpose, subject] of [
      ['participant', participantId],
      ['lead', cohort.id],
    ] as const) {
      const { choose, world } = await choosing(purpose, subject);
      expect((await choose('off')).status).toBe(403);
      expect(world.queued).toEqual([]);
    }
  });
});
