import type { Hono } from 'hono';
import * as v from 'valibot';
import { type Nomination, type PromisingRole, promisingRole, promisingRolesOf } from '../domain/nomination.ts';
import { correctContact, isCorrectable } from '../nominations/correct-contact.ts';
import { readSuggestion } from '../nominations/suggested-contact.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { checkForm, emailAddress, type FieldErrors, personName } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

export const roleNames: Record<PromisingRole, string> = {
  head: 'headteacher',
  nominee: 'teacher',
  partner: 'second teacher',
};
export const pathNames: Record<PromisingRole, string> = { ...roleNames, partner: 'partner' };

/** Where a school puts the name or the address of somebody who promises right. */
export function nominationCorrectionRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  for (const role of promisingRole.options) {
    const path = `/nomination/:token/correct/${pathNames[role]}`;
    app.get(path, (c) => withCorrection(deps, c, role, (opened) => begin(deps, c, opened, role)));
    app.post(path, (c) => withCorrection(deps, c, role, (opened) => correct(deps, c, opened, role)));
  }
}

async function withCorrection(
  deps: SiteDeps,
  c: SiteContext,
  role: PromisingRole,
  answer: (opened: NominationLink) => Promise<Response>,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['nomination-progress']);
  if (opened instanceof Response) return opened;
  return isAsked(opened.nomination, role) ? answer(opened) : goTo(c, `/nomination/${opened.token}`);
}

function isAsked(nomination: Nomination, role: PromisingRole): boolean {
  return promisingRolesOf(nomination).includes(role);
}

/** With whom the one that was asked named instead already typed, where they named somebody. */
async function begin(deps: SiteDeps, c: SiteContext, opened: NominationLink, role: PromisingRole): Promise<Response> {
  const notMe = opened.nomination.promises[role]?.state === 'not-me';
  const suggestion = notMe ? await readSuggestion(deps.table, opened.nomination.id, role) : undefined;
  const held = { name: opened.people[role]?.name ?? '', email: opened.people[role]?.email ?? '' };
  return showCorrection(deps, c, opened, role, { ...(suggestion ?? held), distinct: '' }, {}, suggestion !== undefined);
}

interface ContactTyped {
  readonly name: string;
  readonly email: string;
  /** That two people share a mailbox. */
  readonly distinct: string;
}

function showCorrection(
  deps: SiteDeps,
  c: SiteContext,
  { nomination, cohort, token }: NominationLink,
  role: PromisingRole,
  typed: ContactTyped,
  errors: FieldErrors,
  isSuggested = false,
): Promise<Response> | Response {
  const address = `/nomination/${token}`;
  if (!isCorrectable(nomination, role)) return goTo(c, address);
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
        {isSuggested && (
          <InsetText>
            Whoever we asked says that this is the right person. Check the name and the address: we ask nobody before
            you save them.
          </InsetText>
        )}
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
        {(errors.distinct || typed.distinct) && (
          <Checkboxes
            name="distinct"
            items={[{ value: 'yes', label: 'They are two people who share this mailbox' }]}
            values={[typed.distinct]}
            error={errors.distinct}
          />
        )}
        <Button preventDoubleClick>Save and ask</Button>
      </form>
    ),
  });
}

async function correct(deps: SiteDeps, c: SiteContext, opened: NominationLink, role: PromisingRole): Promise<Response> {
  const whose = `the ${roleNames[role]}’s`;
  const typed = c.var.form.texts(['name', 'email', 'distinct']);
  const checked = checkForm(v.object({ name: personName(whose), email: emailAddress(whose) }), typed);
  if (!checked.ok) return showCorrection(deps, c, opened, role, typed, checked.errors);
  const outcome = await correctContact(deps, opened.nomination.id, {
    role,
    ...checked.value,
    distinct: typed.distinct === 'yes',
  });
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
        distinct:
          'Another person of this nomination has this address, and each answers for themselves. Enter another address, or say that they share it',
      });
    case 'unknown':
    case 'answered':
      return goTo(c, `/nomination/${opened.token}`);
  }
}
