import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signInOrigins } from '../../../functions/console/create-console.ts';
import { key } from '../../../functions/platform/keys.ts';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { findFreePorts } from '../../../local/cloud/loopback.ts';
import { noJournal } from '../../../local/journal/journal.ts';
import { IdentityService } from '../../../local/services/identity/identity-service.ts';
import { visibleText } from '../../support/html.ts';
import { Browser } from './browser.ts';
import { ConsoleWorld, siteUrl } from './world.ts';

/** The embedded cloud's own provider, on the machine's time: both sides of a sign-in check times. */
const machineClock = () =>
  new Clock({ state: { mode: 'real', virtual: Date.now(), machine: Date.now() }, activity: new Activity() });
const client = {
  clientId: 'console',
  callbackUrls: [`${siteUrl}/admin/signed-in`],
  logoutUrls: [`${siteUrl}/admin/signed-out`],
};

let identity: IdentityService;
let issuer: string;
const clock = machineClock();
beforeAll(async () => {
  identity = new IdentityService({ journal: noJournal, clock });
  issuer = await identity.start({ port: await findFreePorts(1), client });
});
afterAll(async () => {
  await identity.close();
  clock.close();
});

let world: ConsoleWorld;
let browser: Browser;
beforeEach(async () => {
  world = new ConsoleWorld(new Date().toISOString(), { issuer, clientId: client.clientId });
  await world.putCohort();
  browser = new Browser(world);
});

