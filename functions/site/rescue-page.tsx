import type { Hono } from 'hono';
import * as v from 'valibot';
import { maskAddress } from '../domain/mask-address.ts';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { correctPerson } from '../participants/correct-person.ts';
import { roleOfPurpose } from '../platform/links.ts';
import { checkForm, emailAddress, type FieldErrors } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { openParticipantLink, type ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';

const title = 'Help us to reach a colleague';
const form = v.object({ email: emailAddress('their') });

/** Where a partner or subject leader gives the address of somebody whom our mail does not reach. */
export function rescueRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/rescue/:token', (c) => withRescue(deps, c, (opened) => show(deps, c, opened, '', {})));
  app.post('/rescue/:token', (c) => withRescue(deps, c, (opened) => correct(deps, c, opened)));
  app.get('/rescue/:token/done', (c) => withRescue(deps, c, (opened) => showDone(deps, c, opened)));
}

async function withRescue(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: ParticipantLink) => Promise<Response>,
): Promise<Response> {
  const opened = await openParticipantLink(deps, c, ['partner-rescue', 'subject-lead-rescue']);
  return opened instanceof Response ? opened : answer(opened);
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  { view, people, token }: ParticipantLink,
  email: string,
  errors: FieldErrors,
): Promise<Response> {
  const name = people.participant?.name ?? 'your colleague';
  return sitePage(deps, c, {
    title,
    cohort: view.cohort,
    errors: listErrors(errors),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {view.participant.addressFailed ? (
          <form method="post" action={`/rescue/${token}`} novalidate>
            <p class="govuk-body">
              Our emails to {name} come back. The address that we have begins and ends like this:{' '}
              {maskAddress(people.participant?.email ?? '')}.
            </p>
            <Input
              name="email"
              type="email"
              label="Which email address works?"
              hint={`We write to ${name} there, and ask them to check their details.`}
              autocomplete="off"
              spellcheck={false}
              value={email}
              error={errors.email}
            />
            <Button preventDoubleClick>Send</Button>
          </form>
        ) : (
          <InsetText>Our emails reach {name} again: there is nothing left to do. Thank you.</InsetText>
        )}
      </>
    ),
  });
}

async function correct(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const { view, people, token, link } = opened;
  const typed = c.var.form.text('email');
  const checked = checkForm(form, { email: typed });
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  const known = people.participant;
  if (!known || !view.participant.addressFailed) return goTo(c, `/rescue/${token}`);
  const by = roleOfPurpose[link.purpose];
  const note = 'mail to the address before came back';
  const { email } = checked.value;
  const outcome = await correctPerson(deps, view.participant.id, {
    role: 'participant',
    name: known.name,
    email,
    note,
    by,
  });
  if (outcome === 'corrected') return goTo(c, `/rescue/${token}/done`);
  const why = 'This is the address of somebody else. Give one that is theirs alone';
  return show(deps, c, opened, typed, { email: why });
}

function showDone(deps: SiteDeps, c: SiteContext, { view }: ParticipantLink): Promise<Response> {
  const children = (
    <>
      <Panel title="Thank you">We write to your colleague at that address from now on</Panel>
      <p class="govuk-body">They are asked to check their details. You need do nothing else.</p>
    </>
  );
  return sitePage(deps, c, { title: 'Thank you', cohort: view.cohort, children });
}
