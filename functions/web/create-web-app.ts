import { type Context, Hono } from 'hono';
import { newReference } from '../platform/random.ts';
import { guardOrigin } from './guard-origin.ts';
import { guardPosts, type Uploads } from './guard-posts.ts';
import { problemPage } from './problem-page.ts';
import { securityHeaders } from './security-headers.ts';
import type { WebDeps, WebEnv } from './web-deps.ts';

/** A year: the name changes with the content. */
const immutable = 'public, max-age=31536000, immutable';

interface WebOptions {
  readonly formTargets?: readonly string[];
  readonly uploads?: Uploads;
}

/**
 * An app with what every page of ours needs before its own routes: headers, the guard on posts, the style sheet and
 * script, the page for what is not there, and the one for what went wrong. It never says more of an error than a
 * reference, under which the log has it.
 */
export function createWebApp(deps: WebDeps, options: WebOptions = {}): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(securityHeaders(deps, options.formTargets));
  if (deps.originSecrets) app.use(guardOrigin(deps.originSecrets, deps.log));
  app.use(guardPosts(deps, options.uploads));
  app.get('/assets/:name', (c) => serveAsset(deps, c, c.req.param('name')));
  app.notFound((c) => problemPage(deps, c, { kind: 'not-found' }));
  app.onError((error, c) => {
    const reference = newReference();
    // Addresses hold secrets: the log has the first word of the path only.
    deps.log.failure('request failed', error, {
      reference,
      method: c.req.method,
      area: c.req.path.split('/')[1] ?? '',
    });
    return problemPage(deps, c, { kind: 'server-error', reference });
  });
  return app;
}

function serveAsset(deps: WebDeps, c: Context<WebEnv>, name: string): Response | Promise<Response> {
  const asset = deps.assets.files.get(name);
  if (!asset) return problemPage(deps, c, { kind: 'not-found' });
  return c.body(asset.body, 200, { 'Content-Type': asset.contentType, 'Cache-Control': immutable });
}