describe('signing in', () => {
  test('leads through the provider back to the page that was asked for', async () => {
    const asked = await browser.open('/admin/sessions');
    expect(asked.at).toBe(`${siteUrl}/admin/sign-in?to=%2Fadmin%2Fsessions`);
    const back = await browser.chooseAt(await browser.beginAt(asked), 'sample-admin');
    expect(back.at).toBe(`${siteUrl}/admin/sessions`);
    expect(visibleText(back.html)).toContain('Signed in as Sample Admin');
  });

  test('asks for a code with PKCE, a state and a nonce', async () => {
    const begun = await world.post('/admin/sign-in', { to: '/admin' }, 'nobody');
    const { searchParams } = new URL(begun.headers.get('location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'console',
      code_challenge_method: 'S256',
      redirect_uri: `${siteUrl}/admin/signed-in`,
    });
    for (const secret of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(secret)).toMatch(/^.{20,}$/);
  });

  test('keeps nothing in the cookie but an opaque id, which no script and no other site gets', async () => {
    await browser.signIn('sample-admin');
    expect(browser.lastSet).toMatch(/^__Host-throughline-console=[\w-]{20,}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('changes the id: what was known before signing in is worth nothing after', async () => {
    const { at } = await browser.begin();
    const before = browser.consoleCookie;
    await browser.chooseAt(at, 'sample-admin');
    expect(browser.consoleCookie).not.toBe(before);
    const old = await world.ask('/admin', { headers: { cookie: before } });
    expect(old.status).toBe(303);
  });

  test('never leads to another site', async () => {
    for (const to of ['https://evil.example', '//evil.example', '/nominate', '/admin/../nominate', 'javascript:x']) {
      const back = await browser.signIn('sample-admin', to);
      expect(back.at).toBe(`${siteUrl}/admin`);
    }
  });

  test('somebody in no group is told that they may not', async () => {
    const { response, html } = await browser.signIn('sample-stranger');
    expect(response.status).toBe(403);
    expect(visibleText(html)).not.toContain('What needs you');
  });

  test('the log has the provider’s id for them and no name', async () => {
    await browser.signIn('sample-admin');
    expect(world.logged.join('\n')).toContain('signed in {"who":"sample-admin","roles":"admin","hubs":""}');
    expect(world.logged.join('\n')).not.toContain('Sample Admin');
  });
});

describe('an answer of the provider that is not to be believed', () => {
  const over = 'That sign-in is over or was begun in another browser';

  test('with another state is refused, and the sign-in that was begun still works', async () => {
    const { at } = await browser.begin();
    const forged = await browser.open('/admin/signed-in?code=stolen&state=another');
    expect(forged.response.status).toBe(400);
    expect(visibleText(forged.html)).toContain(over);
    const back = await browser.chooseAt(at, 'sample-admin');
    expect(back.at).toBe(`${siteUrl}/admin`);
  });

  test('in another browser is refused', async () => {
    const { at } = await browser.begin();
    const callback = await browser.callbackOf(at, 'sample-admin');
    const other = new Browser(world);
    const answer = await other.open(callback);
    expect(answer.response.status).toBe(400);
    expect(other.consoleCookie).toBe('');
  });

  test('that comes again opens no second session, and who is signed in stays so', async () => {
    const { at } = await browser.begin();
    const beginning = browser.consoleCookie;
    const callback = await browser.callbackOf(at, 'sample-admin');
    await browser.open(callback);
    const signedIn = browser.consoleCookie;
    const again = await browser.open(callback);
    expect(again.at).toBe(`${siteUrl}/admin`);
    expect(browser.consoleCookie).toBe(signedIn);
    const replayed = await world.ask(callback.slice(siteUrl.length), { headers: { cookie: beginning } });
    expect(replayed.status).toBe(400);
    expect(replayed.headers.getSetCookie()).toEqual([]);
  });

  test('with a code that the provider does not know is refused', async () => {
    const { at } = await browser.begin();
    const { searchParams } = new URL(await browser.callbackOf(at, 'sample-admin'));
    const answer = await browser.open(
      `/admin/signed-in?code=invented&state=${searchParams.get('state')}&iss=${issuer}`,
    );
    expect(answer.response.status).toBe(400);
    expect(visibleText(answer.html)).toContain(over);
  });

  test('that says that they went back leads to the way in', async () => {
    await browser.begin();
    const state = browser.stateBegun;
    const answer = await browser.open(`/admin/signed-in?error=access_denied&state=${state}&iss=${issuer}`);
    expect(answer.response.status).toBe(400);
    expect(visibleText(answer.html)).toContain('Sign in to the console');
  });

  test('that took more than ten minutes is refused', async () => {
    const { at } = await browser.begin();
    const callback = await browser.callbackOf(at, 'sample-admin');
    world.pass(10 * 60_000);
    expect((await browser.open(callback)).response.status).toBe(400);
  });
});

describe('a session', () => {
  test('ends after eight hours, whatever its row’s time to live does', async () => {
    await browser.signIn('sample-admin');
    world.pass(8 * 3_600_000 - 1);
    expect((await browser.open('/admin')).at).toBe(`${siteUrl}/admin`);
    world.pass(1);
    expect((await browser.open('/admin')).at).toContain('/admin/sign-in');
  });

  test('ends with its row', async () => {
    await browser.signIn('sample-admin');
    const id = browser.consoleCookie.split('=')[1] ?? '';
    await world.table.write({ kind: 'delete', key: key.signIn(id), where: { pk: { is: 'present' } } });
    expect((await browser.open('/admin')).at).toContain('/admin/sign-in');
  });

  test('that ended before a form was sent says that nothing was saved, and returns to its page', async () => {
    const sent = await world.post('/admin/nominations/DECD2345/decision', { outcome: 'accepted' }, 'nobody', {
      origin: siteUrl,
      referer: `${siteUrl}/admin/nominations/DECD2345?done=released`,
    });
    expect(sent.status).toBe(303);
    const page = await browser.open(sent.headers.get('location') ?? '');
    expect(visibleText(page.html)).toContain('You were signed out before you sent that, so nothing was saved');
    expect(page.html).toContain('value="/admin/nominations/DECD2345"');
  });

  test('with an id that was made up is nobody’s', async () => {
    const answer = await world.ask('/admin', { headers: { cookie: '__Host-throughline-console=made-up' } });
    expect(answer.headers.get('location')).toBe('/admin/sign-in?to=%2Fadmin');
  });
});

describe('showing again who one is', () => {
  const file = '/admin/nominations/export';
  const again = { to: '/admin/nominations?only=late&done=decided', again: 'yes' };

  /** The session that the browser has, as if it had been begun so long ago. */
  async function signedInAgo(ms: number): Promise<string> {
    await browser.signIn('sample-admin');
    const id = browser.consoleCookie.split('=')[1] ?? '';
    const authenticatedAt = new Date(world.nowMs - ms).toISOString();
    await world.table.write({
      kind: 'update',
      key: key.signIn(id),
      set: { authenticatedAt },
      where: { pk: { is: 'present' } },
    });
    return browser.consoleCookie;
  }

  test('is not asked of somebody who has just signed in', async () => {
    await browser.signIn('sample-admin');
    expect((await browser.open(file)).response.headers.get('content-type')).toContain('text/csv');
  });

  test('is asked ten minutes after the sign-in, and nothing is given out before', async () => {
    await signedInAgo(10 * 60_000 + 1000);
    const asked = await browser.open(file);
    expect(asked.at).toContain('/admin/sign-in?again');
    expect(visibleText(asked.html)).toContain('Taking data away and erasing it need you to sign in again');
  });

  test('ends the session here and at the provider, and leads back to the page, which says that it may go on', async () => {
    const before = await signedInAgo(3_600_000);
    const { at, html } = await browser.post('/admin/sign-in', again);
    expect(html).toContain('Who is signing in?');
    expect((await world.ask('/admin', { headers: { cookie: before } })).status).toBe(303);
    const back = await browser.chooseAt(at, 'sample-admin');
    expect(back.at).toBe(`${siteUrl}/admin/nominations?only=late&done=confirmed`);
    expect((await browser.open(file)).response.status).toBe(200);
  });

  test('is of no use to somebody else who signs in then: they have their own part', async () => {
    await signedInAgo(3_600_000);
    const { at } = await browser.post('/admin/sign-in', again);
    await browser.chooseAt(at, 'sample-viewer');
    expect((await browser.open(file)).response.status).toBe(403);
  });
});

describe('signing out', () => {
  test('ends the session here and at the provider, and the old cookie is worth nothing', async () => {
    await browser.signIn('sample-admin');
    const cookie = browser.consoleCookie;
    const out = await browser.post('/admin/sign-out');
    expect(out.at).toBe(`${siteUrl}/admin/signed-out`);
    expect(visibleText(out.html)).toContain('You are signed out');
    expect(browser.consoleCookie).toBe('');
    expect((await world.ask('/admin', { headers: { cookie } })).status).toBe(303);
    // The provider asks who it is again.
    const { response, html } = await browser.begin();
    expect(response.status).toBe(200);
    expect(html).toContain('Who is signing in?');
  });

  test('twice is once', async () => {
    await browser.signIn('sample-admin');
    await browser.post('/admin/sign-out');
    expect((await browser.post('/admin/sign-out')).at).toBe(`${siteUrl}/admin/signed-out`);
  });

  test('from another site does nothing', async () => {
    await browser.signIn('sample-admin');
    const out = await world.ask('/admin/sign-out', {
      method: 'POST',
      headers: {
        cookie: browser.consoleCookie,
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(out.status).toBe(403);
    expect((await browser.open('/admin')).at).toBe(`${siteUrl}/admin`);
  });
});

test('where forms may lead: the provider, which for Cognito is not at its issuer', () => {
  expect(signInOrigins('http://127.0.0.1:4402')).toEqual(['http://127.0.0.1:4402']);
  expect(signInOrigins('https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_abc')).toEqual([
    'https://*.auth.eu-west-2.amazoncognito.com',
  ]);
});
