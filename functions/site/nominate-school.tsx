import type { Hono } from 'hono';
import { ineligibilitiesOf } from '../domain/eligibility.ts';
import type { School } from '../domain/school.ts';
import { formatDateOf } from '../domain/wording.ts';
import { savePage } from '../nominations/nomination-draft.ts';
import { checkPage, checkSchoolByHand, fieldsByHand } from '../nominations/nomination-form.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { minutes } from '../platform/clock.ts';
import { findSchools, mostShown, readSchool, successorsOf } from '../schools/find-schools.ts';
import type { FieldErrors } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { takeLimit } from '../web/take-limit.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { nextPage, type OpenForm } from './nominate-form.ts';
import { FormHeading, LaterLink, NominationFormPage } from './nominate-pages.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** More searches than anybody needs for one form. */
const searchesPerHour = 60;

type WithDraft = (c: SiteContext, answer: (form: OpenForm) => Response | Promise<Response>) => Promise<Response>;

/** The school of a nomination: searched for, chosen with its postcode and authority before one’s eyes, or typed. */
export function nominateSchoolRoutes(app: Hono<WebEnv>, deps: SiteDeps, withDraft: WithDraft): void {
  app.post('/nominate/:draft/school', (c) => withDraft(c, (form) => search(deps, c, form)));
  app.get('/nominate/:draft/found', (c) => withDraft(c, (form) => showFound(deps, c, form, {})));
  app.post('/nominate/:draft/found', (c) => withDraft(c, (form) => choose(deps, c, form)));
  app.get('/nominate/:draft/school-by-hand', (c) => withDraft(c, (form) => showByHand(deps, c, form, {}, {})));
  app.post('/nominate/:draft/school-by-hand', (c) => withDraft(c, (form) => saveByHand(deps, c, form)));
}

async function search(deps: SiteDeps, c: SiteContext, form: OpenForm): Promise<Response> {
  if (form.draft.reference) return goTo(c, `${form.address}/sent`);
  const typed = c.var.form.texts(['school']);
  const checked = checkPage('school', form.draft.kind, typed, {});
  if (!checked.ok) return showSearch(deps, c, form, typed, checked.errors);
  const limit = { what: `search#${form.id}`, most: searchesPerHour, windowMs: minutes(60) };
  const taken = await takeLimit(deps, limit);
  if (!taken.ok)
    return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: taken.tryAgainAt, zone }, form.cohort);
  const { schools } = await findSchools(deps.table, checked.value.school ?? '');
  const nothing = `We found no secondary school for “${checked.value.school}”. Check the spelling, or use the URN`;
  if (schools.length === 0) return showSearch(deps, c, form, typed, { school: nothing }, true);
  const saved = await savePage(deps, form.id, 'school', checked.value);
  return goTo(c, `${form.address}/${saved ? 'found' : 'sent'}`);
}

function showSearch(
  deps: SiteDeps,
  c: SiteContext,
  form: OpenForm,
  typed: Readonly<Record<string, string>>,
  errors: FieldErrors,
  offerByHand = false,
): Promise<Response> {
  const { kind } = form.draft;
  return sitePage(deps, c, {
    title: 'Your school',
    cohort: form.cohort,
    errors: listErrors(errors),
    before: <BackLink href="/nominate" />,
    children: (
      <>
        <NominationFormPage address={form.address} kind={kind} page="school" typed={typed} errors={errors} />
        {offerByHand && <ByHandLink address={form.address} />}
      </>
    ),
  });
}

function ByHandLink({ address }: { address: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${address}/school-by-hand`}>
        My school is not in the register yet
      </a>
    </p>
  );
}

/** A school that may be chosen; `instead` names the closed one that was searched for. */
interface Offered {
  readonly school: School;
  readonly instead?: School;
}

interface Found {
  readonly offered: readonly Offered[];
  /** Closed, and nobody followed. */
  readonly gone: readonly School[];
  readonly more: boolean;
}

async function find(deps: SiteDeps, typed: string): Promise<Found> {
  const { schools, more } = await findSchools(deps.table, typed);
  const open = schools.filter(({ status }) => status !== 'closed').map((school): Offered => ({ school }));
  const closed = schools.filter(({ status }) => status === 'closed');
  const followed = await Promise.all(
    closed.map(async (instead) => ({ instead, successors: await successorsOf(deps.table, instead) })),
  );
  const offered = [
    ...open,
    ...followed.flatMap(({ instead, successors }) => successors.map((school): Offered => ({ school, instead }))),
  ];
  return {
    offered: [...new Map(offered.map((each) => [each.school.urn, each])).values()],
    gone: followed.filter(({ successors }) => successors.length === 0).map(({ instead }) => instead),
    more,
  };
}

async function showFound(deps: SiteDeps, c: SiteContext, form: OpenForm, errors: FieldErrors): Promise<Response> {
  const { draft, address, cohort } = form;
  const typed = draft.answers.school?.school;
  if (!typed) return goTo(c, `${address}/school`);
  const found = await find(deps, typed);
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

function SchoolChoice({ found, chosen, errors }: { found: Found; chosen: string | undefined; errors: FieldErrors }) {
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

async function choose(deps: SiteDeps, c: SiteContext, form: OpenForm): Promise<Response> {
  const { address, draft } = form;
  if (draft.reference) return goTo(c, `${address}/sent`);
  const urn = c.var.form.text('urn');
  if (urn === 'none') return goTo(c, `${address}/school`);
  const { offered } = await find(deps, draft.answers.school?.school ?? '');
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

async function saveSchool(
  deps: SiteDeps,
  c: SiteContext,
  { id, address, draft }: OpenForm,
  found: Record<string, string>,
): Promise<Response> {
  const saved = await savePage(deps, id, 'found', found);
  if (!saved) return goTo(c, `${address}/sent`);
  return goTo(c, `${address}/${found.reasons ? 'eligibility' : nextPage({ kind: draft.kind, answers: saved })}`);
}

function showByHand(
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
async function saveByHand(deps: SiteDeps, c: SiteContext, form: OpenForm): Promise<Response> {
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
