import type { Hono } from 'hono';
import { type CheckedIn, checkIn } from '../check-ins/check-in.ts';
import { checkInWindow } from '../domain/check-in.ts';
import type { Session } from '../domain/cohort.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { SessionMoments } from '../domain/timetable.ts';
import { formatDays, formatMoment, formatPeriod } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { CodeEntry } from '../pages/components/code-entry.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { homeOf, withParticipant } from './me.tsx';
import type { ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** Checking in to a session with the code that is shown there. */
export function checkInRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/check-in/:session', (c) =>
    withSession(deps, c, (opened, session) => open(deps, c, opened, session)),
  );
  app.post('/me/:token/check-in/:session', (c) =>
    withSession(deps, c, (opened, session) => enter(deps, c, opened, session)),
  );
}

/** Opens the link and finds the session that the path names. */
export function withSession(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: ParticipantLink, session: SessionMoments) => Promise<Response> | Response,
): Promise<Response> {
  return withParticipant(deps, c, (opened) => {
    const { programme, cohort, sessions } = opened.view;
    const session = momentsFor(programme, cohort, sessions).sessionById.get(c.req.param('session') ?? '');
    return session ? answer(opened, session) : problemPage(deps, c, { kind: 'not-found' }, cohort);
  });
}

/** Once the code is of no use, the session's own page asks how it was. */
function open(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  moments: SessionMoments,
): Promise<Response> | Response {
  const late = checkInWindow(moments, deps.clock.now()).outcome === 'evidence-only';
  return late
    ? goTo(c, `${homeOf(opened)}/sessions/${moments.session.id}`)
    : show(deps, c, opened, moments, { code: '' });
}

interface Typed {
  readonly code: string;
  readonly error?: string;
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  moments: SessionMoments,
  { code, error }: Typed,
): Promise<Response> {
  const { session } = moments;
  const title = `Check in to ${session.title}`;
  return sitePage(deps, c, {
    title,
    cohort: opened.view.cohort,
    errors: error ? [{ field: 'code', message: error }] : [],
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          {formatPeriod(session.startsAt, session.endsAt, zone)}. It earns {formatDays(session.credit)}.
        </p>
        <Window moments={moments} now={deps.clock.now()} sessionPage={`${homeOf(opened)}/sessions/${session.id}`} />
        <form method="post" action={`${homeOf(opened)}/check-in/${session.id}`} novalidate>
          <CodeEntry
            name="code"
            label="The code that is shown in the session"
            hint="On a slide or on the wall. Capitals, spaces and hyphens do not matter."
            from="room"
            value={code}
            error={error}
          />
          <Button preventDoubleClick>Check in</Button>
        </form>
      </>
    ),
  });
}

/** Where the check-in stands, said before one types. */
function Window({ moments, now, sessionPage }: { moments: SessionMoments; now: string; sessionPage: string }) {
  const window = checkInWindow(moments, now);
  switch (window.outcome) {
    case 'open':
      return <p class="govuk-body">You can check in until {formatMoment(window.closesAt, zone)}.</p>;
    case 'too-early':
      return <InsetText>Check-in opens on {formatMoment(window.opensAt, zone)}.</InsetText>;
    case 'evidence-only':
      return (
        <InsetText>
          Check-in with the code has closed. Until {formatMoment(window.until, zone)} you can{' '}
          <a class="govuk-link" href={sessionPage}>
            tell us that you were there
          </a>
          .
        </InsetText>
      );
    case 'closed':
      return <InsetText>Check-in has closed. Ask your lead or the hub if something is wrong.</InsetText>;
    case 'cancelled':
      return <InsetText>This session is cancelled.</InsetText>;
  }
}

async function enter(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  moments: SessionMoments,
): Promise<Response> {
  const code = c.var.form.text('code').trim();
  if (code === '')
    return show(deps, c, opened, moments, { code, error: 'Enter the code that is shown in the session' });
  const checked = await checkIn(deps, opened.view.participant.id, moments.session.id, code);
  if (checked.outcome === 'checked-in' || checked.outcome === 'checked-in-before')
    return goTo(c, `${homeOf(opened)}?done=${checked.outcome}`);
  if (checked.outcome === 'too-many')
    return problemPage(
      deps,
      c,
      { kind: 'too-many-requests', tryAgainAt: checked.tryAgainAt, zone },
      opened.view.cohort,
    );
  return show(deps, c, opened, moments, { code, error: whyNot(checked, moments.session) });
}

export type Refused = Exclude<CheckedIn, { outcome: 'checked-in' | 'checked-in-before' | 'too-many' }>;

/** Why a code records nothing, in words that say what to do. */
export function whyNot(refused: Refused, session: Session): string {
  switch (refused.outcome) {
    case 'wrong-code':
      return 'This is not the code of this session. Look at it once more';
    case 'wrong-session':
      return `This is the code of ${refused.which.title} on ${formatMoment(refused.which.startsAt, zone)}, not of ${session.title}. You are not checked in`;
    case 'too-early':
      return `Check-in opens on ${formatMoment(refused.opensAt, zone)}. Your code is kept below: send it again then`;
    case 'evidence-only':
      return `Check-in has closed. Until ${formatMoment(refused.until, zone)} you can tell us that you were there: see the link below`;
    case 'closed':
      return `Check-in closed on ${formatMoment(refused.since, zone)}. Ask your lead or the hub`;
    case 'cancelled':
      return 'This session is cancelled, so nobody can check in';
    case 'marked-absent':
      return 'Your lead has marked you as absent. Ask them if that is not right';
    case 'no-such-session':
      return 'This session is not one of yours';
    case 'not-taking-part':
      return 'You are not taking part in the programme at the moment';
  }
}
