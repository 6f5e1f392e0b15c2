import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { pageBefore, withQuery } from './page-before.ts';
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

/** Lets in who is signed in; what they may do is `authorise`'s to say. Everybody else is led to the sign-in page. */
export function authenticate(deps: ConsoleDeps): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const id = sessionIdOf(deps, c);
    const signedIn = id ? await readSession(deps, id) : undefined;
    if (!signedIn) return c.redirect(wayIn(deps, c), 303);
    c.set('signedIn', signedIn);
    return next();
  };
}

/** Whether they may change things here: pages offer what can be done to nobody else. */
export function mayAct({ permissions }: SignedIn): boolean {
  return permissions.has('change');
}

/** Whether they may do what concerns a whole cohort. */
export function mayRun({ permissions }: SignedIn): boolean {
  return permissions.has('run');
}

/** Whether they may keep the register, notes and reviews. */
export function mayMark({ permissions }: SignedIn): boolean {
  return permissions.has('mark');
}

/** Where a form was sent, its page is what can be opened again, unlike the form's target. */
function wayIn(deps: ConsoleDeps, c: ConsoleContext): string {
  const isForm = c.req.method !== 'GET' && c.req.method !== 'HEAD';
  const { pathname, searchParams } = new URL(c.req.url);
  const to = isForm ? pageBefore(deps, c) : withQuery(pathname, searchParams);
  return `/admin/sign-in?${isForm ? 'ended&' : ''}to=${encodeURIComponent(to)}`;
}
