import type { Hono } from 'hono';
import type { Cohort } from '../domain/cohort.ts';
import { privacyVersion } from '../domain/privacy-notice.ts';
import { beginDraft, isOpen, type NominationDraft, readDraft, savePage } from '../nominations/nomination-draft.ts';
import {
  checkPage,
  everyFormPage,
  type FormPage,
  fieldsOfPage,
  firstOpenPage,
  formPages,
  ineligibilitiesIn,
} from '../nominations/nomination-form.ts';
import { submitNomination } from '../nominations/submit-nomination.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { readCohort } from '../programmes/read-programme.ts';
import type { FieldErrors } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { honeyName } from './honey-field.tsx';
import { listCohorts } from './list-cohorts.ts';
import { CheckNomination } from './nominate-check.tsx';
import { pageTitle } from './nominate-fields.tsx';
import { nextPage, type OpenForm } from './nominate-form.ts';
import {
  BeginNomination,
  ComeBackLater,
  NominationFormPage,
  NominationSent,
  NominationsClosed,
  NotEligible,
} from './nominate-pages.tsx';
import { nominateSchoolRoutes } from './nominate-school.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** Faster than anybody reads the questions. */
const fastestMs = 10_000;

/** The nomination form: a server-side draft under an unguessable address, page after page, until it is sent. */
export function nominateRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/nominate', (c) => showBegin(deps, c, {}));
  app.post('/nominate', (c) => begin(deps, c));
  app.get('/nominate/:draft', (c) => withDraft(deps, c, (form) => goTo(c, `${form.address}/${nextPage(form.draft)}`)));
  app.get('/nominate/:draft/later', (c) => withDraft(deps, c, (form) => showLater(deps, c, form)));
  app.get('/nominate/:draft/eligibility', (c) => withDraft(deps, c, (form) => showEligibility(deps, c, form)));
  app.get('/nominate/:draft/check', (c) => withDraft(deps, c, (form) => showCheck(deps, c, form)));
  app.post('/nominate/:draft/check', (c) => withDraft(deps, c, (form) => submit(deps, c, form)));
  app.get('/nominate/:draft/sent', (c) => showSent(deps, c));
  for (const page of askedPages) {
    app.get(`/nominate/:draft/${page}`, (c) =>
      withDraft(deps, c, (form) =>
        showPage(deps, c, form, { page, typed: form.draft.answers[page] ?? {}, errors: {} }),
      ),
    );
  }
  nominateSchoolRoutes(app, deps, (c, answer) => withDraft(deps, c, answer));
  for (const page of askedPages)
    if (page !== 'school')
      app.post(`/nominate/:draft/${page}`, (c) => withDraft(deps, c, (form) => save(deps, c, form, page)));
}

type AskedPage = Exclude<FormPage, 'found'>;

/** Whether a school was found is a page of its own making. */
const askedPages = everyFormPage.filter((page): page is AskedPage => page !== 'found');

async function showBegin(deps: SiteDeps, c: SiteContext, errors: FieldErrors): Promise<Response> {
  const cohorts = await listCohorts(deps.table);
  const now = deps.clock.now();
  const open = cohorts.filter((cohort) => isOpen(cohort, now));
  if (open.length === 0) {
    const children = <NominationsClosed cohorts={cohorts} now={now} />;
    return sitePage(deps, c, { title: 'Nominations are not open', cohort: cohorts[0], children });
  }
  return sitePage(deps, c, {
    title: 'Nominate for a programme',
    cohort: open[0],
    errors: listErrors(errors),
    before: <BackLink href="/" />,
    children: <BeginNomination open={open} errors={errors} />,
  });
}

async function begin(deps: SiteDeps, c: SiteContext): Promise<Response> {
  const chosen = c.var.form.text('cohort');
  const known = (await listCohorts(deps.table)).some(({ id }) => id === chosen);
  const begun = known ? await beginDraft(deps, chosen) : undefined;
  if (begun?.begun) return goTo(c, `/nominate/${begun.id}/school`);
  return showBegin(deps, c, { cohort: 'Select the programme that you nominate for' });
}

/** Finds the form; one that was sent shows its reference, whichever of its pages is asked for. */
async function withDraft(
  deps: SiteDeps,
  c: SiteContext,
  answer: (form: OpenForm) => Response | Promise<Response>,
): Promise<Response> {
  const id = c.req.param('draft') ?? '';
  const draft = await readDraft(deps, id);
  if (!draft) return formGone(deps, c);
  const address = `/nominate/${id}`;
  if (draft.reference && c.req.method !== 'POST') return goTo(c, `${address}/sent`);
  const { cohort } = await readCohort(deps.table, draft.cohortId);
  return answer({ id, address, draft, cohort });
}

function formGone(deps: SiteDeps, c: SiteContext): Promise<Response> {
  const children = (
    <>
      <h1 class="govuk-heading-l">We do not have this form any more</h1>
      <p class="govuk-body">A form that is not sent is deleted after four weeks. Check the address, or start again.</p>
      <Button href="/nominate">Start again</Button>
    </>
  );
  return sitePage(deps, c, { title: 'We do not have this form any more', children }, 404);
}

