import type { Hono } from 'hono';
import { markRegister, type RegisterMark, registerMarks } from '../check-ins/mark-register.ts';
import { isFor, type Session } from '../domain/cohort.ts';
import type { Place } from '../domain/participant.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { formatDays, formatPeriod } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { CodeSheet } from '../pages/components/code-sheet.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { postGuest } from '../web/guest-form.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { removeGuest } from '../work-groups/add-guest.ts';
import { withLead } from './lead-sign-in.tsx';
import type { LeadLink } from './open-link.tsx';
import { type Member, readCohortMembers } from './read-cohort-members.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { Guests } from './work-group/guests.tsx';
import { readSituation } from './work-group/read-situation.ts';
import { zone } from './zone.ts';

/** A session's register, as the lead keeps it: for whoever could not check in, and to put right what is wrong. */
export function registerRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/lead/:token/sessions/:session', (c) =>
    withRegister(deps, c, (opened, session) => show(deps, c, opened, session)),
  );
  app.post('/lead/:token/sessions/:session', (c) =>
    withRegister(deps, c, (opened, session) => save(deps, c, opened, session)),
  );
  app.post('/lead/:token/sessions/:session/guests', (c) =>
    withRegister(deps, c, (opened, session) => putGuest(deps, c, opened, session)),
  );
  app.post('/lead/:token/sessions/:session/guests/:guest', (c) =>
    withRegister(deps, c, (opened, session) => takeGuestOff(deps, c, opened, session)),
  );
  app.get('/lead/:token/sessions/:session/code', (c) => withLead(deps, c, (opened) => showCode(deps, c, opened)));
}

/** The code to show in the room or to print, also before the session begins. */
function showCode(deps: SiteDeps, c: SiteContext, { cohort, sessions, token }: LeadLink) {
  const session = sessions.find(({ id, state }) => id === c.req.param('session') && state === 'planned');
  if (!session) return problemPage(deps, c, { kind: 'not-found' }, cohort);
  return sitePage(deps, c, {
    title: `Code: ${session.title}`,
    cohort,
    before: <BackLink href={`/lead/${token}`} />,
    width: 'full',
    children: <CodeSheet session={session} siteUrl={deps.siteUrl} zone={zone} />,
  });
}

/** There is a register only of a session that has begun. */
function withRegister(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: LeadLink, session: Session) => Promise<Response>,
): Promise<Response> {
  return withLead(deps, c, (opened) => {
    const session = opened.sessions.find(({ id, state }) => id === c.req.param('session') && state === 'planned');
    if (!session || Date.parse(deps.clock.now()) < Date.parse(session.startsAt))
      return problemPage(deps, c, { kind: 'not-found' }, opened.cohort);
    return answer(opened, session);
  });
}

const guestWords: Readonly<Record<string, string>> = {
  guest: 'They are on the register.',
  'guest-off': 'They are off the register.',
};

async function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: LeadLink,
  session: Session,
  guestError?: string,
): Promise<Response> {
  const group = await readSituation(deps, opened.cohort.id);
  const here = `/lead/${opened.token}/sessions/${session.id}`;
  const members = (await readCohortMembers(deps.table, opened.cohort.id)).filter((member) =>
    isOnRegister(member, session),
  );
  return sitePage(deps, c, {
    title: `Register: ${session.title}`,
    cohort: opened.cohort,
    before: <BackLink href={`/lead/${opened.token}`} />,
    errors: guestError ? [{ field: 'guest', message: guestError }] : [],
    done: guestWords[c.req.query('done') ?? ''],
    children: (
      <>
        <form method="post" action={here} novalidate>
          <h1 class="govuk-heading-l">Register: {session.title}</h1>
          <p class="govuk-body">
            {formatPeriod(session.startsAt, session.endsAt, zone)}. It earns {formatDays(session.credit)}.
          </p>
          <HowMany members={members} session={session} />
          {members.map((member) => (
            <MemberMark member={member} place={placeOf(member, session)} />
          ))}
          {members.length > 0 ? (
            <Button preventDoubleClick>Save the register</Button>
          ) : (
            <p class="govuk-body">Nobody is in the cohort yet.</p>
          )}
        </form>
        {group && <Guests situation={group} sessionId={session.id} action={`${here}/guests`} error={guestError} />}
      </>
    ),
  });
}

async function putGuest(deps: SiteDeps, c: SiteContext, opened: LeadLink, session: Session): Promise<Response> {
  const wrong = await postGuest(deps, opened.cohort.id, c.var.form, { sessionId: session.id, by: 'lead' });
  if (wrong) return show(deps, c, opened, session, wrong);
  return goTo(c, `/lead/${opened.token}/sessions/${session.id}?done=guest`);
}

/** A code can be read out to somebody who is not there: only whoever is in the room can count. */
function HowMany({ members, session }: { members: readonly Member[]; session: Session }) {
  const places = members.map((member) => placeOf(member, session));
  const themselves = places.filter((place) => place?.state === 'attended' && place.source === 'participant').length;
  if (themselves === 0) return null;
  return (
    <InsetText>
      {themselves} of {members.length} checked in with the code. If you count fewer, mark whoever is not there as
      absent: your word stands, and what they earned is taken back.
    </InsetText>
  );
}

async function takeGuestOff(deps: SiteDeps, c: SiteContext, opened: LeadLink, session: Session): Promise<Response> {
  const guest = { id: c.req.param('guest') ?? '', sessionId: session.id, by: 'lead' };
  await removeGuest(deps, opened.cohort.id, guest);
  return goTo(c, `/lead/${opened.token}/sessions/${session.id}?done=guest-off`);
}

function isOnRegister(member: Member, session: Session): boolean {
  return isFor(session, member.id) && (isTakingPart(member.view.participant) || placeOf(member, session) !== undefined);
}

function placeOf({ view }: Member, { id }: Session): Place | undefined {
  return view.places.find(({ sessionId }) => sessionId === id);
}

const markWords: Record<RegisterMark, string> = {
  attended: 'Attended',
  partial: 'Attended a part',
  absent: 'Absent',
  excused: 'Excused',
  substitute: 'Somebody else came',
};

function MemberMark({ member, place }: { member: Member; place: Place | undefined }) {
  return (
    <Radios
      name={`mark-${member.id}`}
      legend={`${member.name}, ${member.view.participant.schoolName}`}
      legendSize="s"
      hint={noteOf(place)}
      items={registerMarks.map((mark) => ({ value: mark, label: markWords[mark] }))}
      value={registerMarks.find((mark) => mark === place?.state)}
      classes="govuk-radios--inline govuk-radios--small"
    />
  );
}

function noteOf(place: Place | undefined): string | undefined {
  if (place?.evidence) return `They write: ${place.evidence.text}`;
  if (place?.state === 'apologies') return 'They sent their apologies.';
  if (place?.state === 'attended' && place.source === 'participant') return 'They checked in themselves.';
  return undefined;
}

/** Saves the marks one by one: those that are as they were change nothing. */
async function save(deps: SiteDeps, c: SiteContext, opened: LeadLink, session: Session): Promise<Response> {
  const members = await readCohortMembers(deps.table, opened.cohort.id);
  for (const { id } of members) {
    const posted = c.var.form.text(`mark-${id}`);
    const mark = registerMarks.find((each) => each === posted);
    if (mark) await markRegister(deps, id, session.id, mark);
  }
  return goTo(c, `/lead/${opened.token}?done=register`);
}
