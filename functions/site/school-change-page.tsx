import type { Hono } from 'hono';
import * as v from 'valibot';
import type { SchoolMove } from '../domain/participant.ts';
import { formatDays, formatPeriod, formatPlainDate } from '../domain/wording.ts';
import { commitmentOf, commitmentTextVersion } from '../nominations/commitment.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { answerSchoolPromise } from '../participants/school-change.ts';
import { checkForm, choice, type FieldErrors, note } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { maskName } from './mask-name.ts';
import { openParticipantLink, type ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const longestReason = 1000;
const form = v.object({
  answer: choice(['given', 'refused', 'not-me'], 'Select your answer'),
  reason: note('what you write', longestReason),
});

/** Where the headteacher of the school that a participant moves to answers. Opening it changes nothing. */
export function schoolChangeRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/school-change/noted', (c) => sitePage(deps, c, { title: 'Thank you for telling us', children: <Noted /> }));
  app.get('/school-change/:token', (c) => withPromise(deps, c, (opened) => show(deps, c, opened, {}, {})));
  app.post('/school-change/:token', (c) => withPromise(deps, c, (opened) => answer(deps, c, opened)));
  app.get('/school-change/:token/done', (c) => withPromise(deps, c, (opened) => showDone(deps, c, opened)));
}

async function withPromise(
  deps: SiteDeps,
  c: SiteContext,
  answerWith: (opened: ParticipantLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openParticipantLink(deps, c, ['school-promise']);
  return opened instanceof Response ? opened : answerWith(opened);
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  typed: Readonly<Record<string, string>>,
  errors: FieldErrors,
): Promise<Response> {
  const { view, people } = opened;
  const move = openMove(opened);
  const name = people.participant?.name ?? 'a teacher';
  const title = move ? `Can ${move.name} support ${name}?` : 'Nothing is left to answer';
  return sitePage(deps, c, {
    title,
    cohort: view.cohort,
    errors: listErrors(errors),
    children: (
      <>
        <span class="govuk-caption-l">{view.programme.title}</span>
        <h1 class="govuk-heading-l">{title}</h1>
        {move ? (
          <>
            <WhatIsAsked opened={opened} move={move} name={name} />
            <AnswerForm opened={opened} move={move} typed={typed} errors={errors} />
          </>
        ) : (
          <InsetText>
            The change of school has been recorded or called off, so there is nothing to answer here any more. If
            something is wrong, write to {view.cohort.hub.name}.
          </InsetText>
        )}
      </>
    ),
  });
}

/** While the change is on its way and its headteacher is the one who decides. */
function openMove({ view }: ParticipantLink): SchoolMove | undefined {
  const move = view.participant.schoolMove;
  return move && move.promise.state !== 'not-needed' ? move : undefined;
}

function WhatIsAsked({ opened, move, name }: { opened: ParticipantLink; move: SchoolMove; name: string }) {
  const { view, people } = opened;
  const commitment = commitmentOf(view.programme, view.sessions);
  const ahead = commitment.sessions.filter(({ endsAt }) => Date.parse(endsAt) > Date.parse(`${move.from}T00:00:00Z`));
  return (
    <>
      <p class="govuk-body">
        This question is for {maskName(people['next-head']?.name ?? '')}, headteacher of {move.name}.
      </p>
      <p class="govuk-body">
        {name} takes part in this programme and is at your school from {formatPlainDate(move.from)}. They can go on if
        you:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          release them for the central events that are left:{' '}
          {formatDays(ahead.reduce((sum, { credit }) => sum + credit, 0))}
        </li>
        <li>give time for their development in school, and support the work in your mathematics department</li>
      </ul>
      {ahead.length > 0 && (
        <Details summary="Dates of the central events">
          <ul class="govuk-list">
            {ahead.map(({ title, startsAt, endsAt }) => (
              <li>
                <strong>{formatPeriod(startsAt, endsAt, zone)}</strong>
                <br />
                {title}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

function AnswerForm(props: {
  opened: ParticipantLink;
  move: SchoolMove;
  typed: Readonly<Record<string, string>>;
  errors: FieldErrors;
}) {
  const { opened, move, typed, errors } = props;
  const { state, reason = '' } = move.promise;
  const given = state === 'awaited' ? undefined : state;
  return (
    <form method="post" action={`/school-change/${opened.token}`} novalidate>
      <input type="hidden" name="textVersion" value={commitmentTextVersion} />
      <input type="hidden" name="asked" value={move.askedAt} />
      {given && <InsetText>You have answered. You can change your answer until the change has happened.</InsetText>}
      <Radios
        name="answer"
        legend="Your answer"
        legendSize="m"
        error={errors.answer}
        value={typed.answer ?? given}
        items={[
          { value: 'given', label: 'Yes, we will support them' },
          { value: 'refused', label: 'No, we can’t' },
          { value: 'not-me', label: 'I am not the headteacher of this school' },
        ]}
      />
      <Textarea
        name="reason"
        label="Anything that we should know? (optional)"
        hint={`Only ${opened.view.cohort.hub.name} sees it.`}
        rows={3}
        error={errors.reason}
        value={typed.reason ?? reason}
      />
      <Button preventDoubleClick>Send my answer</Button>
    </form>
  );
}

async function answer(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const typed = c.var.form.texts(['answer', 'reason']);
  const checked = checkForm(form, typed);
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  const move = openMove(opened);
  const same = c.var.form.text('textVersion') === commitmentTextVersion && c.var.form.text('asked') === move?.askedAt;
  if (move && !same) {
    const changed = 'What we ask for has changed since you opened this page. Read it again, then answer';
    return show(deps, c, opened, typed, { answer: changed });
  }
  const { answer: state, reason } = checked.value;
  const { id } = opened.view.participant;
  await answerSchoolPromise(deps, id, { state, reason, textVersion: commitmentTextVersion });
  return goTo(c, state === 'not-me' ? '/school-change/noted' : `/school-change/${opened.token}/done`);
}

function showDone(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> | Response {
  const { participant, cohort } = opened.view;
  const { schoolMove } = participant;
  if (schoolMove?.promise.state === 'awaited') return goTo(c, `/school-change/${opened.token}`);
  const refused = schoolMove?.promise.state === 'refused';
  const children = (
    <>
      <Panel title={refused ? 'Thank you: your answer is noted' : 'Thank you: you have agreed'} />
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">
        {refused
          ? `${cohort.hub.name} talks with the teacher about how it goes on.`
          : 'We tell you, the teacher and the school that they come from by email when the change is recorded.'}
      </p>
    </>
  );
  return sitePage(deps, c, { title: 'Thank you', cohort, children });
}

/** After "not me": their link no longer works, so this page has nothing of theirs in its address. */
function Noted() {
  return (
    <>
      <Panel title="Thank you for telling us" />
      <p class="govuk-body">We will not write to you about this again, and the link in our email no longer works.</p>
    </>
  );
}
