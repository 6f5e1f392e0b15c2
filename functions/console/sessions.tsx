import type { Hono } from 'hono';
import { markRegister, type RegisterMark, registerMarks } from '../check-ins/mark-register.ts';
import type { Session } from '../domain/cohort.ts';
import type { Participant } from '../domain/participant.ts';
import { place } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { formatMomentShort, formatPeriod } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Select } from '../pages/components/select.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { key } from '../platform/keys.ts';
import { readCohort, UnknownCohort } from '../programmes/read-programme.ts';
import { problemPage } from '../web/problem-page.ts';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { zone } from './describe.ts';
import { listParticipants } from './lists.ts';

const markWords: Record<RegisterMark, string> = {
  attended: 'Attended',
  partial: 'Attended in part',
  absent: 'Absent',
  excused: 'Excused',
};

/** A cohort's sessions, and each one's register. */
export function addSessions(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/sessions', (c) => listPage(deps, c));
  app.get('/admin/sessions/:cohort/:session', (c) =>
    registerPage(deps, c, c.req.param('cohort'), c.req.param('session')),
  );
  app.post('/admin/sessions/:cohort/:session', (c) =>
    saveRegister(deps, c, c.req.param('cohort'), c.req.param('session')),
  );
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const sessions = chosen.cohort ? (await readCohort(deps.table, chosen.cohort.id)).sessions : [];
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
            { heading: 'Credit', numeric: true },
            { heading: 'Code' },
          ]}
          rows={inOrder(sessions).map((session) => [
            <a class="govuk-link" href={`/admin/sessions/${session.cohortId}/${session.id}`}>
              {session.title}
            </a>,
            formatMomentShort(session.startsAt, zone),
            session.state === 'cancelled' ? 'Cancelled' : session.venue,
            session.credit,
            session.checkInCode,
          ])}
          empty="The cohort has no sessions yet."
        />
      </>
    ),
  });
}

interface RegisterRow extends Participant {
  readonly people: People;
  readonly place: string;
}

async function registerPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  cohortId: string,
  sessionId: string,
  error?: string,
): Promise<Response> {
  const session = await findSession(deps, cohortId, sessionId);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  const { rows, next } = await readRegister(deps, cohortId, sessionId, c.req.query('after'));
  const begun = session.startsAt <= deps.clock.now();
  return consolePage(deps, c, {
    title: session.title,
    ...(error && { errors: oneError(`mark-${rows[0]?.id ?? ''}`, error) }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Register</span>
          {session.title}
        </h1>
        <SummaryList
          rows={[
            { key: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
            { key: 'Where', value: session.venue },
            { key: 'Code to show in the room', value: <strong class="tl-code">{session.checkInCode}</strong> },
          ]}
        />
        {begun ? (
          <Register session={session} rows={rows} />
        ) : (
          <p class="govuk-body">The register opens when the session begins.</p>
        )}
        {next && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/admin/sessions/${cohortId}/${sessionId}?after=${next}`}>
              Show more
            </a>
          </p>
        )}
      </>
    ),
  });
}

function Register({ session, rows }: { session: Session; rows: readonly RegisterRow[] }) {
  return (
    <form method="post" action={`/admin/sessions/${session.cohortId}/${session.id}`}>
      <DataTable
        caption="Who came"
        columns={[{ heading: 'Name' }, { heading: 'School' }, { heading: 'On the record' }, { heading: 'Mark' }]}
        rows={rows.map((row) => [
          row.people.participant?.name ?? row.id,
          row.schoolName,
          row.place,
          <Select
            name={`mark-${row.id}`}
            label={<span class="govuk-visually-hidden">Mark for {row.people.participant?.name ?? row.id}</span>}
            value={row.place}
            options={[
              { value: '', text: 'Leave as it is' },
              ...registerMarks.map((mark) => ({ value: mark, text: markWords[mark] })),
            ]}
          />,
        ])}
        empty="Nobody takes part in this cohort yet."
      />
      {rows.length > 0 && <Button preventDoubleClick>Save the register</Button>}
    </form>
  );
}

async function saveRegister(
  deps: ConsoleDeps,
  c: ConsoleContext,
  cohortId: string,
  sessionId: string,
): Promise<Response> {
  const form = c.get('form');
  const session = await findSession(deps, cohortId, sessionId);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  for (const field of form.names()) {
    const mark = registerMarks.find((each) => each === form.text(field));
    if (!mark || !field.startsWith('mark-')) continue;
    const outcome = await markRegister(deps, field.slice('mark-'.length), sessionId, mark);
    if (outcome === 'too-early')
      return registerPage(deps, c, cohortId, sessionId, 'The session has not begun: nobody can be marked yet');
  }
  return doneAt(c, `/admin/sessions/${cohortId}/${sessionId}`, 'register');
}

async function findSession(deps: ConsoleDeps, cohortId: string, sessionId: string): Promise<Session | undefined> {
  try {
    const { sessions } = await readCohort(deps.table, cohortId);
    return sessions.find(({ id }) => id === sessionId);
  } catch (error) {
    // An address that somebody typed: an answer, and no fault.
    if (error instanceof UnknownCohort) return undefined;
    throw error;
  }
}

async function readRegister(
  deps: ConsoleDeps,
  cohortId: string,
  sessionId: string,
  after?: string,
): Promise<{ rows: RegisterRow[]; next?: string }> {
  const { rows, next } = await listParticipants(deps.table, cohortId, after);
  const taking = rows.filter(({ status }) => !['withdrawn', 'replaced'].includes(status));
  const places = await Promise.all(taking.map(({ id }) => deps.table.get(key.place(id, sessionId), place)));
  return {
    rows: taking.map((row, index) => ({ ...row, place: places[index]?.state ?? 'expected' })),
    ...(next && { next }),
  };
}

function inOrder(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}
