import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { problemPage } from '../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { readSession, type SignedIn } from './sign-in.ts';

/** `__Host-` cookies need HTTPS; on one machine, without it, the name is another. */
function cookieName({ siteUrl }: ConsoleDeps): string {
  return siteUrl.startsWith('https:') ? '__Host-throughline-console' : 'throughline-console';
}

export function rememberSession(deps: ConsoleDeps, c: ConsoleContext, id: string): void {
  setCookie(c, cookieName(deps), id, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.siteUrl.startsWith('https:'),
  });
}

export function forgetSession(deps: ConsoleDeps, c: ConsoleContext): void {
  deleteCookie(c, cookieName(deps), { path: '/', secure: deps.siteUrl.startsWith('https:') });
}

export function sessionIdOf(deps: ConsoleDeps, c: ConsoleContext): string | undefined {
  return getCookie(c, cookieName(deps));
}

/**
 * Lets in who is signed in and in a group that may: to look, any group that the console knows; to act (anything but
 * GET and HEAD), admins. Everybody else gets the sign-in page, or a page that says that they may not.
 */
export function authenticate(deps: ConsoleDeps): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const id = sessionIdOf(deps, c);
    const signedIn = id ? await readSession(deps, id) : undefined;
    const acts = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (!signedIn)
      return c.redirect(acts ? afterSending(c) : `/admin/sign-in?to=${encodeURIComponent(c.req.path)}`, 303);
    const allowed = acts ? mayAct(signedIn) : signedIn.groups.length > 0;
    if (!allowed) {
      deps.log.info('not allowed', { who: signedIn.subject, acts });
      return problemPage(deps, c, { kind: 'not-allowed' });
    }
    c.set('signedIn', signedIn);
    return next();
  };
}

/** Viewers look; pages offer what can be done to admins only. */
export function mayAct({ groups }: SignedIn): boolean {
  return groups.includes('admins');
}

/** Nobody is signed in who sent a form: back to the page that it was on, which can be opened, unlike the form's target. */
function afterSending(c: ConsoleContext): string {
  const referer = c.req.header('referer') ?? '';
  const page = URL.canParse(referer) ? new URL(referer).pathname : '/admin';
  return `/admin/sign-in?ended&to=${encodeURIComponent(page)}`;
}
