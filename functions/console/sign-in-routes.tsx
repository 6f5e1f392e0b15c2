import type { Hono } from 'hono';
import { Button } from '../pages/components/button.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { forgetSession, rememberSession, sessionIdOf } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { outsidePage } from './console-page.tsx';
import { withQuery } from './page-before.ts';
import { beginAgain, beginSignIn, completeSignIn, goOnSigningIn, readSession, signOut } from './sign-in.ts';

/** The way in and out. Signing in begins with a POST, so that nothing that only opens links begins one. */
export function addSignIn(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/sign-in', (c) =>
    signInPage(deps, c, { to: c.req.query('to') ?? '/admin', notice: noticeFor(c), again: isAgain(c) }),
  );
  app.post('/admin/sign-in', async (c) => {
    const to = c.get('form').text('to');
    const again = c.get('form').text('again') !== '';
    const { id, redirectTo } = again ? await beginAgain(deps, sessionIdOf(deps, c), to) : await beginSignIn(deps, to);
    rememberSession(deps, c, id);
    return c.redirect(redirectTo, 303);
  });
  // The provider comes back by GET, as OpenID Connect has it; without the cookie of the browser that began, it is inert.
  app.get('/admin/signed-in', async (c) => {
    const id = sessionIdOf(deps, c);
    // Back to an answer that was used: who is signed in stays so.
    if (id && (await readSession(deps, id))) return c.redirect('/admin', 303);
    const done = id ? await completeSignIn(deps, id, new URL(c.req.url).search.slice(1)) : undefined;
    if (!done) return signInPage(deps, c, { to: '/admin', notice: notices.over, status: 400 });
    const { signedIn, returnTo, again } = done;
    rememberSession(deps, c, signedIn.sessionId);
    const { roles, hubs } = signedIn.access;
    deps.log.info('signed in', { who: signedIn.subject, roles: roles.join(','), hubs: hubs.join(',') });
    return c.redirect(again ? sayingConfirmed(deps, returnTo) : returnTo, 303);
  });
  app.post('/admin/sign-out', async (c) => {
    const id = sessionIdOf(deps, c);
    forgetSession(deps, c);
    return c.redirect(id ? await signOut(deps, id) : '/admin/signed-out', 303);
  });
  app.get('/admin/signed-out', async (c) => {
    const id = sessionIdOf(deps, c);
    const onwards = id ? await goOnSigningIn(deps, id) : undefined;
    return onwards ? c.redirect(onwards, 303) : signedOutPage(deps, c);
  });
}

function signedOutPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  return outsidePage(deps, c, {
    title: 'You are signed out',
    children: (
      <>
        <h1 class="govuk-heading-l">You are signed out</h1>
        <p class="govuk-body">
          <a class="govuk-link" href="/admin/sign-in">
            Sign in again
          </a>
        </p>
      </>
    ),
  });
}

/** Their page says that they may do now what it asked them to sign in again for. */
function sayingConfirmed({ siteUrl }: ConsoleDeps, returnTo: string): string {
  const { pathname, searchParams } = new URL(returnTo, siteUrl);
  searchParams.set('done', 'confirmed');
  return withQuery(pathname, searchParams);
}

function isAgain(c: ConsoleContext): boolean {
  return c.req.query('again') !== undefined;
}

function noticeFor(c: ConsoleContext): string | undefined {
  if (isAgain(c)) return notices.again;
  return c.req.query('ended') === undefined ? undefined : notices.ended;
}

const notices = {
  over: 'That sign-in is over or was begun in another browser. Sign in again.',
  ended: 'You were signed out before you sent that, so nothing was saved. Sign in and do it again.',
  again:
    'Taking data away and erasing it need you to sign in again, so that nobody can do it at a screen that you left open. Nothing has been done yet.',
} as const;

interface WayIn {
  readonly to: string;
  readonly notice?: string | undefined;
  readonly again?: boolean;
  readonly status?: 200 | 400;
}

function signInPage(deps: ConsoleDeps, c: ConsoleContext, way: WayIn): Promise<Response> {
  const { to, notice, again = false, status = 200 } = way;
  const title = again ? 'Sign in again' : 'Sign in to the console';
  return outsidePage(deps, c, {
    title,
    status,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {notice && <InsetText>{notice}</InsetText>}
        {!again && (
          <p class="govuk-body">
            The console is for the people who run programmes. Schools and participants need no account.
          </p>
        )}
        <form method="post" action="/admin/sign-in">
          <input type="hidden" name="to" value={to} />
          {again && <input type="hidden" name="again" value="yes" />}
          <Button>{again ? title : 'Sign in'}</Button>
        </form>
      </>
    ),
  });
}
