import type { Hono } from 'hono';
import * as v from 'valibot';
import { momentsFor } from '../domain/moments-memo.ts';
import { situationOf } from '../domain/situation.ts';
import type { TermMoments } from '../domain/timetable.ts';
import type { JourneyView } from '../domain/views.ts';
import { formatDateOf } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { CharacterCount } from '../pages/components/character-count.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { type DepartmentSaved, saveDepartmentPlan, saveDepartmentReview } from '../participants/department.ts';
import { checkForm, type FieldErrors, note, passage } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { homeOf, withParticipant } from './me.tsx';
import type { ParticipantLink } from './open-link.tsx';
import { departmentTerms } from './participant-view.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const longestAims = 2000;
const reviewFields = ['term', 'reached', 'of', 'note'] as const;

/** What was typed into the two forms of the page. */
interface Typed {
  readonly aims: string;
  readonly review: Record<(typeof reviewFields)[number], string>;
}

/** The plan for the department and its review each term. */
export function departmentRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/department', (c) =>
    withParticipant(deps, c, (opened) => show(deps, c, opened, asSaved(opened), {})),
  );
  app.post('/me/:token/department/plan', (c) => withParticipant(deps, c, (opened) => savePlan(deps, c, opened)));
  app.post('/me/:token/department/review', (c) => withParticipant(deps, c, (opened) => saveReview(deps, c, opened)));
}

function asSaved({ view }: ParticipantLink): Typed {
  return { aims: view.participant.departmentPlan?.aims ?? '', review: { term: '', reached: '', of: '', note: '' } };
}

function openTerms(view: JourneyView, now: string): TermMoments[] {
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  return departmentTerms(situationOf(view, moments, Date.parse(now)), now);
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  typed: Typed,
  errors: FieldErrors,
): Promise<Response> {
  const { view } = opened;
  const home = homeOf(opened);
  const terms = openTerms(view, deps.clock.now());
  return sitePage(deps, c, {
    title: 'Your department',
    cohort: view.cohort,
    errors: listErrors(errors),
    before: <BackLink href={home} />,
    children: (
      <>
        <h1 class="govuk-heading-l">Your department</h1>
        <form method="post" action={`${home}/department/plan`} novalidate>
          <CharacterCount
            name="aims"
            label="Your department plan"
            labelSize="m"
            hint="What you and your colleagues aim at this year, and how you will go about it. You can change it at any time."
            value={typed.aims}
            error={errors.aims}
            maxLength={longestAims}
            countType="length"
            rows={8}
          />
          <Button preventDoubleClick>Save the plan</Button>
        </form>
        <Reviews view={view} />
        {terms.length > 0 && (
          <ReviewForm {...{ home, terms, errors }} given={view.participant.reviews} typed={typed.review} />
        )}
      </>
    ),
  });
}

function Reviews({ view: { participant, cohort } }: { view: JourneyView }) {
  const given = cohort.terms.flatMap(({ key, title }) => {
    const review = participant.reviews[key];
    return review ? [{ title, ...review }] : [];
  });
  if (given.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Reviews that you have given</h2>
      <SummaryList
        rows={given.map(({ title, reached, of, note: text, at }) => ({
          key: title,
          value: (
            <>
              {reached} of {of} colleagues reached, given on {formatDateOf(at, zone)}
              {text && (
                <>
                  <br />
                  {text}
                </>
              )}
            </>
          ),
        }))}
      />
    </>
  );
}

function ReviewForm(props: {
  home: string;
  terms: readonly TermMoments[];
  given: JourneyView['participant']['reviews'];
  typed: Typed['review'];
  errors: FieldErrors;
}) {
  const { home, terms, given, typed, errors } = props;
  const missing = terms.filter(({ term }) => given[term.key] === undefined);
  const suggested = missing.length === 1 ? missing[0]?.term.key : undefined;
  return (
    <form method="post" action={`${home}/department/review`} novalidate>
      <h2 class="govuk-heading-m">Give a review</h2>
      <Radios
        name="term"
        legend="Which term is it for?"
        legendSize="s"
        items={terms.map(({ term }) => ({ value: term.key, label: term.title }))}
        value={typed.term || suggested}
        error={errors.term}
      />
      <Input
        name="reached"
        label="How many colleagues have you reached?"
        hint="Who teach mathematics and whom you have worked with on teaching for mastery"
        value={typed.reached}
        error={errors.reached}
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Input
        name="of"
        label="How many colleagues teach mathematics beside you?"
        hint="0 if you are the only one"
        value={typed.of}
        error={errors.of}
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Textarea
        name="note"
        label="How is it going? (optional)"
        hint="No names of pupils, please."
        rows={4}
        value={typed.note}
        error={errors.note}
      />
      <Button preventDoubleClick>Save the review</Button>
    </form>
  );
}

const planForm = v.object({ aims: passage('what you aim at', longestAims) });

async function savePlan(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const typed = { ...asSaved(opened), aims: c.var.form.text('aims') };
  const checked = checkForm(planForm, typed);
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  const outcome = await saveDepartmentPlan(deps, opened.view.participant.id, checked.value.aims);
  return outcome === 'saved'
    ? goTo(c, `${homeOf(opened)}?done=plan`)
    : show(deps, c, opened, typed, { aims: whyNot(outcome) });
}

function count(missing: string) {
  return v.pipe(v.string(), v.trim(), v.regex(/^\d{1,3}$/, missing), v.transform(Number));
}

const reviewForm = v.pipe(
  v.object({
    term: v.pipe(v.string(), v.minLength(1, 'Select the term that it is for')),
    reached: count('Enter how many colleagues you have reached, as a number'),
    of: count('Enter how many colleagues teach mathematics beside you, as a number'),
    note: note('how it is going', 2000),
  }),
  v.forward(
    v.check(({ reached, of }) => reached <= of, 'You can’t have reached more colleagues than there are'),
    ['reached'],
  ),
);

async function saveReview(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const review = c.var.form.texts(reviewFields);
  const typed = { ...asSaved(opened), review };
  const checked = checkForm(reviewForm, review);
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  const known = openTerms(opened.view, deps.clock.now()).some(({ term }) => term.key === checked.value.term);
  if (!known) return show(deps, c, opened, typed, { term: whyNot('unknown-term') });
  const outcome = await saveDepartmentReview(deps, opened.view.participant.id, checked.value);
  return outcome === 'saved'
    ? goTo(c, `${homeOf(opened)}?done=review`)
    : show(deps, c, opened, typed, { term: whyNot(outcome) });
}

function whyNot(outcome: Exclude<DepartmentSaved, 'saved'>): string {
  switch (outcome) {
    case 'not-taking-part':
      return 'You are not taking part in the programme at the moment';
    case 'unknown-term':
      return 'Select the term that it is for';
    case 'not-begun':
      return 'That term has not begun';
  }
}
