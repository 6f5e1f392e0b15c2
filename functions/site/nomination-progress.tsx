import type { Hono } from 'hono';
import * as z from 'zod';
import {
  type Nomination,
  type Promised,
  type PromisingRole,
  promiseOf,
  promisingRole,
  promisingRolesOf,
} from '../domain/nomination.ts';
import type { Contact } from '../domain/people.ts';
import { formatDateOf, formatMoment } from '../domain/wording.ts';
import { correctContact, isCorrectable } from '../nominations/correct-contact.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { Input } from '../pages/components/input.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Tag, type TagColour } from '../pages/components/tag.tsx';
import { checkForm, emailAddress, type FieldErrors, personName } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, listErrors, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const roleNames: Record<PromisingRole, string> = { head: 'headteacher', nominee: 'teacher', partner: 'second teacher' };
const pathNames: Record<PromisingRole, string> = { ...roleNames, partner: 'partner' };

/** The school's own page: whose answer is missing, and putting a name or an address right. */
export function nominationProgressRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/nomination/:token', (c) => withNomination(deps, c, (opened) => show(deps, c, opened)));
  for (const role of promisingRole.options) {
    const path = `/nomination/:token/correct/${pathNames[role]}`;
    app.get(path, (c) =>
      withNomination(deps, c, (opened) => showCorrection(deps, c, opened, role, asHeld(opened, role), {})),
    );
    app.post(path, (c) => withNomination(deps, c, (opened) => correct(deps, c, opened, role)));
  }
}

async function withNomination(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: NominationLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['nomination-progress']);
  return opened instanceof Response ? opened : answer(opened);
}

function show(deps: SiteDeps, c: SiteContext, opened: NominationLink): Promise<Response> {
  const { nomination, cohort } = opened;
  return sitePage(deps, c, {
    title: `Nomination ${nomination.id}`,
    cohort,
    done: c.req.query('done') === 'corrected' ? 'The details are put right.' : undefined,
    children: (
      <>
        <span class="govuk-caption-l">{nomination.schoolName}</span>
        <h1 class="govuk-heading-l">Nomination {nomination.id}</h1>
        <SummaryList
          rows={[
            { key: 'Where it stands', value: <NominationStatusTag status={nomination.status} /> },
            { key: 'Teacher', value: opened.people.nominee?.name ?? '–' },
            nomination.pair && { key: 'Second teacher', value: opened.people.partner?.name ?? '–' },
            { key: 'Cohort', value: cohort.title },
            {
              key: 'Sent',
              value: `${formatMoment(nomination.submittedAt, zone)}${nomination.late ? ', after nominations had closed' : ''}`,
            },
          ]}
        />
        <h2 class="govuk-heading-m">Whose agreement we have</h2>
        <SummaryList rows={promisingRolesOf(nomination).map((role) => promiseRow(opened, role))} />
        <h2 class="govuk-heading-m">What happens next</h2>
        <p class="govuk-body">{whatFollows(nomination, cohort.hub.name)}</p>
        <p class="govuk-body">Nominations close on {formatDateOf(cohort.closesAt, zone)}.</p>
      </>
    ),
  });
}

function promiseRow({ nomination, people, token }: NominationLink, role: PromisingRole) {
  const { words, colour } = promiseWords(promiseOf(nomination, role).state, people[role]);
  return {
    key: capital(roleNames[role]),
    value: (
      <>
        <Tag colour={colour}>{words}</Tag>
        <br />
        {people[role]?.name}
      </>
    ),
    actions: isCorrectable(nomination, role)
      ? [
          {
            content: 'Put right',
            href: `/nomination/${token}/correct/${pathNames[role]}`,
            hiddenText: `the ${roleNames[role]}’s name or email address`,
          },
        ]
      : [],
  };
}

/** An answer as the school may see it: never the reason. */
function promiseWords(state: Promised['state'], contact: Contact | undefined): { words: string; colour?: TagColour } {
  switch (state) {
    case 'given':
      return { words: 'Agreed', colour: 'green' };
    case 'refused':
      return { words: 'Said no', colour: 'red' };
    case 'not-me':
      return { words: 'Not the right person', colour: 'orange' };
    case 'awaited':
      return contact?.emailState === 'bounced'
        ? { words: 'Email not delivered', colour: 'red' }
        : { words: 'No answer yet', colour: 'yellow' };
  }
}

