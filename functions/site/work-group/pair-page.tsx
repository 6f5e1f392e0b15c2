import type { Hono } from 'hono';
import * as v from 'valibot';
import { pulsesFor, reachOf } from '../../domain/implementation.ts';
import { pairWords } from '../../domain/mastery-words.ts';
import { gapsOf, hasSpecialist, type Pair } from '../../domain/pairs.ts';
import { answerWords } from '../../domain/task-words.ts';
import { formatDateOf, formatPeriod } from '../../domain/wording.ts';
import { type GroupSituation, pairById, visitsOf } from '../../domain/work-group-situation.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { Checkboxes } from '../../pages/components/checkboxes.tsx';
import { listErrors } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { replaceParticipant } from '../../participants/replace-participant.ts';
import { checkForm, emailAddress, type FieldErrors, note, personName } from '../../web/fields.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { WebEnv } from '../../web/web-deps.ts';
import { notePair } from '../../work-groups/note-pair.ts';
import { ofSameTrust, readTrusts, type Trusts } from '../../work-groups/read-trusts.ts';
import { openParticipantLink, type ParticipantLink } from '../open-link.tsx';
import type { SiteDeps } from '../site-deps.ts';
import { goTo, type SiteContext, sitePage } from '../site-page.tsx';
import { zone } from '../zone.ts';
import { readSituation } from './read-situation.ts';

/** Whoever the school is written to through; and its members, from their own page. */
const purposes = ['group-head', 'group-subject-lead', 'group-partner', 'group-nominator', 'participant'] as const;

interface SchoolLink extends ParticipantLink {
  readonly groupId: string;
  readonly situation: GroupSituation;
  readonly pair: Pair;
}

const savedWords: Readonly<Record<string, string>> = {
  noted: 'Thank you. The lead of the group sees it.',
  asked: 'Your colleague is asked by email whether they agree.',
};

/** A school's page: who its pair is, the thread of its year, a place to fill, a note about Specialists. */
export function pairRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/pair/:token', (c) => withSchool(deps, c, (opened) => show(deps, c, opened)));
  app.post('/pair/:token/note', (c) => withSchool(deps, c, (opened) => saveNote(deps, c, opened)));
  app.post('/pair/:token/colleague/:leaver', (c) => withSchool(deps, c, (opened) => nameColleague(deps, c, opened)));
}

async function withSchool(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: SchoolLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openParticipantLink(deps, c, purposes);
  if (opened instanceof Response) return opened;
  const { id, cohortId } = opened.view.participant;
  const situation = await readSituation(deps, cohortId);
  const pair = situation?.pairs.find(({ origin, members, left, paused }) =>
    [origin, ...members, ...left, ...paused].some((each) => each.id === id),
  );
  if (!situation || !pair) return problemPage(deps, c, { kind: 'not-found' });
  return answer({ ...opened, groupId: cohortId, situation, pair });
}

type Typed = Readonly<Partial<Record<string, string>>>;

async function show(deps: SiteDeps, c: SiteContext, opened: SchoolLink, typed: Typed = {}, errors: FieldErrors = {}) {
  const { pair, situation, view, token } = opened;
  const trusts = await readTrusts(deps.table, situation.pairs);
  return sitePage(deps, c, {
    title: 'Your pair and its year',
    cohort: view.cohort,
    errors: listErrors(errors),
    done: savedWords[c.req.query('done') ?? ''],
    ...(opened.link.purpose === 'participant' && { before: <BackLink href={`/me/${token}`} /> }),
    children: (
      <>
        <span class="govuk-caption-l">{view.cohort.title}</span>
        <h1 class="govuk-heading-l">{pair.schoolName}</h1>
        <p class="govuk-body">
          {membersWords(pair)} {trustWords(trusts, situation, pair)}
        </p>
        {gapsOf(pair).map(({ id, replacement }) => (
          <Gap {...{ id, token, typed, errors }} isAsked={replacement !== undefined} />
        ))}
        {!hasSpecialist(pair) && pair.members.length > 0 && <Note {...{ opened, typed, errors }} />}
        <Thread situation={situation} pair={pair} />
      </>
    ),
  });
}

function membersWords({ members, paused }: Pair): string {
  const pausing =
    paused.length === 0 ? [] : [paused.length === 1 ? 'One member is paused.' : 'Both members are paused.'];
  const taking = members.length === 0 ? [] : [`Taking part: ${pairWords(members)}.`];
  return [...taking, ...pausing].join(' ') || 'Nobody takes part at the moment.';
}

function trustWords(trusts: Trusts, { pairs }: GroupSituation, pair: Pair): string {
  const own = trusts.get(pair.schoolUrn);
  const others = ofSameTrust(trusts, pairs, pair).map(({ schoolName }) => schoolName);
  return own && others.length > 0
    ? `Of ${own}, ${others.join(' and ')} ${others.length === 1 ? 'is' : 'are'} in the group too.`
    : '';
}

