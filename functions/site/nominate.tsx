import type { Hono } from 'hono';
import type { Cohort } from '../domain/cohort.ts';
import { beginDraft, isOpen, type NominationDraft, readDraft, savePage } from '../nominations/nomination-draft.ts';
import { checkPage, type FormPage, fieldsOfPage, firstOpenPage, formPages } from '../nominations/nomination-form.ts';
import { submitNomination } from '../nominations/submit-nomination.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { readCohort } from '../programmes/read-programme.ts';
import type { FieldErrors } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { listCohorts } from './list-cohorts.ts';
import { pageTitles } from './nominate-fields.tsx';
import {
  BeginNomination,
  CheckNomination,
  NominationFormPage,
  NominationSent,
  NominationsClosed,
} from './nominate-pages.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, listErrors, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** The nomination form: a server-side draft under an unguessable address, page after page, until it is sent. */
export function nominateRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/nominate', (c) => showBegin(deps, c, {}));
  app.post('/nominate', (c) => begin(deps, c));
  app.get('/nominate/:draft', (c) => withDraft(deps, c, (form) => goTo(c, `${form.address}/${nextPage(form.draft)}`)));
  app.get('/nominate/:draft/check', (c) => withDraft(deps, c, (form) => showCheck(deps, c, form)));
  app.post('/nominate/:draft/check', (c) => withDraft(deps, c, (form) => submit(deps, c, form)));
  app.get('/nominate/:draft/sent', (c) => showSent(deps, c));
  for (const page of formPages) {
    app.get(`/nominate/:draft/${page}`, (c) =>
      withDraft(deps, c, (form) =>
        showPage(deps, c, form, { page, typed: form.draft.answers[page] ?? {}, errors: {} }),
      ),
    );
    app.post(`/nominate/:draft/${page}`, (c) => withDraft(deps, c, (form) => save(deps, c, form, page)));
  }
}

async function showBegin(deps: SiteDeps, c: SiteContext, errors: FieldErrors): Promise<Response> {
  const cohorts = await listCohorts(deps.table);
  const now = deps.clock.now();
  const open = cohorts.filter((cohort) => isOpen(cohort, now));
  if (open.length === 0) {
    const children = <NominationsClosed cohorts={cohorts} now={now} />;
    return sitePage(deps, c, { title: 'Nominations are not open', cohort: cohorts[0], children });
  }
  return sitePage(deps, c, {
    title: 'Nominate a lead teacher',
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
  return showBegin(deps, c, { cohort: 'Select a cohort that is open' });
}

interface OpenForm {
  readonly id: string;
  /** Where its pages are. */
  readonly address: string;
  readonly draft: NominationDraft;
  readonly cohort: Cohort;
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

function nextPage(draft: NominationDraft): string {
  return firstOpenPage(draft.answers) ?? 'check';
}

interface Shown {
  readonly page: FormPage;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

function showPage(deps: SiteDeps, c: SiteContext, { address, cohort }: OpenForm, shown: Shown): Promise<Response> {
  const before = formPages[formPages.indexOf(shown.page) - 1];
  return sitePage(deps, c, {
    title: pageTitles[shown.page],
    cohort,
    errors: listErrors(shown.errors),
    before: <BackLink href={before ? `${address}/${before}` : '/nominate'} />,
    children: <NominationFormPage address={address} {...shown} />,
  });
}

async function save(deps: SiteDeps, c: SiteContext, form: OpenForm, page: FormPage): Promise<Response> {
  if (form.draft.reference) return goTo(c, `${form.address}/sent`);
  const typed = c.var.form.texts(fieldsOfPage(page));
  const checked = checkPage(page, typed, form.draft.answers);
  if (!checked.ok) return showPage(deps, c, form, { page, typed, errors: checked.errors });
  const saved = await savePage(deps, form.id, page, checked.value);
  if (!saved) return goTo(c, `${form.address}/sent`);
  return goTo(c, `${form.address}/${firstOpenPage(saved) ?? 'check'}`);
}

function showCheck(deps: SiteDeps, c: SiteContext, { address, draft, cohort }: OpenForm): Response | Promise<Response> {
  const open = firstOpenPage(draft.answers);
  if (open) return goTo(c, `${address}/${open}`);
  const late = Date.parse(deps.clock.now()) >= Date.parse(cohort.closesAt);
  return sitePage(deps, c, {
    title: 'Check your answers before sending your nomination',
    cohort,
    before: <BackLink href={`${address}/${formPages.at(-1)}`} />,
    children: <CheckNomination address={address} answers={draft.answers} closesAt={cohort.closesAt} late={late} />,
  });
}

async function submit(deps: SiteDeps, c: SiteContext, { id, address, draft, cohort }: OpenForm): Promise<Response> {
  const outcome = await submitNomination(deps, id);
  if (outcome.submitted) return goTo(c, `${address}/sent`);
  switch (outcome.why) {
    case 'unknown':
      return formGone(deps, c);
    case 'incomplete':
      return goTo(c, `${address}/${nextPage(draft)}`);
    case 'closed':
      return sitePage(
        deps,
        c,
        {
          title: 'Nominations are not open',
          cohort,
          children: <NominationsClosed cohorts={[cohort]} now={deps.clock.now()} />,
        },
        409,
      );
    case 'too-many':
      return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: outcome.tryAgainAt, zone }, cohort);
  }
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
