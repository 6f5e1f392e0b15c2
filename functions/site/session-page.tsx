import type { Hono } from 'hono';
import * as v from 'valibot';
import { answerPlace, type PlaceAnswer, type PlaceAnswered, placeQuestion } from '../check-ins/answer-place.ts';
import { checkInWindow } from '../domain/check-in.ts';
import type { Place } from '../domain/participant.ts';
import { changedFrom, placeOf as whereOf } from '../domain/session-words.ts';
import type { SessionMoments } from '../domain/timetable.ts';
import { capital, formatDays, formatPeriod } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { type Checked, checkForm, choice, type FieldErrors, note, passage } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { withSession } from './check-in-page.tsx';
import { homeOf } from './me.tsx';
import type { ParticipantLink } from './open-link.tsx';
import { type PlaceTyped, placeFields, placeOf, SessionQuestion } from './session-question.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const longestNote = 1000;
/** One session of a participant: when and where, whether they come, and afterwards how it was. */
export function sessionRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  const path = '/me/:token/sessions/:session';
  app.get(path, (c) =>
    withSession(deps, c, (opened, moments) => show(deps, c, opened, moments, asAnswered(placeOf(opened, moments)), {})),
  );
  app.post(path, (c) => withSession(deps, c, (opened, moments) => answer(deps, c, opened, moments)));
}

function asAnswered(place: Place | undefined): PlaceTyped {
  const said = place?.evidence
    ? 'was-there'
    : { apologies: 'cannot-come', absent: 'missed-it' }[place?.state as string];
  return { answer: said ?? '', reason: '', evidence: place?.evidence?.text ?? '', missedReason: '' };
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  moments: SessionMoments,
  typed: PlaceTyped,
  errors: FieldErrors,
): Promise<Response> {
  const { session } = moments;
  return sitePage(deps, c, {
    title: session.title,
    cohort: opened.view.cohort,
    errors: listErrors(errors),
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <>
        <h1 class="govuk-heading-l">{session.title}</h1>
        <SessionFacts moments={moments} home={homeOf(opened)} now={deps.clock.now()} />
        <SessionQuestion {...{ opened, moments, typed, errors }} now={deps.clock.now()} />
      </>
    ),
  });
}

function SessionFacts({ moments, home, now }: { moments: SessionMoments; home: string; now: string }) {
  const { session } = moments;
  const changed = changedFrom(session, zone);
  const open = checkInWindow(moments, now).outcome === 'open';
  return (
    <>
      <SummaryList
        rows={[
          { key: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
          changed !== undefined && { key: 'Changed', value: capital(changed) },
          { key: 'Where', value: whereOf(session) },
          session.joinUrl !== undefined && {
            key: 'Join',
            value: (
              <a class="govuk-link" href={session.joinUrl}>
                {session.joinUrl}
              </a>
            ),
          },
          { key: 'It earns', value: formatDays(session.credit) },
        ]}
      />
      {open && <Button href={`${home}/check-in/${session.id}`}>Check in</Button>}
    </>
  );
}

const before = v.object({
  answer: choice(['coming', 'cannot-come'], 'Select whether you are coming'),
  reason: note('your reason', longestNote),
});
const afterwards = v.object({
  answer: choice(['was-there', 'missed-it'], 'Select how it was'),
  missedReason: note('your reason', longestNote),
});
const proof = v.object({ evidence: passage('how your lead can see that you were there', longestNote) });

function readAnswer(typed: PlaceTyped, question: 'coming' | 'was-there'): Checked<PlaceAnswer> {
  if (question === 'coming') {
    const checked = checkForm(before, typed);
    if (!checked.ok) return checked;
    const { answer: says, reason } = checked.value;
    return { ok: true, value: says === 'coming' ? { says } : { says, reason } };
  }
  const checked = checkForm(afterwards, typed);
  if (!checked.ok) return checked;
  if (checked.value.answer === 'missed-it')
    return { ok: true, value: { says: 'missed-it', reason: checked.value.missedReason } };
  const proved = checkForm(proof, typed);
  return proved.ok ? { ok: true, value: { says: 'was-there', evidence: proved.value.evidence } } : proved;
}

async function answer(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  moments: SessionMoments,
): Promise<Response> {
  const typed = c.var.form.texts(placeFields);
  const question = placeQuestion(moments, deps.clock.now());
  if (question === 'closed') return show(deps, c, opened, moments, typed, { answer: whyNot('too-late') });
  const read = readAnswer(typed, question);
  if (!read.ok) return show(deps, c, opened, moments, typed, read.errors);
  const outcome = await answerPlace(deps, opened.view.participant.id, moments.session.id, read.value);
  if (outcome.answered) return goTo(c, `${homeOf(opened)}?done=${read.value.says}`);
  return show(deps, c, opened, moments, typed, { answer: whyNot(outcome.why) });
}

function whyNot(why: Extract<PlaceAnswered, { answered: false }>['why']): string {
  switch (why) {
    case 'not-taking-part':
      return 'You are not taking part in the programme at the moment';
    case 'no-such-session':
      return 'This session is not one of yours';
    case 'recorded':
      return 'Your place in this session is on record already. Ask your lead if it is not right';
    case 'too-early':
      return 'The session has not ended yet';
    case 'too-late':
      return 'It is too late to answer here. Ask your lead or the hub';
  }
}
