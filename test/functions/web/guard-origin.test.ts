import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { guardOrigin, originSecretHeader } from '../../../functions/web/guard-origin.ts';
import { SiteWorld } from '../site/world.ts';

function app(secrets: readonly string[]) {
  const { log } = new SiteWorld('2026-03-10T10:00:00Z').deps;
  const web = new Hono();
  web.use(guardOrigin(async () => secrets, log));
  web.get('/', (c) => c.text('page'));
  return (shown?: string) => web.request('/', shown === undefined ? {} : { headers: { [originSecretHeader]: shown } });
}

describe('the HTTP API', () => {
  it('serves what comes through CloudFront, with the current secret or the one before it', async () => {
    const get = app(['new-secret', 'old-secret']);
    expect((await get('new-secret')).status).toBe(200);
    expect((await get('old-secret')).status).toBe(200);
  });

  it.for([undefined, '', 'new-secre', 'other-text'])('refuses whoever goes around it and shows "%s"', async (shown) => {
    expect((await app(['new-secret', 'old-secret'])(shown)).status).toBe(403);
  });

  it('refuses an empty header even where a secret is empty', async () => {
    expect((await app([''])('')).status).toBe(403);
  });
});
