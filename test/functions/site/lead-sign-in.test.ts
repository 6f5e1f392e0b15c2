import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ledgerRow } from '../../../functions/prompts/ledger-row.ts';
import { axeViolations } from '../../support/axe.ts';
import { cohort, sessions } from './fixtures.ts';
import { SiteWorld } from './world.ts';

/** Late in the evening, in the quiet hours of every programme. */
const late = '2026-10-08T20:30:00Z';

async function atTheDoor(now = late) {
  const world = await new SiteWorld(now).seedParticipant();
  const page = `/lead/${world.link('lead', cohort.id)}`;
  const door = {
    world,
    page,
    ask: (device = 'own', to = '') => world.post(`${page}/sign-in`, { device, to }),
    /** Reads the code out of the e-mail that was asked for. */
    readCode: async () => {
      const [mail] = await world.deliverQueued();
      const code = /^[2-9A-HJKMNP-TV-Z]{8}$/m.exec(mail?.text ?? '')?.[0];
      if (!mail || !code) throw new Error('No e-mail with a code came');
      return { mail, code };
    },
    type: (code: string, to = '') => world.post(`${page}/sign-in/code`, { code, to }),
    codeRows: async () =>
      (await world.rows(`COHORT#${cohort.id}`, 'E#PROMPT#sign-in-code')).map((row) => v.parse(ledgerRow, row)),
    /** Where a page leads to: itself, or the page that it sends on to. */
    opens: async (path: string) => {
      const answer = await world.get(path);
      return answer.headers.get('location') ?? answer.status;
    },
  };
  return door;
}

