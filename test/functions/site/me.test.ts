import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { participantId, sessions } from './fixtures.ts';
import { SiteWorld } from './world.ts';

const centralId = sessions.central.id;
const during = '2026-10-08T09:00:00Z';

async function taking(now: string, changes: Parameters<SiteWorld['seedParticipant']>[0] = {}) {
  const world = await new SiteWorld(now).seedParticipant(changes);
  const token = world.link('participant', participantId);
  const read = (path = '') => world.get(`/me/${token}${path}`).then((answer) => answer.text());
  return {
    world,
    home: `/me/${token}`,
    read,
    place: async (id: string) => (await world.rows(`PART#${participantId}`, key.place(participantId, id).sk))[0],
    credits: () => world.rows(`PART#${participantId}`, 'C#CREDIT#'),
    facts: () => world.facts('participant', participantId),
  };
}

const wait = {
  token: 'the-task-token',
  leg: 1,
  seen: 3,
  kind: 'AwaitSession',
  until: '2026-10-06T15:00:00Z',
  because: 'to remind this participant about Central day 1',
  basis: '1/1',
};

describe('a participant’s own page', () => {
  it('says where they are and why, to them, and shows no token', async () => {
    const { read } = await taking('2026-09-28T09:00:00Z', { wait });
    const html = await read();
    expect(html).toContain('Waiting until Tue 6 Oct 16:00 to remind you about Central day 1.');
    expect(html).not.toContain('the-task-token');
    expect(html).toContain('P.\u00a0P., Sampleton School');
    expect(html).not.toContain('Pat Participant');
  });

  it('shows what is earned as words and half-days, what comes next and what to do', async () => {
    const { read } = await taking('2026-09-28T09:00:00Z');
    const html = await read();
    expect(html).toContain('0 of 2 days earned');
    expect(html).toContain('Confirm your details and needs');
    expect(html).toContain('Central day 1');
    expect(html).not.toContain('Your department: plan and reviews');
    expect(await axeViolations(html)).toEqual([]);
  });

  it('asks to check in while a session’s check-in is open', async () => {
    const { read, home } = await taking(during);
    const html = await read();
    expect(html).toContain(`href="${home}/check-in/${centralId}"`);
    expect(html).toContain('tl-where--needs-you');
  });

  it('changes nothing by being opened, on any of its pages', async () => {
    const { world, home } = await taking(during);
    const before = world.everything();
    for (const method of ['GET', 'HEAD'])
      for (const path of [
        '',
        `/check-in/${centralId}`,
        `/sessions/${centralId}`,
        '/in-school',
        '/department',
        '/details',
      ])
        expect((await world.get(`${home}${path}`, { method })).status).toBe(200);
    expect(world.everything()).toBe(before);
  });

  it('has no serious accessibility problem on any of its pages', async () => {
    const { read } = await taking(during, { status: 'year-2' });
    for (const path of [
      `/check-in/${centralId}`,
      `/sessions/${centralId}`,
      '/in-school',
      '/department',
      '/details',
      '/emails',
    ])
      expect(await axeViolations(await read(path)), path).toEqual([]);
  });
});

