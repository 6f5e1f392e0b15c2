import type { Hono } from 'hono';
import type { Nomination } from '../domain/nomination.ts';
import type { Participant } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { type ListPage, listNominations, listParticipants } from './lists.ts';

interface Needed {
  readonly what: string;
  readonly who: string;
  readonly href: string;
  readonly todo: string;
}

/** What needs a person today, by urgency. */
export function addToday(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin', async (c) => {
    const { cohorts } = await chosenCohort(deps, c);
    const needed: Needed[] = [];
    for (const { id } of cohorts) {
      await eachPage(
        (after) => listParticipants(deps.table, id, after),
        (row) => needed.push(...needOfParticipant(row)),
      );
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
            columns={[{ heading: 'Who' }, { heading: 'What' }, { heading: 'What to do' }]}
            rows={needed.map(({ who, what, href, todo }) => [
              who,
              what,
              <a class="govuk-link" href={href}>
                {todo}
              </a>,
            ])}
            empty="Nothing needs you now. Everything that is under way goes on by itself."
          />
        </>
      ),
    });
  });
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
  const about = { who: row.people.participant?.name ?? row.id, href: `/admin/participants/${row.id}` };
  if (row.parked) return [{ ...about, what: `Stopped: ${row.parked.reason}`, todo: 'Look and try again' }];
  if (row.addressFailed) return [{ ...about, what: 'Their email address failed', todo: 'See which' }];
  if (row.wait?.kind === 'AwaitReviewDecision')
    return [{ ...about, what: 'A review waits for a decision', todo: 'Decide' }];
  return [];
}

function needOfNomination(row: Nomination & { people: People }): Needed[] {
  const about = {
    who: `${row.people.nominee?.name ?? row.id}, ${row.schoolName}`,
    href: `/admin/nominations/${row.id}`,
  };
  if (row.parked) return [{ ...about, what: `Stopped: ${row.parked.reason}`, todo: 'Look and try again' }];
  if (row.status === 'awaiting-decision') return [{ ...about, what: 'A nomination to decide', todo: 'Decide' }];
  return [];
}
