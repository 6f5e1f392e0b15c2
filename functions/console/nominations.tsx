import type { Hono } from 'hono';
import * as z from 'zod';
import { explainWait } from '../domain/explain.ts';
import { nominationStatus } from '../domain/nomination.ts';
import { formatShort } from '../domain/short-dates.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { decideNomination } from '../nominations/decide-nomination.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { checkForm, choice, note } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { listNominations } from './lists.ts';
import { MoreLink } from './more-link.tsx';
import { nominationPage } from './nomination-page.tsx';
import { zone } from './zone.ts';

const decisionForm = z
  .object({
    outcome: choice(['accepted', 'waitlisted', 'declined'], 'Choose what to decide'),
    reason: note('your reason', 1000),
  })
  .refine(({ outcome, reason }) => outcome !== 'declined' || reason !== '', {
    path: ['reason'],
    error: 'Enter the reason: the school is told',
  });

/** Why a decision was not recorded, for the summary. */
const refusals = {
  'not-ready': 'The head and the nominee have not both agreed yet. You can decline it now, and nothing else.',
  'not-eligible': 'A condition is not met. To make an exception, enter the reason for it.',
  'already-decided': 'This nomination is decided already.',
  full: 'Every place of the cohort is taken. Put it on the waiting list instead.',
  'changed-meanwhile': 'Somebody changed this nomination just now. Look again, then decide.',
} as const;

/** The list of nominations, one nomination, and the decision on it. */
export function addNominations(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/nominations', (c) => listPage(deps, c));
  app.get('/admin/nominations/:id', (c) => nominationPage(deps, c, c.req.param('id')));
  app.post('/admin/nominations/:id/decision', (c) => decide(deps, c, c.req.param('id')));
  app.post('/admin/nominations/:id/try-again', async (c) => {
    const id = c.req.param('id');
    const released = await releaseParked(deps, { kind: 'nomination', id, by: c.get('signedIn').subject });
    if (released === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
    return doneAt(c, `/admin/nominations/${id}`, 'released');
  });
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const page = chosen.cohort ? await listNominations(deps.table, chosen.cohort.id, c.req.query('after')) : { rows: [] };
  return consolePage(deps, c, {
    title: 'Nominations',
    children: (
      <>
        <h1 class="govuk-heading-l">Nominations</h1>
        <CohortFilter chosen={chosen} action="/admin/nominations" />
        <DataTable
          caption="Nominations"
          captionHidden
          columns={[
            { heading: 'Nominee' },
            { heading: 'School' },
            { heading: 'Status' },
            { heading: 'Sent' },
            { heading: 'Where it is' },
          ]}
          rows={page.rows.map((row) => [
            <a class="govuk-link" href={`/admin/nominations/${row.id}`}>
              {row.people.nominee?.name ?? row.id}
            </a>,
            row.schoolName,
            <NominationStatusTag status={row.status} />,
            formatShort(row.submittedAt, zone, deps.clock.now()),
            explainWait(row, zone, deps.clock.now()),
          ])}
          empty="No school has nominated anybody yet."
        />
        <MoreLink path="/admin/nominations" cohort={chosen.cohort?.id} next={page.next} />
      </>
    ),
  });
}

async function decide(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(['outcome', 'reason']);
  const checked = checkForm(decisionForm, typed);
  if (!checked.ok) {
    const errors = Object.entries(checked.errors).map(([field, message]) => ({ field, message }));
    return nominationPage(deps, c, id, { typed, errors });
  }
  const seen = nominationStatus.safeParse(c.get('form').text('seen')).data;
  const by = c.get('signedIn').subject;
  const decided = await decideNomination(deps, id, { ...checked.value, by, ...(seen && { seen }) });
  if (decided.decided) return doneAt(c, `/admin/nominations/${id}`, checked.value.outcome);
  if (decided.why === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  return nominationPage(deps, c, id, { typed, errors: oneError(fieldOf(decided.why), refusals[decided.why]) });
}

/** Where it is decided already there is no form any more: the error leads to the facts. */
function fieldOf(why: keyof typeof refusals): string {
  if (why === 'already-decided') return 'facts';
  return why === 'not-eligible' ? 'reason' : 'outcome';
}