describe('checking in', () => {
  it('records the place and earns the session’s days in one go, and twice is once', async () => {
    const { world, home, place, credits, facts } = await taking(during);
    const sent = await world.post(`${home}/check-in/${centralId}`, { code: ' kx7-m4 ' });
    expect(sent.headers.get('location')).toBe(`${home}?done=checked-in`);
    expect(await place(centralId)).toMatchObject({ state: 'attended', source: 'participant' });
    expect(await credits()).toMatchObject([{ bucket: 'central', amount: 1, sessionId: centralId }]);
    expect(await facts()).toMatchObject({ version: 4, wakeDue: '2026-10-08T09:00:00.000Z' });
    await world.post(`${home}/check-in/${centralId}`, { code: 'KX7M4' });
    expect(await credits()).toHaveLength(1);
    expect(await facts()).toMatchObject({ version: 4 });
  });

  it('records one place and one entry for two posts at the same moment', async () => {
    const { world, home, credits } = await taking(during);
    const post = () => world.post(`${home}/check-in/${centralId}`, { code: 'KX7M4' });
    await Promise.all([post(), post(), post()]);
    expect(await credits()).toHaveLength(1);
  });

  it.each([
    ['2026-10-08T07:00:00Z', 'KX7M4', 'Check-in opens on Thursday 8 October 2026, 9:00am (UK time)'],
    ['2026-10-08T09:00:00Z', 'XXXXX', 'This is not the code of this session'],
    ['2026-10-08T09:00:00Z', 'BBBB3', 'This is the code of Central day 2 on Thursday 19 November 2026'],
    ['2026-10-08T09:00:00Z', '', 'Enter the code that is shown in the session'],
    [
      '2026-10-09T09:00:00Z',
      'KX7M4',
      'Until Thursday 15 October 2026, 5:00pm (UK time) you can tell us that you were there',
    ],
    ['2026-10-16T09:00:00Z', 'KX7M4', 'Check-in closed on Thursday 15 October 2026'],
  ])(
    'at %s refuses "%s" with the reason, keeps what was typed and records nothing (case 28)',
    async (now, code, reason) => {
      const { world, home, credits, facts } = await taking(now);
      const answer = await world.post(`${home}/check-in/${centralId}`, { code });
      const html = await answer.text();
      expect(answer.status).toBe(422);
      expect(html).toContain(reason);
      expect(html).toContain(`value="${code}"`);
      expect(await credits()).toEqual([]);
      expect(await facts()).toMatchObject({ version: 3 });
    },
  );

  it('stops somebody who tries code after code', async () => {
    const { world, home, credits } = await taking(during);
    for (let n = 0; n < 20; n += 1) await world.post(`${home}/check-in/${centralId}`, { code: `N${n}` });
    expect((await world.post(`${home}/check-in/${centralId}`, { code: 'KX7M4' })).status).toBe(429);
    expect(await credits()).toEqual([]);
  });

  it('is for those who are taking part', async () => {
    const { world, home, credits } = await taking(during, { status: 'withdrawn', statusBefore: 'year-1' });
    expect((await world.post(`${home}/check-in/${centralId}`, { code: 'KX7M4' })).status).toBe(422);
    expect(await credits()).toEqual([]);
  });

  it('leads on to the session’s own question once the code is of no use', async () => {
    const { world, home } = await taking('2026-10-09T09:00:00Z');
    const page = await world.get(`${home}/check-in/${centralId}`);
    expect(page.headers.get('location')).toBe(`${home}/sessions/${centralId}`);
  });

  it('knows nothing of a session of another cohort', async () => {
    const { world, home } = await taking(during);
    expect((await world.get(`${home}/check-in/elsewhere`)).status).toBe(404);
  });
});

describe('a session’s page', () => {
  it('takes apologies before it, lets them be taken back, and offers what to catch up', async () => {
    const { world, home, place, read } = await taking('2026-10-01T09:00:00Z');
    await world.post(`${home}/sessions/${centralId}`, { answer: 'cannot-come', reason: 'Ofsted' });
    expect(await place(centralId)).toMatchObject({ state: 'apologies', source: 'participant' });
    expect(await read()).toContain('Catch-up');
    await world.post(`${home}/sessions/${centralId}`, { answer: 'coming' });
    expect(await place(centralId)).toMatchObject({ state: 'expected' });
  });

  it('takes evidence after it, which waits for the lead and earns nothing by itself', async () => {
    const { world, home, place, credits } = await taking('2026-10-09T09:00:00Z');
    const empty = await world.post(`${home}/sessions/${centralId}`, { answer: 'was-there', evidence: ' ' });
    expect(await empty.text()).toContain('Enter how your lead can see that you were there');
    await world.post(`${home}/sessions/${centralId}`, { answer: 'was-there', evidence: 'I worked with Ada' });
    expect(await place(centralId)).toMatchObject({ state: 'expected', evidence: { text: 'I worked with Ada' } });
    expect(await credits()).toEqual([]);
  });

  it('takes “I missed it” as an absence', async () => {
    const { world, home, place } = await taking('2026-10-09T09:00:00Z');
    await world.post(`${home}/sessions/${centralId}`, { answer: 'missed-it', missedReason: 'ill' });
    expect(await place(centralId)).toMatchObject({ state: 'absent', source: 'participant' });
  });

  it('changes nothing after the deadline, nor what is on record', async () => {
    const late = await taking('2026-10-16T09:00:00Z');
    await late.world.post(`${late.home}/sessions/${centralId}`, { answer: 'was-there', evidence: 'I was' });
    expect(await late.place(centralId)).toBeUndefined();
    const there = await taking(during);
    await there.world.post(`${there.home}/check-in/${centralId}`, { code: 'KX7M4' });
    await there.world.post(`${there.home}/sessions/${centralId}`, { answer: 'cannot-come' });
    expect(await there.place(centralId)).toMatchObject({ state: 'attended' });
  });
});

