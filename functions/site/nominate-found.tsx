import { ineligibilitiesOf } from '../domain/eligibility.ts';
import type { School } from '../domain/school.ts';
import { formatDateOf } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { mostShown } from '../schools/find-schools.ts';
import { offerSchools, type SchoolOffer } from '../schools/offer-schools.ts';
import type { FieldErrors } from '../web/fields.ts';
import { ByHandLink } from './nominate-by-hand.tsx';
import type { OpenForm } from './nominate-form.ts';
import { FormHeading, LaterLink } from './nominate-pages.tsx';
import { saveSchool } from './nominate-save-school.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** The schools of the name that was typed, each with its postcode and authority before one’s eyes. */
export async function showFound(
  deps: SiteDeps,
  c: SiteContext,
  form: OpenForm,
  errors: FieldErrors,
): Promise<Response> {
  const { draft, address, cohort } = form;
  const typed = draft.answers.school?.school;
  if (!typed) return goTo(c, `${address}/school`);
  const found = await offerSchools(deps.table, typed);
  const title = found.offered.length === 1 ? 'Is this your school?' : 'Which is your school?';
  return sitePage(deps, c, {
    title,
    cohort,
    errors: listErrors(errors),
    before: <BackLink href={`${address}/school`} />,
    children: (
      <>
        <form method="post" action={`${address}/found`} novalidate>
          <FormHeading kind={draft.kind} page="found">
            {title}
          </FormHeading>
          <p class="govuk-body">For “{typed}”. Check the postcode and the local authority.</p>
          {found.gone.map((school) => (
            <InsetText>
              {school.name} (URN {school.urn}) has closed{closedWords(school)}, and the register names no school that
              followed it.
            </InsetText>
          ))}
          <SchoolChoice found={found} chosen={draft.answers.found?.urn} errors={errors} />
          {found.more && (
            <p class="govuk-body">
              There are more than {mostShown} schools for it. If yours is not here, search with more of its name, or
              with its town.
            </p>
          )}
          <Button preventDoubleClick>Continue</Button>
        </form>
        <ByHandLink address={address} />
        <LaterLink address={address} />
      </>
    ),
  });
}

function SchoolChoice({
  found,
  chosen,
  errors,
}: {
  found: SchoolOffer;
  chosen: string | undefined;
  errors: FieldErrors;
}) {
  return (
    <Radios
      name="urn"
      legend="Your school"
      legendSize="s"
      items={[
        ...found.offered.map(({ school, instead }) => ({
          value: school.urn,
          label: school.name,
          hint: (
            <>
              {placeOf(school).replace('\n', ', ')}, URN {school.urn}
              {instead && (
                <>
                  <br />
                  It followed {instead.name} (URN {instead.urn}), which closed{closedWords(instead)}.
                </>
              )}
            </>
          ),
        })),
        { divider: 'or' },
        { value: 'none', label: 'It is none of these: search again' },
      ]}
      value={chosen}
      error={errors.urn}
    />
  );
}

function closedWords({ closedOn }: School): string {
  return closedOn ? ` on ${formatDateOf(`${closedOn}T12:00:00Z`, zone)}` : '';
}

/** What tells schools of one name apart. */
function placeOf({ town, postcode, authority }: School): string {
  return [town, postcode, authority.name].filter(Boolean).join(', ');
}

/** Takes the school that was chosen, of those that its search offers. */
export async function chooseFound(deps: SiteDeps, c: SiteContext, form: OpenForm): Promise<Response> {
  const { address, draft } = form;
  if (draft.reference) return goTo(c, `${address}/sent`);
  const urn = c.var.form.text('urn');
  if (urn === 'none') return goTo(c, `${address}/school`);
  const { offered } = await offerSchools(deps.table, draft.answers.school?.school ?? '');
  const chosen = offered.find(({ school }) => school.urn === urn)?.school;
  if (!chosen) return showFound(deps, c, form, { urn: 'Select your school' });
  const reasons = ineligibilitiesOf(chosen);
  return saveSchool(deps, c, form, {
    urn: chosen.urn,
    schoolName: chosen.name,
    place: placeOf(chosen),
    reasons: reasons.join(' '),
  });
}
