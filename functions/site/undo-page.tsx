import type { Hono } from 'hono';
import { formatMoment } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { undoUntil, undoWithdrawal, type WithdrawalUndone } from '../participants/undo-withdrawal.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { openParticipantLink, type ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'Take back your withdrawal';

/** Taking a withdrawal back within the programme's time for it. */
export function undoRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/undo/:token', (c) => withUndo(deps, c, (opened) => show(deps, c, opened, {})));
  app.post('/undo/:token', (c) => withUndo(deps, c, (opened) => undo(deps, c, opened)));
  app.get('/undo/:token/done', (c) => withUndo(deps, c, (opened) => showDone(deps, c, opened)));
}

async function withUndo(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: ParticipantLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openParticipantLink(deps, c, ['undo-withdrawal']);
  return opened instanceof Response ? opened : answer(opened);
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  { view, token }: ParticipantLink,
  errors: Readonly<Record<string, string>>,
): Promise<Response> {
  const undoable = view.participant.status === 'withdrawn' && deps.clock.now() < undoUntil(view);
  return sitePage(deps, c, {
    title,
    cohort: view.cohort,
    errors: listErrors(errors),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {undoable ? (
          <form method="post" action={`/undo/${token}`} novalidate>
            <p class="govuk-body">
              You can take it back until {formatMoment(undoUntil(view), zone)}. You go on where you were, with what you
              had earned. Sessions that you missed meanwhile stay missed.
            </p>
            <Checkboxes
              name="back"
              items={[{ value: 'yes', label: 'I want to go on with the programme' }]}
              error={errors.back}
            />
            <Button preventDoubleClick>Take it back</Button>
          </form>
        ) : (
          <InsetText>{standing(view.participant.status)}</InsetText>
        )}
      </>
    ),
  });
}

function standing(status: ParticipantLink['view']['participant']['status']): string {
  return status === 'withdrawn'
    ? 'The time to take it back has passed. Write to the hub if you want to take part again.'
    : 'You are not withdrawn: there is nothing to take back.';
}

async function undo(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  if (c.var.form.text('back') !== 'yes')
    return show(deps, c, opened, { back: 'Tick the box if you want to go on with the programme' });
  const outcome = await undoWithdrawal(deps, opened.view.participant.id);
  if (outcome === 'back' || outcome === 'not-withdrawn') return goTo(c, `/undo/${opened.token}/done`);
  return show(deps, c, opened, { back: whyNot(outcome) });
}

function whyNot(outcome: Exclude<WithdrawalUndone, 'back' | 'not-withdrawn'>): string {
  switch (outcome) {
    case 'too-late':
      return 'The time to take it back has passed. Write to the hub if you want to take part again';
    case 'full':
      return 'Your place has been given to somebody else. Write to the hub: they will look for another';
    case 'unknown':
      return 'We can’t find your place. Write to the hub';
  }
}

function showDone(deps: SiteDeps, c: SiteContext, { view, token }: ParticipantLink): Promise<Response> | Response {
  if (view.participant.status === 'withdrawn') return goTo(c, `/undo/${token}`);
  const children = (
    <>
      <Panel title="You are back in the programme" />
      <p class="govuk-body">Your next email from us has a link to your own page, with what comes next.</p>
    </>
  );
  return sitePage(deps, c, { title: 'You are back in the programme', cohort: view.cohort, children });
}
