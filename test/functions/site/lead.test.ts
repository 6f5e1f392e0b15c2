import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { participantId as participantIdSchema } from '../../../functions/domain/ids.ts';
import { days } from '../../../functions/platform/clock.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { cohort, participantFacts, participantId, sessions } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const centralId = sessions.central.id;

async function leading(now: string) {
  const world = await (await new SiteWorld(now).seedParticipant()).knowDevice();
  await world.put({
    ...key.inSchoolDay(participantId, 'day-one'),
    id: 'day-one',
    date: '2026-10-01',
    amount: 0.5,
    activity: 'Planned a unit',
    reflection: '',
    loggedAt: '2026-10-01T16:00:00Z',
  });
  return {
    world,
    address: `/lead/${world.link('lead', cohort.id)}`,
    credits: () => world.rows(`PART#${participantId}`, 'C#CREDIT#'),
    sum: async () =>
      (await world.rows(`PART#${participantId}`, 'C#CREDIT#')).reduce((all, { amount }) => all + Number(amount), 0),
  };
}

describe('the lead’s page', () => {
  it('has a fresh link sent when the old one has expired, also where the first of the cohort is driven no more', async () => {
    const { world } = await leading('2026-10-08T09:00:00Z');
    const gone = participantFacts({
      id: v.parse(participantIdSchema, 'PAAAAAAA'),
      status: 'withdrawn',
      dueBy: undefined,
    });
    await world.put(
      { ...key.driven('participant', gone.id), ...gone },
      { ...key.cohortParticipant(cohort.id, gone.id), id: gone.id, joinedAt: gone.enrolledAt },
    );
    const old = world.link('lead', cohort.id);
    world.nowMs += days(61);
    await world.post('/fresh-link', { token: old, send: 'yes' });
    expect(await world.facts('participant', participantId)).toMatchObject({
      linkAskedAt: { lead: world.clock.now() },
    });
  });

  it('shows the cohort, the days to acknowledge and the registers of sessions that have begun', async () => {
    const { world, address } = await leading('2026-10-08T09:00:00Z');
    const html = await (await world.get(address)).text();
    expect(html).toContain('Pat Participant');
    expect(html).toContain('Pat Participant: Thursday 1 October 2026, half a day');
    expect(html).toContain(`${address}/sessions/${centralId}`);
    expect(html).not.toContain(`${address}/sessions/${sessions.online.id}"`);
    expect(await axeViolations(html)).toEqual([]);
    expect(await axeViolations(await (await world.get(`${address}/sessions/${centralId}`)).text())).toEqual([]);
  });

  it('earns a day’s credit when the lead acknowledges it, once', async () => {
    const { world, address, credits } = await leading('2026-10-08T09:00:00Z');
    await world.post(address, { days: `${participantId}:day-one` });
    await world.post(address, { days: `${participantId}:day-one` });
    expect(await credits()).toMatchObject([{ bucket: 'in-school', amount: 0.5, inSchoolDayId: 'day-one', by: 'lead' }]);
    expect(await world.facts('participant', participantId)).toMatchObject({ version: 4 });
  });

  it('acknowledges nothing where nothing is ticked, or where it is nobody of the cohort', async () => {
    const { world, address, credits } = await leading('2026-10-08T09:00:00Z');
    const empty = await world.post(address);
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain('href="#days"');
    await world.post(address, { days: ['SOMEBODY:day-one', `${participantId}:no-such-day`, 'nonsense'] });
    expect(await credits()).toEqual([]);
  });

  it('marks the register, takes back what no longer fits, and earns it again', async () => {
    const { world, address, sum, credits } = await leading('2026-10-08T12:00:00Z');
    const mark = (value: string) =>
      world.post(`${address}/sessions/${centralId}`, { [`mark-${participantId}`]: value });
    await mark('attended');
    expect(await sum()).toBe(1);
    await mark('absent');
    expect(await sum()).toBe(0);
    await mark('absent');
    expect(await credits()).toHaveLength(2);
    await mark('partial');
    expect(await sum()).toBe(0.5);
    await mark('attended');
    expect(await sum()).toBe(1);
  });

  it('has the last word over a check-in', async () => {
    const { world, address, sum } = await leading('2026-10-08T09:00:00Z');
    const me = `/me/${world.link('participant', participantId)}`;
    await world.post(`${me}/check-in/${centralId}`, { code: 'KX7M4' });
    await world.post(`${address}/sessions/${centralId}`, { [`mark-${participantId}`]: 'absent' });
    const again = await world.post(`${me}/check-in/${centralId}`, { code: 'KX7M4' });
    expect(await again.text()).toContain('Your lead has marked you as absent');
    expect(await sum()).toBe(0);
  });

  it('has no register of a session that has not begun', async () => {
    const { world, address } = await leading('2026-10-08T08:00:00Z');
    expect((await world.get(`${address}/sessions/${centralId}`)).status).toBe(404);
    const marked = await world.post(`${address}/sessions/${centralId}`, { [`mark-${participantId}`]: 'attended' });
    expect(marked.status).toBe(404);
  });

  it('changes nothing by being opened', async () => {
    const { world, address } = await leading('2026-10-08T09:00:00Z');
    const before = world.everything();
    await world.get(address);
    await world.get(address, { method: 'HEAD' });
    await world.get(`${address}/sessions/${centralId}`);
    expect(world.everything()).toBe(before);
  });

  it('says who is stuck and why', async () => {
    const { world, address } = await leading('2026-10-20T09:00:00Z');
    await world.put({
      ...key.place(participantId, centralId),
      sessionId: centralId,
      state: 'absent',
      source: 'programme',
      at: '2026-10-15T17:00:00Z',
    });
    expect(await (await world.get(address)).text()).toMatch(
      /Pat Participant<\/strong> \(Sampleton School\): missed Central day 1/,
    );
  });
});