interface Shown {
  readonly page: AskedPage;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

function showPage(
  deps: SiteDeps,
  c: SiteContext,
  { address, cohort, draft: { kind } }: OpenForm,
  shown: Shown,
): Promise<Response> | Response {
  const pages = formPages(kind);
  if (!pages.includes(shown.page)) return goTo(c, address);
  const before = pages[pages.indexOf(shown.page) - 1];
  return sitePage(deps, c, {
    title: pageTitle(shown.page, kind),
    cohort,
    errors: listErrors(shown.errors),
    before: <BackLink href={before ? `${address}/${before}` : '/nominate'} />,
    children: <NominationFormPage address={address} kind={kind} {...shown} />,
  });
}

async function save(deps: SiteDeps, c: SiteContext, form: OpenForm, page: AskedPage): Promise<Response> {
  const { address, draft } = form;
  if (draft.reference) return goTo(c, `${address}/sent`);
  if (!formPages(draft.kind).includes(page)) return goTo(c, address);
  const typed = c.var.form.texts(fieldsOfPage(page, draft.kind));
  const checked = checkPage(page, draft.kind, typed, draft.answers);
  if (!checked.ok) return showPage(deps, c, form, { page, typed, errors: checked.errors });
  const saved = await savePage(deps, form.id, page, checked.value);
  if (!saved) return goTo(c, `${address}/sent`);
  const isEarly = Object.entries(checked.value).some(
    ([field, answer]) => /earlyCareer$/i.test(field) && answer === 'yes',
  );
  return goTo(c, `${address}/${isEarly ? 'eligibility' : nextPage({ kind: draft.kind, answers: saved })}`);
}

function showLater(deps: SiteDeps, c: SiteContext, { address, draft, cohort }: OpenForm): Promise<Response> {
  const until = new Date(draft.expiresAt * 1000).toISOString();
  const children = <ComeBackLater link={`${deps.siteUrl}${address}`} address={address} until={until} />;
  return sitePage(deps, c, { title: 'Finish it later', cohort, before: <BackLink href={address} />, children });
}

function showEligibility(
  deps: SiteDeps,
  c: SiteContext,
  { address, draft, cohort }: OpenForm,
): Promise<Response> | Response {
  const reasons = ineligibilitiesIn(draft.answers);
  const next = nextPage(draft);
  if (reasons.length === 0) return goTo(c, `${address}/${next}`);
  const children = <NotEligible reasons={reasons} address={address} next={next} />;
  return sitePage(deps, c, { title: 'This may not be the right programme', cohort, children });
}

function showCheck(
  deps: SiteDeps,
  c: SiteContext,
  { address, draft: { kind, answers }, cohort }: OpenForm,
  errors: FieldErrors = {},
): Response | Promise<Response> {
  const open = firstOpenPage(kind, answers);
  if (open) return goTo(c, `${address}/${open}`);
  const pages = formPages(kind);
  return sitePage(deps, c, {
    title: 'Check your answers before sending your nomination',
    cohort,
    errors: listErrors(errors),
    before: <BackLink href={`${address}/${pages.at(-1)}`} />,
    children: (
      <CheckNomination
        address={address}
        kind={kind}
        pages={pages}
        answers={answers}
        reasons={ineligibilitiesIn(answers)}
        closesAt={cohort.closesAt}
        late={Date.parse(deps.clock.now()) >= Date.parse(cohort.closesAt)}
        askPerson={errors.person !== undefined}
        errors={errors}
      />
    ),
  });
}

/** Whoever seems to be a program is asked, never stopped: people type fast too, and browsers fill fields in. */
function seemsAProgram(deps: SiteDeps, c: SiteContext, { startedAt }: NominationDraft): boolean {
  if (c.var.form.text('person') === 'yes') return false;
  return c.var.form.text(honeyName) !== '' || deps.clock.nowMs() - Date.parse(startedAt) < fastestMs;
}

async function submit(deps: SiteDeps, c: SiteContext, form: OpenForm): Promise<Response> {
  const { id, address, draft, cohort } = form;
  if (!draft.reference) {
    if (seemsAProgram(deps, c, draft)) return showCheck(deps, c, form, { person: 'Confirm that you are a person' });
    if (c.var.form.text('privacyVersion') !== privacyVersion)
      return sitePage(
        deps,
        c,
        { title: 'Our privacy notice has changed', cohort, children: <NoticeChanged address={address} /> },
        409,
      );
  }
  const outcome = await submitNomination(deps, id);
  if (outcome.submitted) return goTo(c, `${address}/sent`);
  switch (outcome.why) {
    case 'unknown':
      return formGone(deps, c);
    case 'incomplete':
      return goTo(c, `${address}/${nextPage(draft)}`);
    case 'closed':
      return nominationsClosed(deps, c, cohort);
    case 'too-many':
      return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: outcome.tryAgainAt, zone }, cohort);
  }
}

function nominationsClosed(deps: SiteDeps, c: SiteContext, cohort: Cohort): Promise<Response> {
  const children = <NominationsClosed cohorts={[cohort]} now={deps.clock.now()} />;
  return sitePage(deps, c, { title: 'Nominations are not open', cohort, children }, 409);
}

/** The notice was raised while somebody had the last page open. */
function NoticeChanged({ address }: { address: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">Our privacy notice has changed</h1>
      <p class="govuk-body">
        It has changed since you opened the last page. Read the{' '}
        <a class="govuk-link" href="/privacy">
          privacy notice
        </a>
        , then send the nomination.
      </p>
      <Button href={`${address}/check`}>Go back to the last page</Button>
    </>
  );
}

async function showSent(deps: SiteDeps, c: SiteContext): Promise<Response> {
  const id = c.req.param('draft') ?? '';
  const draft = await readDraft(deps, id);
  if (!draft) return formGone(deps, c);
  if (!draft.reference) return goTo(c, `/nominate/${id}/${nextPage(draft)}`);
  const { cohort } = await readCohort(deps.table, draft.cohortId);
  const children = <NominationSent reference={draft.reference} cohort={cohort} />;
  return sitePage(deps, c, { title: 'Nomination sent', cohort, children });
}
