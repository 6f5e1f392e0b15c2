import type { Hono } from 'hono';
import * as v from 'valibot';
import { answerQuestion, isAnswerable } from '../nominations/ask-school.ts';
import { answerCarry } from '../nominations/carry-over.ts';
import { isWithdrawable, withdrawNomination } from '../nominations/withdraw-nomination.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import type { Content } from '../pages/components/markup.ts';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { readCohort } from '../programmes/read-programme.ts';
import { checkForm, choice, type FieldErrors, passage } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';

const longestAnswer = 3000;

interface Asked {
  readonly title: string;
  /** Whether there is something to answer here now; otherwise the school's page says how things stand. */
  readonly open: (opened: NominationLink) => boolean;
  readonly form: (opened: NominationLink, errors: FieldErrors, typed: string) => Content | Promise<Content>;
  readonly field: string;
  /** Records what was posted; answers what is wrong with it, or the word that the school's page says it with. */
  readonly record: (opened: NominationLink, typed: string) => Promise<FieldErrors | string>;
}

/** What a school may answer by the link of its nomination, a page each: opening one changes nothing. */
export function nominationAnswerRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  const pages: Record<string, Asked> = {
    question: question(deps),
    'next-cohort': nextCohort(deps),
    'take-back': takeBack(deps),
  };
  for (const [path, asked] of Object.entries(pages)) {
    app.get(`/nomination/:token/${path}`, (c) =>
      withOpen(deps, c, asked, (opened) => show(deps, c, asked, opened, '')),
    );
    app.post(`/nomination/:token/${path}`, (c) => withOpen(deps, c, asked, (opened) => record(deps, c, asked, opened)));
  }
}

async function withOpen(
  deps: SiteDeps,
  c: SiteContext,
  asked: Asked,
  answer: (opened: NominationLink) => Promise<Response>,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['nomination-progress']);
  if (opened instanceof Response) return opened;
  return asked.open(opened) ? answer(opened) : goTo(c, `/nomination/${opened.token}`);
}

async function show(
  deps: SiteDeps,
  c: SiteContext,
  asked: Asked,
  opened: NominationLink,
  typed: string,
  errors: FieldErrors = {},
): Promise<Response> {
  return sitePage(deps, c, {
    title: asked.title,
    cohort: opened.cohort,
    errors: listErrors(errors),
    before: <BackLink href={`/nomination/${opened.token}`} />,
    children: (
      <form method="post" action={c.req.path} novalidate>
        <span class="govuk-caption-l">Nomination {opened.nomination.id}</span>
        <h1 class="govuk-heading-l">{asked.title}</h1>
        {await asked.form(opened, errors, typed)}
      </form>
    ),
  });
}

async function record(deps: SiteDeps, c: SiteContext, asked: Asked, opened: NominationLink): Promise<Response> {
  const typed = c.var.form.text(asked.field);
  const outcome = await asked.record(opened, typed);
  if (typeof outcome === 'string') return goTo(c, `/nomination/${opened.token}?done=${outcome}`);
  return show(deps, c, asked, opened, typed, outcome);
}

function question(deps: SiteDeps): Asked {
  const fields = v.object({ answer: passage('your answer', longestAnswer) });
  return {
    title: 'A question about your nomination',
    open: ({ nomination }) => isAnswerable(nomination),
    field: 'answer',
    form: ({ nomination, cohort }, errors, typed) => (
      <>
        <p class="govuk-body">{cohort.hub.name} would like to know more before it decides:</p>
        <InsetText>{nomination.questions.at(-1)?.text}</InsetText>
        <Textarea
          name="answer"
          label="Your answer"
          labelSize="m"
          hint={`Only ${cohort.hub.name} sees it.`}
          rows={8}
          value={typed || nomination.questions.at(-1)?.answer}
          error={errors.answer}
        />
        <Button preventDoubleClick>Send the answer</Button>
      </>
    ),
    record: async ({ nomination }, answer) => {
      const checked = checkForm(fields, { answer });
      if (!checked.ok) return checked.errors;
      await answerQuestion(deps, nomination.id, checked.value.answer);
      return 'answered';
    },
  };
}

function nextCohort(deps: SiteDeps): Asked {
  const fields = v.object({
    agree: choice(['yes', 'no'], 'Select whether the nomination may go on to the next cohort'),
  });
  return {
    title: 'May the nomination go on to the next cohort?',
    open: ({ nomination }) => nomination.status === 'waitlisted' && nomination.carry !== undefined,
    field: 'agree',
    form: async ({ nomination, cohort }, errors, typed) => {
      const { cohort: next } = await readCohort(deps.table, nomination.carry?.to ?? cohort.id);
      return (
        <>
          <p class="govuk-body">
            It is on the waiting list for “{cohort.title}”. With a yes it moves to “{next.title}”, with all that you
            wrote. We then ask the headteacher and the teacher again, since the dates are others.
          </p>
          <Radios
            name="agree"
            legend="Your school’s answer"
            legendSize="m"
            value={typed || (nomination.carry?.state === 'refused' ? 'no' : undefined)}
            error={errors.agree}
            items={[
              { value: 'yes', label: 'Yes, move it', hint: 'It no longer waits for a place in this cohort' },
              { value: 'no', label: 'No, keep it on this waiting list', hint: 'It ends when the list closes' },
            ]}
          />
          <Button preventDoubleClick>Send the answer</Button>
        </>
      );
    },
    record: async ({ nomination }, agree) => {
      const checked = checkForm(fields, { agree });
      if (!checked.ok) return checked.errors;
      const outcome = await answerCarry(deps, nomination.id, checked.value.agree);
      if (outcome === 'nominated-there')
        return { agree: 'Your school has nominated this teacher for that cohort already, so this one stays here' };
      return outcome === 'carried' ? 'carried' : 'noted';
    },
  };
}

function takeBack(deps: SiteDeps): Asked {
  return {
    title: 'Take the nomination back',
    open: ({ nomination }) => isWithdrawable(nomination),
    field: 'sure',
    form: ({ nomination }, errors) => (
      <>
        <p class="govuk-body">
          The nomination ends, and we tell the headteacher and the teacher.
          {nomination.status === 'offered' && ' The place that is kept goes to the next on the waiting list.'}
          {nomination.status === 'waitlisted' && ' It leaves the waiting list.'}
        </p>
        <Checkboxes
          name="sure"
          items={[{ value: 'yes', label: 'Our school wants to take this nomination back' }]}
          error={errors.sure}
        />
        <Button variant="warning" preventDoubleClick>
          Take it back
        </Button>
      </>
    ),
    record: async ({ nomination }, sure) => {
      if (sure !== 'yes') return { sure: 'Tick the box if your school wants to take this nomination back' };
      await withdrawNomination(deps, nomination.id, { reason: '', by: 'nominator' });
      return 'taken-back';
    },
  };
}