function whatFollows(nomination: Nomination, hubName: string): string {
  const all = nomination.pair ? 'all' : 'both';
  switch (nomination.status) {
    case 'awaiting-promises': {
      const missing = promisingRolesOf(nomination).filter((role) => promiseOf(nomination, role).state !== 'given');
      const whose = missing.map((role) => `the ${roleNames[role]}`).join(' and ');
      return `${hubName} decides when ${all} have agreed. What is missing is the agreement of ${whose}.`;
    }
    case 'awaiting-decision':
      return `${capital(all)} have agreed. ${hubName} decides, and we tell all of you by email.`;
    case 'accepted':
      return 'The nomination is accepted. The teacher gets a welcome by email.';
    case 'waitlisted':
      return 'The nomination is on the waiting list. We write when a place is free.';
    case 'declined':
      return 'The nomination was not accepted this time.';
    case 'withdrawn':
      return 'The nomination was withdrawn.';
    case 'expired':
      return 'The nomination ended because an answer was missing when nominations closed.';
  }
}

function isAsked(nomination: Nomination, role: PromisingRole): boolean {
  return promisingRolesOf(nomination).includes(role);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface ContactTyped {
  readonly name: string;
  readonly email: string;
}

function asHeld({ people }: NominationLink, role: PromisingRole): ContactTyped {
  return { name: people[role]?.name ?? '', email: people[role]?.email ?? '' };
}

function showCorrection(
  deps: SiteDeps,
  c: SiteContext,
  { nomination, cohort, token }: NominationLink,
  role: PromisingRole,
  typed: ContactTyped,
  errors: FieldErrors,
): Promise<Response> | Response {
  const address = `/nomination/${token}`;
  if (!isAsked(nomination, role) || !isCorrectable(nomination, role)) return goTo(c, address);
  const title = `Put the ${roleNames[role]}’s details right`;
  return sitePage(deps, c, {
    title,
    cohort,
    errors: listErrors(errors),
    before: <BackLink href={address} />,
    children: (
      <form method="post" action={`${address}/correct/${pathNames[role]}`} novalidate>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          With another email address we ask anew, and the link that we sent to the old one stops working.
        </p>
        <Input
          name="name"
          label={`Name of the ${roleNames[role]}`}
          value={typed.name}
          error={errors.name}
          autocomplete="off"
        />
        <Input
          name="email"
          label={`Email address of the ${roleNames[role]}`}
          type="email"
          value={typed.email}
          error={errors.email}
          autocomplete="off"
          spellcheck={false}
        />
        <Button preventDoubleClick>Save and ask</Button>
      </form>
    ),
  });
}

async function correct(deps: SiteDeps, c: SiteContext, opened: NominationLink, role: PromisingRole): Promise<Response> {
  if (!isAsked(opened.nomination, role)) return goTo(c, `/nomination/${opened.token}`);
  const whose = `the ${roleNames[role]}’s`;
  const typed = c.var.form.texts(['name', 'email']);
  const checked = checkForm(z.object({ name: personName(whose), email: emailAddress(whose) }), typed);
  if (!checked.ok) return showCorrection(deps, c, opened, role, typed, checked.errors);
  const outcome = await correctContact(deps, opened.nomination.id, { role, ...checked.value });
  if (outcome.corrected) return goTo(c, `/nomination/${opened.token}?done=corrected`);
  switch (outcome.why) {
    case 'too-many':
      return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: outcome.tryAgainAt, zone }, opened.cohort);
    case 'same-person':
      return showCorrection(deps, c, opened, role, typed, {
        email: `Whoever reads this address answered that they are not the ${roleNames[role]}. Enter another address`,
      });
    case 'shared-address':
      return showCorrection(deps, c, opened, role, typed, {
        email: 'The headteacher and the teacher each answer for themselves, so they need different email addresses',
      });
    case 'unknown':
    case 'answered':
      return goTo(c, `/nomination/${opened.token}`);
  }
}
