import type { Hono } from 'hono';
import * as z from 'zod';
import { formatDateOf } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { reminderRest, setReminders } from '../participants/set-reminders.ts';
import { checkForm, choice, type FieldErrors } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { openParticipantLink, type ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, listErrors, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const form = z.object({ reminders: choice(['on', 'off'], 'Select whether you want reminders') });

/** Which e-mails a participant wants; also the address of one-click unsubscribing (RFC 8058), which is a POST. */
export function preferencesRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/preferences/:token', (c) => withPreferences(deps, c, (opened) => show(deps, c, opened, {})));
  app.post('/preferences/:token', (c) => withPreferences(deps, c, (opened) => save(deps, c, opened)));
  app.get('/preferences/:token/saved', (c) => withPreferences(deps, c, (opened) => showSaved(deps, c, opened)));
}

async function withPreferences(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: ParticipantLink) => Promise<Response>,
): Promise<Response> {
  const opened = await openParticipantLink(deps, c, ['preferences']);
  return opened instanceof Response ? opened : answer(opened);
}

function restsUntil({ people }: ParticipantLink, now: string): string | undefined {
  const until = people.participant?.nudgesOffUntil;
  return until !== undefined && until > now ? until : undefined;
}

function show(deps: SiteDeps, c: SiteContext, opened: ParticipantLink, errors: FieldErrors): Promise<Response> {
  const now = deps.clock.now();
  return sitePage(deps, c, {
    title: 'Your emails from us',
    cohort: opened.view.cohort,
    errors: listErrors(errors),
    children: (
      <form method="post" action={`/preferences/${opened.token}`} novalidate>
        <h1 class="govuk-heading-l">Your emails from us</h1>
        <p class="govuk-body">
          We always tell you what concerns your place: dates, changes and cancellations of sessions, and decisions.
        </p>
        <Radios
          name="reminders"
          legend="Do you want reminders and suggestions too?"
          legendSize="m"
          items={[
            { value: 'on', label: 'Yes, send me reminders' },
            { value: 'off', label: `No, not until ${formatDateOf(reminderRest(opened.view, now), zone)}` },
          ]}
          value={restsUntil(opened, now) ? 'off' : 'on'}
          error={errors.reminders}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    ),
  });
}

async function save(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const oneClick = c.var.form.text('List-Unsubscribe') === 'One-Click';
  const checked = checkForm(form, { reminders: oneClick ? 'off' : c.var.form.text('reminders') });
  if (!checked.ok) return show(deps, c, opened, checked.errors);
  await setReminders(deps, opened.view.participant.id, checked.value.reminders);
  return oneClick ? c.body(null, 204) : goTo(c, `/preferences/${opened.token}/saved`);
}

function showSaved(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const until = restsUntil(opened, deps.clock.now());
  const children = (
    <>
      <Panel title="Your choice is saved" />
      <p class="govuk-body">
        {until ? `We send you no reminders until ${formatDateOf(until, zone)}.` : 'We send you reminders.'} You can{' '}
        <a class="govuk-link" href={`/preferences/${opened.token}`}>
          change that
        </a>{' '}
        at any time.
      </p>
    </>
  );
  return sitePage(deps, c, { title: 'Your choice is saved', cohort: opened.view.cohort, children });
}
