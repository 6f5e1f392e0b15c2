import { type Promised, promiseOf } from '../domain/nomination.ts';
import { formatDateOf } from '../domain/wording.ts';
import { isUndecided } from '../nominations/answer-promise.ts';
import { commitmentTextVersion } from '../nominations/commitment.ts';
import { Button } from '../pages/components/button.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import type { FieldErrors } from '../web/fields.ts';
import { WhatIsAsked } from './promise-commitment.tsx';
import { type PromiseView, promiseTitle } from './promise-view.ts';
import { zone } from './zone.ts';

export interface PromiseTyped {
  readonly answer: string;
  readonly refuseReason: string;
  readonly notMeNote: string;
  readonly insteadName: string;
  readonly insteadEmail: string;
}

/** What is asked, and the answer to give: a choice of one's own, never one press of a button. */
export function PromisePage(props: { view: PromiseView; address: string; typed: PromiseTyped; errors: FieldErrors }) {
  const { view } = props;
  return (
    <>
      <span class="govuk-caption-l">{view.commitment.programmeTitle}</span>
      <h1 class="govuk-heading-l">{promiseTitle(view)}</h1>
      <p class="govuk-body">
        This question is for {view.askedOf}, {view.role === 'head' ? 'headteacher' : 'nominated by the school'}.
      </p>
      <WhatIsAsked view={view} />
      {isUndecided(view.nomination) ? <AnswerForm {...props} /> : <Decided view={view} />}
    </>
  );
}

function AnswerForm(props: { view: PromiseView; address: string; typed: PromiseTyped; errors: FieldErrors }) {
  const { view, address, typed, errors } = props;
  const { state, at } = promiseOf(view.nomination, view.role);
  return (
    <form method="post" action={address} novalidate>
      <input type="hidden" name="textVersion" value={commitmentTextVersion} />
      {state !== 'awaited' && at && (
        <InsetText>
          {answerWords(state)} on {formatDateOf(at, zone)}. You can change your answer until the nomination is decided.
        </InsetText>
      )}
      <Radios
        name="answer"
        legend="Your answer"
        legendSize="m"
        items={[
          { value: 'given', label: view.role === 'head' ? 'Yes, I agree' : 'Yes, I want to take part' },
          {
            value: 'refused',
            label: view.role === 'head' ? 'No, we can’t' : 'No, I can’t take part',
            conditional: (
              <Textarea
                name="refuseReason"
                label="Why not? (optional)"
                hint={`Only ${view.hubName} sees what you write here.`}
                rows={3}
                value={typed.refuseReason}
                error={errors.refuseReason}
              />
            ),
          },
          {
            value: 'not-me',
            label: view.role === 'head' ? 'I am not the headteacher of this school' : 'I am not the person meant',
            hint: 'We will not write to you about this again.',
            conditional: <NotMe view={view} typed={typed} errors={errors} />,
          },
        ]}
        value={typed.answer || undefined}
        error={errors.answer}
      />
      <Button preventDoubleClick>Send my answer</Button>
    </form>
  );
}

/** Whoever is not the right person may say who is. The school confirms it before anybody is asked. */
function NotMe({ view, typed, errors }: { view: PromiseView; typed: PromiseTyped; errors: FieldErrors }) {
  return (
    <>
      <p class="govuk-body">If you know who the right person is, tell the school:</p>
      <Input
        name="insteadName"
        label="Their name (optional)"
        value={typed.insteadName}
        error={errors.insteadName}
        autocomplete="off"
      />
      <Input
        name="insteadEmail"
        label="Their work email address (optional)"
        hint="The school sees both, and decides whether we ask them."
        type="email"
        value={typed.insteadEmail}
        error={errors.insteadEmail}
        autocomplete="off"
        spellcheck={false}
      />
      <Textarea
        name="notMeNote"
        label="What should we know? (optional)"
        hint={`For example, that you left the school. Only ${view.hubName} sees it.`}
        rows={3}
        value={typed.notMeNote}
        error={errors.notMeNote}
      />
    </>
  );
}

function Decided({ view: { nomination, role, hubName } }: { view: PromiseView }) {
  const { state } = promiseOf(nomination, role);
  return (
    <InsetText>
      This nomination has been decided, so the answer can’t be changed here.{' '}
      {state === 'awaited' ? 'We have no answer from you.' : `${answerWords(state)}.`} If something has changed, write
      to {hubName}.
    </InsetText>
  );
}

/** What somebody answered, as a sentence without its end. */
function answerWords(state: Promised['state']): string {
  switch (state) {
    case 'given':
      return 'You agreed';
    case 'refused':
      return 'You answered no';
    case 'not-me':
      return 'You answered that you are not the person meant';
    case 'awaited':
      return 'You have not answered';
  }
}
