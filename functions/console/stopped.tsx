import type { Hono } from 'hono';
import * as v from 'valibot';
import { type DrivenKind, driven, drivenKinds } from '../domain/driven.ts';
import { explainWait } from '../domain/explain.ts';
import { readPeople } from '../driving/read-people.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { type Skippable, skipParked, whatToSkip } from '../driving/skip-parked.ts';
import { withdrawNomination } from '../nominations/withdraw-nomination.ts';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { withdrawParticipant } from '../participants/withdraw-participant.ts';
import { key } from '../platform/keys.ts';
import { checkForm, choice, note, reasonUnless } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { type AnswerAgain, AnswerFields, answerFields } from './answer-form.tsx';
import { mayAct } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { zone } from './zone.ts';

const form = v.pipe(
  v.object({ answer: choice(['retry', 'skip', 'close'], 'Choose what to do'), reason: note('the reason', 1000) }),
  reasonUnless(({ answer }) => answer === 'retry', 'Enter the reason: it is kept in the record'),
);

interface Subject {
  readonly kind: DrivenKind;
  readonly id: string;
}

/** What an admin answers to a journey or nomination that has stopped: try again, skip what is in the way, or close it. */
export function addStopped(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  for (const kind of drivenKinds) {
    const path = `/admin/${kind}s/:id/stopped` as const;
    app.get(path, (c) => stoppedPage(deps, c, { kind, id: c.req.param('id') }));
    app.post(path, (c) => answer(deps, c, { kind, id: c.req.param('id') }));
  }
}

async function stoppedPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  subject: Subject,
  again?: AnswerAgain,
): Promise<Response> {
  const item = await deps.table.get(key.driven(subject.kind, subject.id), driven);
  if (!item) return problemPage(deps, c, { kind: 'not-found' });
  const people = await readPeople(deps.table, subject.kind, subject.id);
  const known = subject.kind === 'participant' ? people.participant : people.nominee;
  const name = known?.name ?? subject.id;
  const skippable = item.parked && (await whatToSkip(deps, subject));
  return consolePage(deps, c, {
    title: `Stopped: ${name}`,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Stopped</span> {name}
        </h1>
        <InsetText>{explainWait(item, zone, deps.clock.now())}</InsetText>
        {skippable && mayAct(c.get('signedIn')) && <AnswerForm subject={subject} skippable={skippable} again={again} />}
        {!item.parked && <p class="govuk-body">It has not stopped, or somebody has answered already.</p>}
        <p class="govuk-body">
          <a class="govuk-link" href={homeOf(subject)}>
            Back to {name}
          </a>
        </p>
      </>
    ),
  });
}

function AnswerForm(props: { subject: Subject; skippable: Skippable; again: AnswerAgain | undefined }) {
  const { subject, skippable, again } = props;
  return (
    <form method="post" action={`${homeOf(subject)}/stopped`} novalidate>
      <AnswerFields
        legend="What do you want to do?"
        items={[
          { value: 'retry', label: 'Try again', hint: 'When what went wrong is mended' },
          ...(skippable.can
            ? [{ value: 'skip', label: 'Skip what is in the way', hint: skipWords(skippable.what) }]
            : []),
          ...(subject.kind === 'work-group'
            ? []
            : [{ value: 'close', label: `Close: withdraw the ${subject.kind}`, hint: 'The place is given back' }]),
        ]}
        reasonHint="Needed to skip or close; kept in the record"
        reasonRows={3}
        {...again}
      >
        {!skippable.can && <p class="govuk-hint">{cannotSkipWords[skippable.because]}</p>}
      </AnswerFields>
    </form>
  );
}

function skipWords(what: readonly string[]): string {
  return `It goes on without: ${what.join('; ')}`;
}

const cannotSkipWords = {
  nothing: 'There is nothing to skip: what stopped it is not in the way any more, so try again.',
  step: 'The step in the way cannot be skipped: the journey means nothing without it.',
  plan: 'What comes next cannot be told, so nothing can be skipped: the facts or the programme are broken.',
} as const;

async function answer(deps: ConsoleDeps, c: ConsoleContext, subject: Subject): Promise<Response> {
  const typed = c.get('form').texts(answerFields);
  const checked = checkForm(form, typed);
  if (!checked.ok) return stoppedPage(deps, c, subject, { typed, errors: listErrors(checked.errors) });
  const done = await carryOut(deps, subject, { ...checked.value, by: c.get('signedIn').subject });
  if (done === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  if (done === 'released' || done === 'skipped' || done === 'withdrawn') return doneAt(c, homeOf(subject), done);
  // Somebody has answered already: the page says so.
  if (done === 'not-parked') return c.redirect(`${homeOf(subject)}/stopped`, 303);
  return stoppedPage(deps, c, subject, { typed, errors: oneError('answer', refusals[done]) });
}

const refusals = {
  'cannot-skip': 'This cannot be skipped. Try again, or close it.',
  group: 'A group is not closed here: its participants are withdrawn one by one.',
  over: 'It is over already, so there is nothing to close. Skip what is in the way.',
  enrolled: 'The nominee is a participant already: withdraw the participant instead.',
} as const;

type Done = 'released' | 'skipped' | 'withdrawn' | 'not-parked' | 'unknown' | keyof typeof refusals;

async function carryOut(
  deps: ConsoleDeps,
  subject: Subject,
  { answer: chosen, reason, by }: v.InferOutput<typeof form> & { readonly by: string },
): Promise<Done> {
  switch (chosen) {
    case 'retry':
      return releaseParked(deps, { ...subject, by });
    case 'skip':
      return skipParked(deps, subject, { reason, by });
    case 'close': {
      if (subject.kind === 'work-group') return 'group';
      if (subject.kind === 'nomination') return withdrawNomination(deps, subject.id, { reason, by });
      const closed = await withdrawParticipant(deps, subject.id, { reason: 'other', note: reason, by });
      return closed === 'not-active' ? 'over' : closed;
    }
  }
}

function homeOf({ kind, id }: Subject): string {
  return `/admin/${kind}s/${id}`;
}