describe('days in school', () => {
  const day = {
    id: 'a-day-of-their-own',
    'date-day': '3',
    'date-month': '11',
    'date-year': '2026',
    amount: '0.5',
    activity: 'Planned a unit',
    reflection: '',
  };

  it('are logged once, however often the form is sent', async () => {
    const { world, home, facts } = await taking('2026-11-05T09:00:00Z');
    await world.post(`${home}/in-school`, day);
    await world.post(`${home}/in-school`, day);
    expect(await world.rows(`PART#${participantId}`, 'D#INSCHOOL#')).toMatchObject([
      { date: '2026-11-03', amount: 0.5 },
    ]);
    expect(await facts()).toMatchObject({ version: 4 });
  });

  it.each([
    [{ 'date-day': '31', 'date-month': '2' }, 'Enter a real date'],
    [{ 'date-day': '6' }, 'The date must be today or in the past'],
    [{ 'date-year': '2025' }, 'The date must be after you joined'],
    [{ amount: '' }, 'Select whether it was half a day or a whole day'],
    [{ activity: '' }, 'Enter what you did'],
    [{ 'date-day': '1' }, 'Sunday 1 November 2026 is at the weekend'],
  ])('are refused with %j, in words', async (changes, words) => {
    const { world, home } = await taking('2026-11-05T09:00:00Z');
    const answer = await world.post(`${home}/in-school`, { ...day, ...changes });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect(await world.rows(`PART#${participantId}`, 'D#INSCHOOL#')).toEqual([]);
  });

  it('are taken on a Sunday when that is meant, and never more than a day on one date (case 27)', async () => {
    const { world, home } = await taking('2026-11-05T09:00:00Z');
    const sunday = { ...day, 'date-day': '1', weekend: 'yes' };
    expect((await world.post(`${home}/in-school`, sunday)).status).toBe(303);
    expect((await world.post(`${home}/in-school`, { ...sunday, id: 'another-day', amount: '1' })).status).toBe(422);
    expect((await world.post(`${home}/in-school`, { ...sunday, id: 'another-day' })).status).toBe(303);
  });
});

