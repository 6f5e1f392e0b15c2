import { savePage } from '../nominations/nomination-draft.ts';
import { checkSchoolByHand, fieldsByHand } from '../nominations/nomination-form.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { readSchool } from '../schools/find-schools.ts';
import type { FieldErrors } from '../web/fields.ts';
import type { OpenForm } from './nominate-form.ts';
import { FormHeading } from './nominate-pages.tsx';
import { saveSchool } from './nominate-save-school.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';

/** A school that is not in the register, as somebody types it. */
export function showByHand(
  deps: SiteDeps,
  c: SiteContext,
  { address, cohort, draft }: OpenForm,
  typed: Readonly<Record<string, string>>,
  errors: FieldErrors,
): Promise<Response> {
  return sitePage(deps, c, {
    title: 'A school that is not in the register',
    cohort,
    errors: listErrors(errors),
    before: <BackLink href={`${address}/school`} />,
    children: (
      <form method="post" action={`${address}/school-by-hand`} novalidate>
        <FormHeading kind={draft.kind} page="found">
          A school that is not in the register
        </FormHeading>
        <p class="govuk-body">
          A new school can be missing from our copy for a while. The hub looks at what you enter.
        </p>
        <Input name="schoolName" label="School name" value={typed.schoolName} error={errors.schoolName} />
        <Input
          name="urn"
          label="School URN"
          hint="Its unique reference number, 6 digits. It is on the school’s page of “Get information about schools”."
          value={typed.urn}
          error={errors.urn}
          inputmode="numeric"
          spellcheck={false}
          classes="govuk-input--width-10"
        />
        <Button preventDoubleClick>Continue</Button>
      </form>
    ),
  });
}

/** A URN that the register has is looked at there, whatever name was typed. */
export async function saveByHand(deps: SiteDeps, c: SiteContext, form: OpenForm): Promise<Response> {
  const { address, draft } = form;
  if (draft.reference) return goTo(c, `${address}/sent`);
  const typed = c.var.form.texts(fieldsByHand);
  const checked = checkSchoolByHand(typed);
  if (!checked.ok) return showByHand(deps, c, form, typed, checked.errors);
  const { urn, schoolName } = checked.value;
  const known = await readSchool(deps.table, urn);
  const searched = await savePage(deps, form.id, 'school', { school: urn });
  if (!searched) return goTo(c, `${address}/sent`);
  if (known) return goTo(c, `${address}/found`);
  return saveSchool(deps, c, form, { urn, schoolName, place: '', reasons: 'not-in-register' });
}

/** The way on for a school that the register has not yet. */
export function ByHandLink({ address }: { address: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${address}/school-by-hand`}>
        My school is not in the register yet
      </a>
    </p>
  );
}
