import type { Hono } from 'hono';
import * as v from 'valibot';
import { formatDateOf } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { confirmDetails, readNeeds } from '../participants/confirm-details.ts';
import { checkForm, choice, emailAddress, type FieldErrors, note, personName } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { homeOf, withParticipant } from './me.tsx';
import type { ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const fields = ['name', 'needs', 'leadName', 'leadEmail', 'right'] as const;
type Typed = Record<(typeof fields)[number], string>;

/** The participant's details: seen once by themselves, and what sessions should take account of. */
export function detailsRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/details', (c) =>
    withParticipant(deps, c, async (opened) => show(deps, c, opened, await asHeld(deps, opened), {})),
  );
  app.post('/me/:token/details', (c) => withParticipant(deps, c, (opened) => confirm(deps, c, opened)));
}

async function asHeld(deps: SiteDeps, { view, people }: ParticipantLink): Promise<Typed> {
  const lead = people['subject-lead'];
  return {
    name: people.participant?.name ?? '',
    needs: await readNeeds(deps, view.participant.id),
    leadName: lead?.name ?? '',
    leadEmail: lead?.email ?? '',
    right: '',
  };
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  typed: Typed,
  errors: FieldErrors,
): Promise<Response> {
  const { view, people } = opened;
  const { detailsConfirmedAt, schoolName } = view.participant;
  return sitePage(deps, c, {
    title: 'Your details and needs',
    cohort: view.cohort,
    errors: listErrors(errors),
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <form method="post" action={`${homeOf(opened)}/details`} novalidate>
        <h1 class="govuk-heading-l">Your details and needs</h1>
        <SummaryList
          rows={[
            { key: 'School', value: schoolName },
            { key: 'Email address', value: people.participant?.email ?? '' },
            detailsConfirmedAt !== undefined && {
              key: 'Last confirmed',
              value: formatDateOf(detailsConfirmedAt, zone),
            },
          ]}
        />
        <p class="govuk-body">
          To change your school or email address, write to{' '}
          <a class="govuk-link" href={`mailto:${view.cohort.hub.replyTo}`}>
            {view.cohort.hub.name}
          </a>
          .
        </p>
        <DetailsFields typed={typed} errors={errors} />
        <Checkboxes
          name="right"
          items={[{ value: 'yes', label: 'These details are right' }]}
          values={[typed.right]}
          error={errors.right}
        />
        <Button preventDoubleClick>Confirm my details</Button>
      </form>
    ),
  });
}

function DetailsFields({ typed, errors }: { typed: Typed; errors: FieldErrors }) {
  return (
    <>
      <Input name="name" label="Your name" value={typed.name} error={errors.name} autocomplete="name" />
      <Textarea
        name="needs"
        label="What should we know so that sessions suit you? (optional)"
        hint="Access, diet, or anything else. Only the people who prepare the sessions see it, and it is deleted after a year."
        rows={4}
        value={typed.needs}
        error={errors.needs}
      />
      <h2 class="govuk-heading-m">Your subject leader (optional)</h2>
      <p class="govuk-body">
        We write to them only when you may need their help, such as after a session that you missed.
      </p>
      <Input
        name="leadName"
        label="Name of your subject leader"
        value={typed.leadName}
        error={errors.leadName}
        autocomplete="off"
      />
      <Input
        name="leadEmail"
        label="Email address of your subject leader"
        type="email"
        value={typed.leadEmail}
        error={errors.leadEmail}
        autocomplete="off"
        spellcheck={false}
      />
    </>
  );
}

/** The box is the human's part: the other fields are filled in already, and mail scanners press buttons. */
const own = v.object({
  name: personName('your'),
  needs: note('what we should know', 1000),
  right: choice(['yes'], 'Tick the box if these details are right'),
});
const whose = 'your subject leader’s';
const lead = v.object({ leadName: personName(whose), leadEmail: emailAddress(whose) });

async function confirm(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const typed = c.var.form.texts(fields);
  const named = typed.leadName.trim() !== '' || typed.leadEmail.trim() !== '';
  const checkedOwn = checkForm(own, typed);
  const checkedLead = named ? checkForm(lead, typed) : undefined;
  const errors = {
    ...(checkedOwn.ok ? {} : checkedOwn.errors),
    ...(!checkedLead || checkedLead.ok ? {} : checkedLead.errors),
  };
  if (!checkedOwn.ok || checkedLead?.ok === false) return show(deps, c, opened, typed, errors);
  const outcome = await confirmDetails(deps, opened.view.participant.id, {
    name: checkedOwn.value.name,
    needs: checkedOwn.value.needs,
    ...(checkedLead && {
      subjectLead: { name: checkedLead.value.leadName, email: checkedLead.value.leadEmail },
    }),
  });
  if (outcome === 'confirmed') return goTo(c, `${homeOf(opened)}?done=details`);
  return show(deps, c, opened, typed, { name: 'You are not taking part in the programme at the moment' });
}