describe('details, department and reminders', () => {
  it('keep needs apart from the facts, with an end (case 58)', async () => {
    const { world, home, facts } = await taking('2026-09-10T09:00:00Z');
    await world.post(`${home}/details`, {
      name: 'Pat Participant',
      needs: 'Step-free access',
      right: 'yes',
      leadName: 'Sam',
      leadEmail: 'sam@school.example',
    });
    expect(await facts()).toMatchObject({ detailsConfirmedAt: '2026-09-10T09:00:00.000Z' });
    expect(JSON.stringify(await facts())).not.toContain('Step-free');
    const [needs] = await world.rows(`PART#${participantId}`, 'NEEDS');
    expect(needs).toMatchObject({ needs: 'Step-free access', expiresAt: Date.parse('2027-09-10T09:00:00Z') / 1000 });
    const [people] = await world.rows(`PART#${participantId}`, 'PEOPLE');
    expect(people).toMatchObject({
      people: { 'subject-lead': { name: 'Sam', email: 'sam@school.example', linkEpoch: 0 } },
    });
  });

  it('want both a name and an address of a subject leader, or neither', async () => {
    const { world, home, facts } = await taking('2026-09-10T09:00:00Z');
    const answer = await world.post(`${home}/details`, { name: 'Pat', right: 'yes', leadName: 'Sam' });
    expect(await answer.text()).toContain('Enter your subject leader’s email address');
    expect((await facts())?.detailsConfirmedAt).toBeUndefined();
  });

  it('save the plan and the review of a term, in year 2', async () => {
    const { world, home, facts, read } = await taking('2027-10-05T09:00:00Z', { status: 'year-2' });
    await world.post(`${home}/department/plan`, { aims: 'One shared sequence' });
    const review = { term: 'autumn-2027', reached: '3', of: '6', note: '' };
    expect((await world.post(`${home}/department/review`, { ...review, reached: '7' })).status).toBe(422);
    expect((await world.post(`${home}/department/review`, { ...review, term: 'spring-2028' })).status).toBe(422);
    await world.post(`${home}/department/review`, review);
    await world.post(`${home}/department/review`, review);
    expect(await facts()).toMatchObject({
      departmentPlan: { aims: 'One shared sequence' },
      reviews: { 'autumn-2027': { reached: 3, of: 6 } },
      version: 5,
    });
    expect(await read('/department')).toContain('3 of 6 colleagues reached');
  });

  it('turn reminders off until the end of term, by hand and by one click from a mail provider', async () => {
    const { world } = await taking('2026-10-05T09:00:00Z');
    const path = `/preferences/${world.link('preferences', participantId)}`;
    expect(await axeViolations(await (await world.get(path)).text())).toEqual([]);
    const rest = async () => {
      const [item] = await world.rows(`PART#${participantId}`, 'PEOPLE');
      return v.parse(peopleSchema, item?.people).participant?.nudgesOffUntil;
    };
    const oneClick = await world.post(path, { 'List-Unsubscribe': 'One-Click' }, {});
    expect(oneClick.status).toBe(204);
    expect(await rest()).toBe('2026-12-19T00:00:00.000Z');
    await world.post(path, { reminders: 'on' });
    expect(await rest()).toBeUndefined();
    expect((await world.post(path, { reminders: 'off' }, {})).status).toBe(403);
  });

  it('take a withdrawal back within five working days, with the old place', async () => {
    const withdrawn = {
      status: 'withdrawn',
      statusBefore: 'year-1',
      statusReason: 'other',
      statusSince: '2026-10-05T09:00:00Z',
    } as const;
    const { world, facts } = await taking('2026-10-08T09:00:00Z', withdrawn);
    const path = `/undo/${world.link('undo-withdrawal', participantId)}`;
    expect(await axeViolations(await (await world.get(path)).text())).toEqual([]);
    expect((await world.post(path)).status).toBe(422);
    await world.post(path, { back: 'yes' });
    await world.post(path, { back: 'yes' });
    expect(await facts()).toMatchObject({ status: 'year-1', version: 4 });
    expect(await world.rows('COHORT#site-2026', 'PLACES')).toMatchObject([{ taken: 2 }]);
  });

  it('say that it is too late, or that the place is taken, and change nothing', async () => {
    const withdrawn = { status: 'withdrawn', statusBefore: 'year-1', statusSince: '2026-10-05T09:00:00Z' } as const;
    const late = await taking('2026-10-13T09:00:00Z', withdrawn);
    const latePath = `/undo/${late.world.link('undo-withdrawal', participantId)}`;
    expect(await (await late.world.post(latePath, { back: 'yes' })).text()).toContain(
      'The time to take it back has passed',
    );
    const full = await taking('2026-10-08T09:00:00Z', withdrawn);
    await full.world.put({ ...key.cohortPlaces('site-2026'), taken: 4 });
    const fullPath = `/undo/${full.world.link('undo-withdrawal', participantId)}`;
    expect(await (await full.world.post(fullPath, { back: 'yes' })).text()).toContain(
      'Your place has been given to somebody else',
    );
    expect(await full.facts()).toMatchObject({ status: 'withdrawn', version: 3 });
  });
});
