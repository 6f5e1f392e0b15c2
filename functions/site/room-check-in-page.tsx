import type { Hono } from 'hono';
import * as v from 'valibot';
import { type CheckedInByAddress, checkInByAddress, type Sharer } from '../check-ins/check-in-by-address.ts';
import { formatDays } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { CodeEntry } from '../pages/components/code-entry.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { findSession } from '../programmes/find-session.ts';
import { checkForm, emailAddress, type FieldErrors, line } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { whyNot } from './check-in-page.tsx';
import { maskName } from './mask-name.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'Check in to a session';
const fields = ['code', 'email', 'who'] as const;
type Typed = Record<(typeof fields)[number], string>;

const form = v.object({
  code: line('the code that is shown in the session'),
  email: emailAddress('your'),
});

/**
 * Checking in with nothing but a phone: the code on the slide and one's own address. The address on the slide may carry
 * the code (a QR code does), which only fills in the field: nobody is checked in by opening a page.
 */
export function roomCheckInRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/check-in', (c) => show(deps, c, { typed: { code: c.req.query('code') ?? '', email: '', who: '' } }));
  app.post('/check-in', (c) => enter(deps, c));
  app.get('/check-in/done/:cohort/:session', (c) => showDone(deps, c));
}

interface Shown {
  readonly typed: Typed;
  readonly errors?: FieldErrors;
  /** Who share the address that was typed. */
  readonly sharers?: readonly Sharer[];
}

function show(deps: SiteDeps, c: SiteContext, { typed, errors = {}, sharers = [] }: Shown): Promise<Response> {
  return sitePage(deps, c, {
    title,
    errors: listErrors(errors),
    children: (
      <form method="post" action="/check-in" novalidate>
        <h1 class="govuk-heading-l">{title}</h1>
        <CodeEntry
          name="code"
          label="The code that is shown in the session"
          hint="On a slide or on the wall. Capitals, spaces and hyphens do not matter."
          from="room"
          value={typed.code.slice(0, 40)}
          error={errors.code}
        />
        <Input
          name="email"
          type="email"
          label="Your email address"
          hint="The one that our emails come to."
          autocomplete="email"
          spellcheck={false}
          value={typed.email}
          error={errors.email}
        />
        {sharers.length > 0 && <WhichOfThem sharers={sharers} error={errors.who} />}
        <Button preventDoubleClick>Check in</Button>
      </form>
    ),
  });
}

function WhichOfThem({ sharers, error }: { sharers: readonly Sharer[]; error: string | undefined }) {
  return (
    <Radios
      name="who"
      legend="Who are you?"
      legendSize="m"
      hint="More than one participant uses this address."
      items={sharers.map(({ id, name }) => ({ value: id, label: maskName(name) }))}
      error={error}
    />
  );
}

async function enter(deps: SiteDeps, c: SiteContext): Promise<Response> {
  const typed = c.var.form.texts(fields);
  const checked = checkForm(form, { code: typed.code, email: typed.email });
  if (!checked.ok) return show(deps, c, { typed, errors: checked.errors });
  const participantId = typed.who === '' ? undefined : typed.who;
  return answer(deps, c, typed, await checkInByAddress(deps, { ...checked.value, participantId }));
}

async function answer(deps: SiteDeps, c: SiteContext, typed: Typed, found: CheckedInByAddress): Promise<Response> {
  switch (found.outcome) {
    case 'too-many':
      return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: found.tryAgainAt, zone });
    case 'unknown-code':
      return show(deps, c, { typed, errors: { code: 'No session has this code. Look at it once more' } });
    case 'unknown-address':
      return show(deps, c, {
        typed,
        errors: {
          email:
            'No participant of this session has this address. Try the one that our emails come to, or tell your lead',
        },
      });
    case 'which-of-them':
      return show(deps, c, {
        typed,
        errors: { who: 'Select who you are' },
        sharers: found.sharers,
      });
    case 'judged':
      return judged(deps, c, typed, found);
  }
}

async function judged(
  deps: SiteDeps,
  c: SiteContext,
  typed: Typed,
  { session: { cohortId, sessionId }, checked }: Extract<CheckedInByAddress, { outcome: 'judged' }>,
): Promise<Response> {
  if (checked.outcome === 'checked-in' || checked.outcome === 'checked-in-before')
    return goTo(c, `/check-in/done/${cohortId}/${sessionId}`);
  if (checked.outcome === 'too-many')
    return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: checked.tryAgainAt, zone });
  const session = await findSession(deps.table, cohortId, sessionId);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  return show(deps, c, { typed, errors: { code: whyNot(checked, session) } });
}

async function showDone(deps: SiteDeps, c: SiteContext): Promise<Response> {
  const session = await findSession(deps.table, c.req.param('cohort') ?? '', c.req.param('session') ?? '');
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  const children = (
    <>
      <Panel title="You are checked in">{session.title}</Panel>
      <p class="govuk-body">
        It earns you {formatDays(session.credit)}. Your own page, which opens from the link in any of our emails to you,
        shows it from now on.
      </p>
    </>
  );
  return sitePage(deps, c, { title: 'You are checked in', children });
}
