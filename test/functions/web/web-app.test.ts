import { describe, expect, it } from 'vitest';
import type { SiteDeps } from '../../../functions/site/site-deps.ts';
import { createWebApp } from '../../../functions/web/create-web-app.ts';
import { SiteWorld, siteUrl } from '../site/world.ts';

function app() {
  const world = new SiteWorld('2026-03-10T10:00:00Z');
  const deps: SiteDeps = world.deps;
  const web = createWebApp(deps);
  let posts = 0;
  web.post('/echo', (c) => {
    posts += 1;
    return c.text(c.var.form.text('text'));
  });
  web.get('/fails/:secret', () => {
    throw new Error('the table is away');
  });
  const form = 'application/x-www-form-urlencoded';
  const post = (body: string, headers: Record<string, string> = {}) =>
    web.request(`${siteUrl}/echo`, {
      method: 'POST',
      body,
      headers: { 'content-type': form, origin: siteUrl, ...headers },
    });
  return { web, world, post, posts: () => posts };
}

describe('every page', () => {
  it('is served with a content security policy without inline script or style, and is not cached', async () => {
    const { web } = app();
    const answer = await web.request(`${siteUrl}/nowhere`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(answer.status).toBe(404);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(await answer.text()).not.toMatch(/<script>|<style|style="/);
  });

  it('has its style sheet from an address that can be cached for ever', async () => {
    const { web } = app();
    const answer = await web.request(`${siteUrl}/assets/site-1.css`);
    expect(answer.headers.get('content-type')).toBe('text/css');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await web.request(`${siteUrl}/assets/manifest.json`)).status).toBe(404);
  });

  it('says no more of an error than a reference, under which the log has it without the address', async () => {
    const { web, world } = app();
    const answer = await web.request(`${siteUrl}/fails/secret-token`);
    const html = await answer.text();
    const reference = /tl-reference">([A-Z0-9]{8})</.exec(html)?.[1];
    expect(answer.status).toBe(500);
    expect(html).not.toContain('the table is away');
    expect(world.logged.join()).toContain(`"reference":"${reference}"`);
    expect(world.logged.join()).not.toContain('secret-token');
    expect(answer.headers.get('content-security-policy')).toContain('default-src');
  });
});

describe('a post', () => {
  it('from our own page reaches its route, with line ends and control characters put right', async () => {
    const { post } = app();
    expect(await (await post('text=a%0D%0Ab%00c')).text()).toBe('a\nbc');
  });

  it('may be of either kind of form', async () => {
    const { web } = app();
    const body = new FormData();
    body.set('text', 'multi');
    const answer = await web.request(`${siteUrl}/echo`, { method: 'POST', body, headers: { origin: siteUrl } });
    expect(await answer.text()).toBe('multi');
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['no origin that it says', { origin: 'null' }, 403],
    ['another site, by the browser’s own word', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['our own page, by the browser’s own word', { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }, 200],
    ['a content type that no form has', { 'content-type': 'application/json' }, 415],
    ['no content type', { 'content-type': '' }, 415],
    ['a multipart body that is none', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ])('from or with %s is answered by %j as %i', async (_what, headers, status) => {
    const { post, posts } = app();
    expect((await post('text=a', headers)).status).toBe(status);
    expect(posts()).toBe(status === 200 ? 1 : 0);
  });

  it('takes the referring page where a browser says no origin', async () => {
    const { web } = app();
    const send = (headers: Record<string, string>) =>
      web.request(`${siteUrl}/echo`, {
        method: 'POST',
        body: 'text=a',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    expect((await send({ referer: `${siteUrl}/nominate` })).status).toBe(200);
    expect((await send({ referer: 'https://evil.example/' })).status).toBe(403);
    expect((await send({})).status).toBe(403);
  });

  it('of more than 64 KiB is refused, whatever it says of its length', async () => {
    const { post, posts } = app();
    const answer = await post(`text=${'a'.repeat(64 * 1024)}`);
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('64 KiB');
    expect((await post('text=a', { 'content-length': '70000' })).status).toBe(413);
    expect(posts()).toBe(0);
  });

  it('to a page that takes a file may be larger, and brings it whole', async () => {
    const world = new SiteWorld('2026-03-10T10:00:00Z');
    const web = createWebApp(world.deps, { uploads: { path: /^\/hand-in$/, mostKibibytes: 200 } });
    for (const path of ['/hand-in', '/echo'])
      web.post(path, (c) => c.text(`${c.var.form.file('file')?.at(-1)} ${c.var.form.text('file')}`));
    const send = (path: string, size: number) => {
      const body = new FormData();
      body.set('file', new File([new Uint8Array(size).fill(255)], 'a.csv'));
      return web.request(`${siteUrl}${path}`, { method: 'POST', body, headers: { origin: siteUrl } });
    };
    expect(await (await send('/hand-in', 100 * 1024)).text()).toBe('255 ');
    expect((await send('/echo', 100 * 1024)).status).toBe(413);
    const tooLarge = await send('/hand-in', 201 * 1024);
    expect(tooLarge.status).toBe(413);
    expect(await tooLarge.text()).toContain('The file is too large');
  });
});
