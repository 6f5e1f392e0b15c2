import type { Hono } from 'hono';
import type { Session } from '../domain/cohort.ts';
import { crowdedWords } from '../domain/room.ts';
import { placeOf } from '../domain/session-words.ts';
import { formatShort } from '../domain/short-dates.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { readCohort } from '../programmes/read-programme.ts';
import { isAhead, whoComes } from '../sessions/note-rooms.ts';
import { openSession, postChange, postSeats } from './change-session-routes.tsx';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { codePage, registerPage, saveGuest, saveRegister, takeGuestOff } from './register.tsx';
import { zone } from './zone.ts';

/** A cohort's sessions, and each one's register. */
export function addSessions(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/sessions', (c) => listPage(deps, c));
  app.get('/admin/sessions/:cohort/:session', (c) => registerPage(deps, c, c.req.param()));
  app.get('/admin/sessions/:cohort/:session/code', (c) => codePage(deps, c, c.req.param()));
  app.get('/admin/sessions/:cohort/:session/change', (c) => openSession(deps, c, c.req.param()));
  app.post('/admin/sessions/:cohort/:session/change', (c) => postChange(deps, c, c.req.param()));
  app.post('/admin/sessions/:cohort/:session/guests/:guest', (c) => takeGuestOff(deps, c, c.req.param()));
  app.post('/admin/sessions/:cohort/:session/seats', (c) => postSeats(deps, c, c.req.param()));
  app.post('/admin/sessions/:cohort/:session/guests', (c) => saveGuest(deps, c, c.req.param()));
  app.post('/admin/sessions/:cohort/:session', (c) => saveRegister(deps, c, c.req.param()));
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const sessions = chosen.cohort ? (await readCohort(deps.table, chosen.cohort.id)).sessions : [];
  const now = deps.clock.now();
  const going = await whoComes(deps.table, sessions, now);
  return consolePage(deps, c, {
    title: 'Sessions',
    children: (
      <>
        <h1 class="govuk-heading-l">Sessions</h1>
        <CohortFilter chosen={chosen} action="/admin/sessions" />
        <DataTable
          caption="Sessions"
          captionHidden
          columns={[
            { heading: 'Session' },
            { heading: 'When' },
            { heading: 'Where' },
            { heading: 'Days', numeric: true },
            { heading: 'Code' },
            { heading: 'Register' },
          ]}
          rows={inOrder(sessions).map((session) => [
            <a class="govuk-link" href={`/admin/sessions/${session.cohortId}/${session.id}`}>
              {session.title}
            </a>,
            formatShort(session.startsAt, zone, now),
            <Place
              session={session}
              crowded={isAhead(session, now) ? crowdedWords(session, going(session)) : undefined}
            />,
            session.credit,
            <span class="tl-shown-code">{session.checkInCode}</span>,
            registerWords(session, now),
          ])}
          empty="The cohort has no sessions yet."
        />
        <p class="govuk-body">
          <a
            class="govuk-link"
            href={chosen.cohort ? `/admin/school-days?cohort=${chosen.cohort.id}` : '/admin/school-days'}
          >
            Schools’ own INSET days
          </a>
        </p>
      </>
    ),
  });
}

function Place({ session, crowded }: { session: Session; crowded: string | undefined }) {
  return (
    <>
      {placeOf(session)}
      {crowded && (
        <>
          <br />
          <strong>{crowded}</strong>
        </>
      )}
    </>
  );
}

function registerWords({ state, startsAt, endsAt }: Session, now: string): string {
  if (state === 'cancelled') return 'Session cancelled';
  if (Date.parse(now) < Date.parse(startsAt)) return 'Not open yet';
  return Date.parse(now) < Date.parse(endsAt) ? 'Open: under way' : 'Open';
}

function inOrder(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}
