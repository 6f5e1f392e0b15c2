import type { MiddlewareHandler } from 'hono';
import { keptId } from '../web/kept-id.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { pageBefore, withQuery } from './page-before.ts';
import { readSession, type SignedIn } from './sign-in.ts';

const session = ({ siteUrl }: ConsoleDeps) => keptId('throughline-console', siteUrl);

export function rememberSession(deps: ConsoleDeps, c: ConsoleContext, id: string): void {
  session(deps).keep(c, id);
}

export function forgetSession(deps: ConsoleDeps, c: ConsoleContext): void {
  session(deps).drop(c);
}

export function sessionIdOf(deps: ConsoleDeps, c: ConsoleContext): string | undefined {
  return session(deps).read(c);
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
