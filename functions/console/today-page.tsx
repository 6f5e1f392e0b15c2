import type { Hono } from 'hono';
import type { Session } from '../domain/cohort.ts';
import type { Nomination } from '../domain/nomination.ts';
import type { Participant } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { countGoing, crowdedWords } from '../domain/room.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { readCohort } from '../programmes/read-programme.ts';
import { chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { type ListPage, listNominations, listParticipants } from './lists.ts';

interface Needed {
  /** The lower, the sooner it is looked at. */
  readonly urgency: number;
  readonly what: string;
  readonly who: string;
  readonly school: string;
  readonly href: string;
  readonly todo: string;
}

/** What needs a person today, by urgency. */
export function addToday(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin', async (c) => {
    const { cohorts } = await chosenCohort(deps, c);
    const needed: Needed[] = [];
    for (const { id, title } of cohorts) {
      const participants: Participant[] = [];
      await eachPage(
        (after) => listParticipants(deps.table, id, after),
        (row) => {
          participants.push(row);
          needed.push(...needOfParticipant(row));
        },
      );
      const { sessions } = await readCohort(deps.table, id);
      needed.push(...needsOfRooms(sessions, title, participants, deps.clock.nowMs()));
      await eachPage(
        (after) => listNominations(deps.table, id, after),
        (row) => needed.push(...needOfNomination(row)),
      );
    }
    return consolePage(deps, c, {
      title: 'Today',
      children: (
        <>
          <h1 class="govuk-heading-l">Today</h1>
          <DataTable
            caption="What needs you"
            columns={[{ heading: 'Who' }, { heading: 'School' }, { heading: 'What' }, { heading: 'What to do' }]}
            rows={byUrgency(needed).map(({ who, school, what, href, todo }) => [
              who,
              school,
              what,
              <a class="govuk-link" href={href}>
                {todo}
              </a>,
            ])}
            empty="Nothing needs you now. Everything that is under way goes on by itself."
          />
          <p class="govuk-body">
            <a class="govuk-link" href="/admin/held">
              Emails that are held
            </a>{' '}
            <a class="govuk-link" href="/admin/versions">
              Programme versions
            </a>
          </p>
        </>
      ),
    });
  });
}

/** What has stopped goes first: nothing else makes it go on. Schools that wait for a decision come next. */
const urgencies = { stopped: 0, nomination: 1, review: 2, address: 3, room: 4 } as const;

function byUrgency(needed: readonly Needed[]): Needed[] {
  return [...needed].sort((a, b) => a.urgency - b.urgency || a.who.localeCompare(b.who, 'en-GB'));
}

async function eachPage<T>(
  read: (after?: string) => Promise<ListPage<T>>,
  use: (row: T & { people: People }) => void,
): Promise<void> {
  for (let after: string | undefined; ; ) {
    const { rows, next } = await read(after);
    for (const row of rows) use(row);
    if (!next) return;
    after = next;
  }
}

function needOfParticipant(row: Participant & { people: People }): Needed[] {
  const about = {
    who: row.people.participant?.name ?? row.id,
    school: row.schoolName,
    href: `/admin/participants/${row.id}`,
  };
  const { stopped, review, address } = urgencies;
  if (row.parked) return [{ ...about, urgency: stopped, ...stoppedWords(row.parked), href: `${about.href}/stopped` }];
  const needed: Needed[] = [];
  if (row.wait?.kind === 'AwaitReviewDecision')
    needed.push({ ...about, urgency: review, what: 'A review waits for a decision', todo: 'Decide' });
  if (row.addressFailed)
    needed.push({ ...about, urgency: address, what: 'An email to them could not be delivered', todo: 'See which' });
  return needed;
}

function stoppedWords({ state, reason }: { state: string; reason: string }): Pick<Needed, 'what' | 'todo'> {
  return { what: `Stopped: ${state} gave up (${reason})`, todo: 'Try again, skip or close' };
}

function needsOfRooms(
  sessions: readonly Session[],
  school: string,
  participants: readonly Participant[],
  nowMs: number,
): Needed[] {
  return sessions.flatMap((session) => {
    const what = crowdedWords(session, countGoing(session, participants));
    if (!what || Date.parse(session.endsAt) <= nowMs) return [];
    const href = `/admin/sessions/${session.cohortId}/${session.id}/change`;
    return [{ who: session.title, school, urgency: urgencies.room, what, href, todo: 'Split or change it' }];
  });
}

function needOfNomination(row: Nomination & { people: People }): Needed[] {
  const about = {
    who: row.people.nominee?.name ?? row.id,
    school: row.schoolName,
    href: `/admin/nominations/${row.id}`,
  };
  if (row.parked)
    return [{ ...about, urgency: urgencies.stopped, ...stoppedWords(row.parked), href: `${about.href}/stopped` }];
  if (row.status === 'awaiting-decision')
    return [{ ...about, urgency: urgencies.nomination, what: 'A nomination to decide', todo: 'Decide' }];
  return [];
}