function Gap(props: { id: string; token: string; isAsked: boolean; typed: Typed; errors: FieldErrors }) {
  const { id, token, isAsked, typed, errors } = props;
  if (isAsked) return <p class="govuk-body">A place is open, and a colleague is asked for it.</p>;
  const here = typed.leaver === id;
  return (
    <form method="post" action={`/pair/${token}/colleague/${id}`} novalidate>
      <h2 class="govuk-heading-m">Name a colleague for the place that is open</h2>
      <Input
        name="name"
        id={`name-${id}`}
        label="Their name"
        value={here ? typed.name : ''}
        error={here ? errors[`name-${id}`] : undefined}
      />
      <Input
        name="email"
        id={`email-${id}`}
        type="email"
        label="Their email address at work"
        value={here ? typed.email : ''}
        error={here ? errors[`email-${id}`] : undefined}
      />
      <Button preventDoubleClick>Ask them</Button>
    </form>
  );
}

function Note({ opened, typed, errors }: { opened: SchoolLink; typed: Typed; errors: FieldErrors }) {
  const { pair, situation, token } = opened;
  const known = situation.view.pairNotes.find(({ pairId }) => pairId === pair.id);
  return (
    <form method="post" action={`/pair/${token}/note`} novalidate>
      <h2 class="govuk-heading-m">No Mastery Specialist or Advocate</h2>
      <p class="govuk-body">Nothing is held back. Tell the lead in a line why it is so, or ask for help.</p>
      <Textarea name="note" label="Note (optional)" rows={2} value={typed.note ?? known?.note} error={errors.note} />
      <Checkboxes
        name="help"
        items={[{ value: 'yes', label: 'We would like the lead’s help' }]}
        values={known?.helpWanted ? ['yes'] : []}
      />
      <Button preventDoubleClick>Save</Button>
    </form>
  );
}

/** What the pair did with its department between the sessions, and the lessons that it hosted and visited. */
function Thread({ situation, pair }: { situation: GroupSituation; pair: Pair }) {
  const tasks = situation.tasks.map(({ after, before }) => {
    const answers = pulsesFor(situation.view.pulses, pair.id, after.session.id);
    const reach = reachOf(answers);
    return {
      key: `${after.session.title} to ${before.session.title}`,
      value: (
        <>
          {answers.length === 0 && (before.startsAt <= situation.now ? 'Nothing was said' : 'Nothing yet')}
          {answers.map((answer) => (
            <p class="govuk-body">
              <span class="govuk-caption-m">{formatDateOf(answer.at, zone)}</span> {answerWords(answer)}
            </p>
          ))}
          {reach && `${reach.reached} of ${reach.of} colleagues took part`}
        </>
      ),
    };
  });
  const visits = visitsOf(situation, pair.id).filter(({ state }) => state !== 'cancelled');
  return (
    <>
      <h2 class="govuk-heading-m">The thread of the year</h2>
      <SummaryList rows={tasks} />
      {visits.length > 0 && <h2 class="govuk-heading-m">Lesson observations</h2>}
      {visits.length > 0 && (
        <SummaryList
          rows={visits.map((visit) => {
            const isHost = visit.hostPairId === pair.id;
            const other = pairById(situation, isHost ? visit.visitorPairId : visit.hostPairId)?.schoolName;
            return {
              key: isHost ? `${other} comes` : `At ${other}`,
              value: [formatPeriod(visit.startsAt, visit.endsAt, zone), visit.notes[pair.id]?.text ?? '']
                .join(' ')
                .trim(),
            };
          })}
        />
      )}
    </>
  );
}

async function saveNote(deps: SiteDeps, c: SiteContext, opened: SchoolLink): Promise<Response> {
  const checked = checkForm(v.object({ note: note('your note', 500) }), { note: c.var.form.text('note') });
  if (!checked.ok) return show(deps, c, opened, { note: c.var.form.text('note') }, checked.errors);
  const helpWanted = c.var.form.text('help') === 'yes';
  const known = opened.situation.view.pairNotes.some(({ pairId }) => pairId === opened.pair.id);
  if (!known && checked.value.note === '' && !helpWanted)
    return show(deps, c, opened, {}, { note: 'Write a line, or say that you would like help' });
  const by = opened.link.purpose;
  await notePair(deps, opened.groupId, opened.pair.id, { note: checked.value.note, helpWanted, by });
  return goTo(c, `/pair/${opened.token}?done=noted`);
}

async function nameColleague(deps: SiteDeps, c: SiteContext, opened: SchoolLink): Promise<Response> {
  const leaver = c.req.param('leaver') ?? '';
  const typed = { ...c.var.form.texts(['name', 'email']), leaver };
  const fields = v.object({ name: personName('your colleague’s'), email: emailAddress('your colleague’s') });
  const checked = checkForm(fields, { name: typed.name, email: typed.email });
  const wrong = (errors: FieldErrors) =>
    show(
      deps,
      c,
      opened,
      typed,
      Object.fromEntries(Object.entries(errors).map(([field, message]) => [`${field}-${leaver}`, message])),
    );
  if (!checked.ok) return wrong(checked.errors);
  if (!gapsOf(opened.pair).some(({ id }) => id === leaver)) return goTo(c, `/pair/${opened.token}`);
  const asked = await replaceParticipant(deps, leaver, { ...checked.value, note: '', by: opened.link.purpose });
  if (asked === 'asked' || asked === 'another-is-asked') return goTo(c, `/pair/${opened.token}?done=asked`);
  return wrong({ email: refusals[asked] });
}

const refusals = {
  'same-person': 'That is the address of whoever has left',
  full: 'The group has filled up meanwhile. Please write to the hub',
  'not-replaceable': 'This place can’t be filled any more. Please write to the hub',
  unknown: 'This place can’t be filled any more. Please write to the hub',
} as const;
