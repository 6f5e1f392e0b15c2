import * as oidc from 'openid-client';
import { afterEach, describe, expect, it } from 'vitest';
import { Activity } from '../../../../local/clock/activity.ts';
import { Clock } from '../../../../local/clock/clock.ts';
import { findFreePorts } from '../../../../local/cloud/loopback.ts';
import { noJournal } from '../../../../local/journal/journal.ts';
import { IdentityNotStarted, IdentityService } from '../../../../local/services/identity/identity-service.ts';
import { samplePeople } from '../../../../local/services/identity/people.ts';
import { signInPage } from '../../../../local/services/identity/sign-in-page.ts';
import { axeViolations } from '../../../support/axe.ts';

const begin = Date.parse('2026-03-02T09:00:00Z');
const client = {
  clientId: 'console',
  callbackUrls: ['http://127.0.0.1:4400/admin/signed-in'],
  logoutUrls: ['http://127.0.0.1:4400/admin/signed-out'],
};

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A provider on the machine's own time, so that the client here and it agree; `kept` is its journal. */
async function startProvider(kept: unknown[] = []) {
  const clock = new Clock({
    state: { mode: 'real', virtual: Date.now(), machine: Date.now() },
    activity: new Activity(),
  });
  const identity = new IdentityService({ journal: { append: (_, entry) => kept.push(entry) }, clock });
  for (const entry of [...kept]) identity.apply(entry);
  const issuer = await identity.start({ port: await findFreePorts(1), client });
  closing.push(async () => {
    await identity.close();
    clock.close();
  });
  return { issuer, identity, kept };
}

/** A browser that keeps cookies and follows redirects by hand. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page, or until another site. */
  async follow(url: string, issuer: string): Promise<{ at: string; response: Response }> {
    let at = url;
    for (;;) {
      const response = await this.go(at);
      const location = response.headers.get('location');
      if (!location) return { at, response };
      at = new URL(location, at).href;
      if (!at.startsWith(issuer)) return { at, response };
    }
  }
}

async function begunSignIn(issuer: string, browser = new Browser()) {
  const config = await oidc.discovery(new URL(issuer), client.clientId, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: client.callbackUrls[0] ?? '',
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const finish = (callback: string) =>
    oidc.authorizationCodeGrant(config, new URL(callback), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
  return { browser, url: url.href, verifier, finish };
}

/** The claims of the ID token, unchecked: a client would refuse one from another time than its own. */
async function idTokenFor(issuer: string, code: string, verifier: string): Promise<{ iat: number; exp: number }> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client.clientId,
      redirect_uri: client.callbackUrls[0] ?? '',
      code_verifier: verifier,
      code,
    }),
  });
  const { id_token: token = '' } = (await response.json()) as { id_token?: string };
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

async function choose(browser: Browser, page: string, person: string, issuer: string): Promise<string> {
  const chosen = await browser.go(page, { method: 'POST', body: new URLSearchParams({ person }) });
  const next = new URL(chosen.headers.get('location') ?? '', page).href;
  return (await browser.follow(next, issuer)).at;
}

describe('the sample sign-in', () => {
  it('signs a sample person in with code flow and PKCE, groups as Cognito gives them', async () => {
    const { issuer } = await startProvider();
    const { browser, url, finish } = await begunSignIn(issuer);
    const { at: page, response } = await browser.follow(url, issuer);
    expect(await response.text()).toContain('Sign in as Sample Admin');
    const tokens = await finish(await choose(browser, page, 'sample-admin', issuer));
    expect(tokens.claims()).toMatchObject({
      sub: 'sample-admin',
      name: 'Sample Admin',
      email: 'admin@example.org',
      'cognito:groups': ['admins'],
    });
  });

  it('keeps somebody signed in through a restart, until they sign out as Cognito has it', async () => {
    const kept: unknown[] = [];
    const first = await startProvider(kept);
    const { browser, url } = await begunSignIn(first.issuer);
    const { at: page } = await browser.follow(url, first.issuer);
    await choose(browser, page, 'sample-viewer', first.issuer);
    await first.identity.close();

    const second = await startProvider(kept);
    const again = await begunSignIn(second.issuer, browser);
    const { at: callback } = await browser.follow(again.url, second.issuer);
    expect((await again.finish(callback)).claims()?.sub).toBe('sample-viewer');

    const query = new URLSearchParams({ client_id: client.clientId, logout_uri: client.logoutUrls[0] ?? '' });
    const out = await browser.go(`${second.issuer}/logout?${query}`);
    expect(out.headers.get('location')).toBe(client.logoutUrls[0]);
    const afterwards = await begunSignIn(second.issuer, browser);
    expect((await browser.follow(afterwards.url, second.issuer)).response.status).toBe(200);
  });

  it('runs on the cloud’s clock', async () => {
    const clock = new Clock({ state: { mode: 'paused', virtual: begin }, activity: new Activity() });
    const identity = new IdentityService({ journal: noJournal, clock });
    const issuer = await identity.start({ port: await findFreePorts(1), client });
    closing.push(() => identity.close());
    const twoYearsOn = Date.parse('2028-03-02T09:00:00Z');
    await clock.jumpTo(twoYearsOn);
    const { browser, url, verifier } = await begunSignIn(issuer);
    const { at: page, response } = await browser.follow(url, issuer);
    // The machine's own time would be told as a Date.
    expect(response.headers.get('date')).toBeNull();
    const callback = new URL(await choose(browser, page, 'sample-admin', issuer));
    const { iat, exp } = await idTokenFor(issuer, callback.searchParams.get('code') ?? '', verifier);
    expect({ iat, exp }).toEqual({ iat: twoYearsOn / 1000, exp: twoYearsOn / 1000 + 3600 });
  });

  it('refuses a way out to an address that the client does not have', async () => {
    const { issuer } = await startProvider();
    const query = new URLSearchParams({ client_id: client.clientId, logout_uri: 'https://elsewhere.example' });
    expect((await fetch(`${issuer}/logout?${query}`, { redirect: 'manual' })).status).toBe(400);
  });

  it('says in words when a sign-in is over, and who may not sign in', async () => {
    const { issuer } = await startProvider();
    const over = await fetch(`${issuer}/sign-in/none`);
    expect([over.status, await over.text()]).toEqual([400, expect.stringContaining('This sign-in is over')]);
    const { browser, url } = await begunSignIn(issuer);
    const { at: page } = await browser.follow(url, issuer);
    const nobody = await browser.go(page, { method: 'POST', body: new URLSearchParams({ person: 'x' }) });
    expect([nobody.status, await nobody.text()]).toEqual([400, expect.stringContaining('Nobody of that name')]);
  });

  it('says when its port is taken', async () => {
    const { issuer } = await startProvider();
    const clock = new Clock({ state: { mode: 'paused', virtual: begin }, activity: new Activity() });
    const identity = new IdentityService({ journal: noJournal, clock });
    closing.push(() => identity.close());
    const taken = identity.start({ port: Number(new URL(issuer).port), client });
    await expect(taken).rejects.toThrow(IdentityNotStarted);
  });

  it('has an accessible page', async () => {
    expect(await axeViolations(signInPage(samplePeople, '/sign-in/x'))).toEqual([]);
  });
});