describe('a lead on a device that we don’t know', () => {
  it('sees nothing of the cohort with the link alone, and is asked for a code', async () => {
    const { world, page } = await atTheDoor();
    for (const path of [
      page,
      `${page}/sessions/${sessions.central.id}`,
      `${page}/sessions/${sessions.central.id}/code`,
    ]) {
      const answer = await world.get(path);
      expect(answer.headers.get('location')).toContain(`${page}/sign-in?to=`);
      expect(await answer.text()).not.toContain('Pat Participant');
    }
    const html = await (await world.get(`${page}/sign-in`)).text();
    expect(html).toContain('l… at e….org');
    expect(html).not.toContain('lead@example.org');
    expect(await axeViolations(html)).toEqual([]);
  });

  it('gets a code by e-mail at once, at night too, and opens the page with it', async () => {
    const door = await atTheDoor();
    const asked = await door.ask();
    const codePage = asked.headers.get('location') ?? '';
    expect(codePage).toBe(`${door.page}/sign-in/code?to=`);
    expect(await axeViolations(await (await door.world.get(codePage)).text())).toEqual([]);
    const { mail, code } = await door.readCode();
    expect(mail.to).toBe('lead@example.org');
    expect(mail.subject).not.toContain(code);
    expect(mail.html).toContain(code);
    const entered = await door.type(code.toLowerCase().replace(/(....)/, '$1 '));
    expect(entered.headers.get('location')).toBe(door.page);
    const html = await (await door.world.get(door.page)).text();
    expect(html).toContain('Pat Participant');
    expect(html).toContain('Signed in as Lee Lead');
    expect(await axeViolations(html)).toEqual([]);
  });

  it('is an occasion of the ledger on the urgent lane, alone in its e-mail', async () => {
    const door = await atTheDoor();
    await door.ask();
    expect(door.world.queued.map(({ lane }) => lane)).toEqual(['urgent']);
    await door.readCode();
    const rows = await door.codeRows();
    expect(rows.filter(({ digest }) => digest !== undefined)).toEqual([]);
    expect(rows).toMatchObject([
      { state: 'accepted', role: 'lead', lane: 'urgent', anchor: 'code:2026-10-08T20:30:00.000Z' },
    ]);
  });

  it('goes on to the page that was wanted', async () => {
    const door = await atTheDoor();
    const to = `/sessions/${sessions.central.id}/code`;
    const sentOn = await door.world.get(`${door.page}${to}`);
    expect(sentOn.headers.get('location')).toBe(`${door.page}/sign-in?to=${encodeURIComponent(to)}`);
    await door.ask('own', to);
    expect((await door.type((await door.readCode()).code, to)).headers.get('location')).toBe(`${door.page}${to}`);
    door.world.nowMs += 60_000;
    await door.ask('own', '//elsewhere.example');
    const entered = await door.type((await door.readCode()).code, '//elsewhere.example');
    expect(entered.headers.get('location')).toBe(door.page);
  });

  it('is not asked again on their own device for 30 days, and elsewhere until the day is over', async () => {
    const own = await atTheDoor();
    await own.ask('own');
    await own.type((await own.readCode()).code);
    own.world.nowMs += 29 * 86_400_000;
    expect(await own.opens(own.page)).toBe(200);
    own.world.nowMs += 2 * 86_400_000;
    expect(await own.opens(own.page)).toContain('/sign-in');

    const shared = await atTheDoor();
    await shared.ask('shared');
    const entered = await shared.type((await shared.readCode()).code);
    const cookie = entered.headers.getSetCookie().find((each) => each.includes('device')) ?? '';
    expect(cookie).toMatch(/^__Host-throughline-device=[\w-]{27}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    shared.world.nowMs += 9 * 3_600_000;
    expect(await shared.opens(shared.page)).toContain('/sign-in');
  });

  it('keeps what was sent from a form unsaved, and says so', async () => {
    const { world, page } = await atTheDoor();
    const before = world.everything();
    const answer = await world.post(page, { days: 'PARTABCD:day-one' });
    expect(world.everything()).toBe(before);
    expect(await (await world.get(answer.headers.get('location') ?? '')).text()).toContain('nothing was saved');
  });
});

describe('a sign-in code', () => {
  it('is kept nowhere in the table, and in no log', async () => {
    const door = await atTheDoor();
    await door.ask();
    const { code } = await door.readCode();
    expect(door.world.everything()).not.toContain(code);
    expect(door.world.logged.join('\n')).not.toContain(code);
  });

  it('works once', async () => {
    const door = await atTheDoor();
    await door.ask();
    const { code } = await door.readCode();
    await door.type(code);
    await door.world.post(`${door.page}/sign-out`);
    const again = await door.type(code);
    expect(again.status).toBe(422);
    expect(await door.opens(door.page)).toContain('/sign-in');
  });

  it('sent twice by a double click is one device', async () => {
    const door = await atTheDoor();
    await door.ask();
    const { code } = await door.readCode();
    const asked = [...door.world.cookies];
    await door.type(code);
    const device = door.world.cookies.get('__Host-throughline-device');
    for (const [name, value] of asked) door.world.cookies.set(name, value);
    expect((await door.type(code)).status).toBe(303);
    expect(door.world.cookies.get('__Host-throughline-device')).toBe(device);
  });

  it('is of no use ten minutes after it was asked for, and is not sent then', async () => {
    const slow = await atTheDoor();
    await slow.ask();
    const { code } = await slow.readCode();
    slow.world.nowMs += 10 * 60_000;
    expect(await (await slow.type(code)).text()).toContain('no longer works');
    await slow.ask();
    slow.world.nowMs += 10 * 60_000;
    expect(await slow.world.deliverQueued()).toEqual([]);
    expect((await slow.codeRows()).at(-1)).toMatchObject({
      state: 'missed',
      reason: 'it would have come too late to be of use',
    });
  });

  it('counts in the browser that asked for it alone', async () => {
    const door = await atTheDoor();
    await door.ask();
    const { code } = await door.readCode();
    door.world.cookies.clear();
    expect((await door.type(code)).status).toBe(422);
    expect(await door.opens(door.page)).toContain('/sign-in');
  });

  it('can be tried five times, the right one after that is refused', async () => {
    const door = await atTheDoor();
    await door.ask();
    const { code } = await door.readCode();
    expect(await (await door.type('22222222')).text()).toContain('You can try 4 more times');
    for (let tries = 1; tries < 5; tries += 1) await door.type('22222222');
    expect((await door.type(code)).status).toBe(422);
    expect(await door.opens(door.page)).toContain('/sign-in');
  });

  it('can be asked for three times in ten minutes, so that nobody fills the lead’s mailbox', async () => {
    const door = await atTheDoor();
    for (let asked = 0; asked < 3; asked += 1) expect((await door.ask()).status).toBe(303);
    expect((await door.ask()).status).toBe(429);
    door.world.nowMs += 10 * 60_000;
    expect((await door.ask()).status).toBe(303);
  });

  it('is no use to whoever led the cohort before', async () => {
    const door = await atTheDoor();
    await door.ask();
    await door.type((await door.readCode()).code);
    await door.world.seed({ lead: { ...cohort.lead, email: 'next-lead@example.org' } });
    expect(await door.opens(door.page)).toContain('/sign-in');
  });

  it('is sent to a lead who once marked our mail as unwanted, and not to an address that fails', async () => {
    const unwanted = await atTheDoor();
    await unwanted.world.seed({ lead: { ...cohort.lead, emailState: 'complained' } });
    await unwanted.ask();
    expect((await unwanted.readCode()).mail.to).toBe('lead@example.org');

    const failing = await atTheDoor();
    await failing.world.seed({ lead: { ...cohort.lead, emailState: 'bounced' } });
    await failing.ask();
    expect(failing.world.queued).toEqual([]);
    expect(await (await failing.world.get(`${failing.page}/sign-in`)).text()).toContain('Ask Sample Maths Hub');
  });

  it('is not asked for by opening a page, nor by pressing its button with nothing chosen', async () => {
    const { world, page } = await atTheDoor();
    const before = world.everything();
    await world.get(`${page}/sign-in`);
    await world.get(`${page}/sign-in`, { method: 'HEAD' });
    expect((await world.post(`${page}/sign-in`, { to: '' })).status).toBe(422);
    expect((await world.post(`${page}/sign-in/code`, { code: '' })).status).toBe(422);
    expect(world.everything()).toBe(before);
    expect(world.queued).toEqual([]);
  });
});
