import type { Hono } from 'hono';
import { savePage } from '../nominations/nomination-draft.ts';
import { checkPage } from '../nominations/nomination-form.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { minutes } from '../platform/clock.ts';
import { findSchools } from '../schools/find-schools.ts';
import type { FieldErrors } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { takeLimit } from '../web/take-limit.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { ByHandLink, saveByHand, showByHand } from './nominate-by-hand.tsx';
import type { OpenForm } from './nominate-form.ts';
import { chooseFound, showFound } from './nominate-found.tsx';
import { NominationFormPage } from './nominate-pages.tsx';
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
  app.post('/nominate/:draft/found', (c) => withDraft(c, (form) => chooseFound(deps, c, form)));
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
