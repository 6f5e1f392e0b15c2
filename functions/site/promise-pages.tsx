import {
  type Nomination,
  type Promised,
  type PromisingRole,
  promiseOf,
  promisingRolesOf,
} from '../domain/nomination.ts';
import { formatDateOf, formatDays, formatPeriod } from '../domain/wording.ts';
import { isUndecided } from '../nominations/answer-promise.ts';
import { type Commitment, commitmentTextVersion } from '../nominations/commitment.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import type { FieldErrors } from '../web/fields.ts';
import { zone } from './zone.ts';

export interface PromiseView {
  readonly role: PromisingRole;
  readonly nomination: Nomination;
  readonly commitment: Commitment;
  readonly hubName: string;
  /** Whom the link was sent to, masked. */
  readonly askedOf: string;
  readonly nomineeName: string;
  readonly nominatorName: string;
}

export interface PromiseTyped {
  readonly answer: string;
  readonly refuseReason: string;
  readonly notMeNote: string;
  readonly insteadName: string;
  readonly insteadEmail: string;
}

export function promiseTitle({ role, nomination, nomineeName }: PromiseView): string {
  return role === 'head'
    ? `Can ${nomination.schoolName} release ${nomineeName}?`
    : `Will you take part for ${nomination.schoolName}?`;
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

function WhatIsAsked({ view }: { view: PromiseView }) {
  return view.role === 'head' ? <AskedOfHead view={view} /> : <AskedOfNominee view={view} />;
}

function AskedOfHead({ view: { commitment, nomination, nomineeName, nominatorName } }: { view: PromiseView }) {
  return (
    <>
      <p class="govuk-body">
        {nomination.headIsNominator ? 'You have' : `${nominatorName} has`} nominated {nomineeName}{' '}
        {nomination.pair ? 'as the pair' : 'as the lead teacher'} of your school. We ask you, as headteacher, to:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          release {nomineeName} for {formatDays(commitment.centralDays)} of{' '}
          {nomination.pair ? 'meetings' : 'central events'}
          {commitment.inSchoolDays > 0 &&
            ` and give time for ${formatDays(commitment.inSchoolDays)} of development in school`}
        </li>
        {commitment.launch && (
          <li>
            join the launch yourself, or send a senior leader:{' '}
            {formatPeriod(commitment.launch.startsAt, commitment.launch.endsAt, zone)}
          </li>
        )}
        <li>support the work in your mathematics department over {yearsOf(commitment)}</li>
      </ul>
      <ReleaseDates commitment={commitment} />
    </>
  );
}

function AskedOfNominee({ view: { commitment, nomination, nominatorName, hubName } }: { view: PromiseView }) {
  return (
    <>
      <p class="govuk-body">
        {nominatorName} has nominated you {nomination.pair ? 'as one of the pair' : 'as the lead teacher'} of{' '}
        {nomination.schoolName}. If you take part, you will:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          come to {formatDays(commitment.centralDays)} of {nomination.pair ? 'meetings' : 'central events'}
        </li>
        {commitment.inSchoolDays > 0 && (
          <li>spend {formatDays(commitment.inSchoolDays)} on your own development in school</li>
        )}
        <li>work on your own teaching, and then with your department, over {yearsOf(commitment)}</li>
      </ul>
      <p class="govuk-body">
        Nothing is decided by your answer alone: your headteacher is asked too, and then {hubName} decides.
      </p>
      <ReleaseDates commitment={commitment} />
    </>
  );
}

function yearsOf({ years }: Commitment): string {
  return years === 1 ? 'one year' : `${years} years`;
}

function ReleaseDates({ commitment: { sessions } }: { commitment: Commitment }) {
  return (
    <Details summary="Dates">
      <ul class="govuk-list">
        {sessions.map(({ title, startsAt, endsAt, credit, mode }) => (
          <li>
            <strong>{formatPeriod(startsAt, endsAt, zone)}</strong>
            <br />
            {title}: {formatDays(credit)}, {mode.replaceAll('-', ' ')}
          </li>
        ))}
      </ul>
    </Details>
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

/** After an answer: what it means, and how to change it. */
export function PromiseKept({ view, address }: { view: PromiseView; address: string }) {
  const { state } = promiseOf(view.nomination, view.role);
  return (
    <>
      <Panel title={state === 'given' ? 'Thank you: you have agreed' : 'Thank you: your answer is noted'} />
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">{whatFollows(view)}</p>
      <p class="govuk-body">
        You can{' '}
        <a class="govuk-link" href={address}>
          change your answer
        </a>{' '}
        until the nomination is decided.
      </p>
    </>
  );
}

function whatFollows({ nomination, role, hubName }: PromiseView): string {
  if (promiseOf(nomination, role).state !== 'given')
    return 'The school sees that you said no, but not why. It may be in touch with you.';
  const open = promisingRolesOf(nomination).filter((each) => promiseOf(nomination, each).state !== 'given');
  if (open.length === 0) return `Every answer is there. ${hubName} decides now, and we tell you by email.`;
  const whose = open.map((each) => waitedFor(role, each)).join(' and ');
  return `We still wait for the answer of ${whose}. Then ${hubName} decides, and we tell you by email.`;
}

/** Whose answer is missing, said to somebody else who promises. */
function waitedFor(to: PromisingRole, whose: PromisingRole): string {
  if (whose === 'head') return 'your headteacher';
  return to === 'head' ? 'a teacher' : 'the other teacher';
}

/** After "not me": their link no longer works, so this page has nothing of theirs in its address. */
export function NotMeNoted() {
  return (
    <>
      <Panel title="Thank you for telling us" />
      <p class="govuk-body">
        We will not write to you about this again, and the link in our email no longer works. The school sees that it
        has to name somebody else.
      </p>
    </>
  );
}
