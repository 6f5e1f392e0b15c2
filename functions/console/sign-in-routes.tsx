import type { Hono } from 'hono';
import { Button } from '../pages/components/button.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { forgetSession, rememberSession, sessionIdOf } from './authenticate.ts';
import type { ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { outsidePage } from './console-page.tsx';
import { beginSignIn, completeSignIn, readSession, signOut } from './sign-in.ts';

/** The way in and out. Signing in begins with a POST, so that nothing that only opens links begins one. */
export function addSignIn(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/sign-in', (c) =>
    signInPage(deps, c, c.req.query('to') ?? '/admin', c.req.query('ended') === undefined ? undefined : notices.ended),
  );
  app.post('/admin/sign-in', async (c) => {
    const { id, redirectTo } = await beginSignIn(deps, c.get('form').text('to'));
    rememberSession(deps, c, id);
    return c.redirect(redirectTo, 303);
  });
  // The provider comes back by GET, as OpenID Connect has it; without the cookie of the browser that began, it is inert.
  app.get('/admin/signed-in', async (c) => {
    const id = sessionIdOf(deps, c);
    // Back to an answer that was used: who is signed in stays so.
    if (id && (await readSession(deps, id))) return c.redirect('/admin', 303);
    const done = id ? await completeSignIn(deps, id, new URL(c.req.url).search.slice(1)) : undefined;
    if (!done) return signInPage(deps, c, '/admin', notices.over, 400);
    rememberSession(deps, c, done.signedIn.sessionId);
    deps.log.info('signed in', { who: done.signedIn.subject, groups: done.signedIn.groups.join(',') });
    return c.redirect(done.returnTo, 303);
  });
  app.post('/admin/sign-out', async (c) => {
    const id = sessionIdOf(deps, c);
    forgetSession(deps, c);
    return c.redirect(id ? await signOut(deps, id) : '/admin/signed-out', 303);
  });
  app.get('/admin/signed-out', (c) =>
    outsidePage(deps, c, {
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
    }),
  );
}

const notices = {
  over: 'That sign-in is over or was begun in another browser. Sign in again.',
  ended: 'You were signed out before you sent that, so nothing was saved. Sign in and do it again.',
} as const;

function signInPage(
  deps: ConsoleDeps,
  c: Parameters<typeof outsidePage>[1],
  to: string,
  notice?: string,
  status: 200 | 400 = 200,
): Promise<Response> {
  return outsidePage(deps, c, {
    title: 'Sign in to the console',
    status,
    children: (
      <>
        <h1 class="govuk-heading-l">Sign in to the console</h1>
        {notice && <InsetText>{notice}</InsetText>}
        <p class="govuk-body">
          The console is for the people who run programmes. Schools and participants need no account.
        </p>
        <form method="post" action="/admin/sign-in">
          <input type="hidden" name="to" value={to} />
          <Button>Sign in</Button>
        </form>
      </>
    ),
  });
}
