import type { Hono } from 'hono';
import * as v from 'valibot';
import { explainWait } from '../domain/explain.ts';
import type { Participant } from '../domain/participant.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { ParticipantStatusTag } from '../pages/components/status-tags.tsx';
import { decideGate } from '../participants/decide-gate.ts';
import { checkForm, choice, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import { addChanges } from './changes/change-pages.tsx';
import { chosenCohort, ListOf } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { ExportLink } from './export-link.tsx';
import { addParticipantExport } from './export-participants.ts';
import { FoundElsewhere, findElsewhere } from './found-elsewhere.tsx';
import { findParticipants, type ListPage, listedBy, listParticipants } from './lists.ts';
import { More } from './more-link.tsx';
import {
  isFiltered,
  isLookedFor,
  looksAtEach,
  type ParticipantFilter,
  ParticipantFilterBar,
  readParticipantFilter,
} from './participant-filter.tsx';
import { participantPage } from './participant-page.tsx';
import { zone } from './zone.ts';

const gateForm = v.object({
  gate: v.pipe(v.string(), v.minLength(1, 'Choose which review you decide on')),
  gateOutcome: choice(['pass', 'waive', 'extend'], 'Choose what to decide'),
  gateReason: passage('the reason', 1000),
});

/** The list of participants, one participant, and what an admin may do for them. */
export function addParticipants(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants', (c) => listPage(deps, c));
  addParticipantExport(app, deps);
  app.get('/admin/participants/:id', (c) => participantPage(deps, c, c.req.param('id')));
  addChanges(app, deps);
  app.post('/admin/participants/:id/gate', (c) => decide(deps, c, c.req.param('id')));
  app.post('/admin/participants/:id/try-again', async (c) => {
    const id = c.req.param('id');
    const released = await releaseParked(deps, { kind: 'participant', id, by: c.get('signedIn').subject });
    if (released === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
    return doneAt(c, `/admin/participants/${id}`, 'released');
  });
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const filter = readParticipantFilter(c);
  const [page, elsewhere] = await Promise.all([
    readPage(deps, chosen.cohort?.id, filter, c.req.query('after')),
    findElsewhere(deps.table, 'participant', chosen, filter.find),
  ]);
  return consolePage(deps, c, {
    title: 'Participants',
    children: (
      <>
        <h1 class="govuk-heading-l">Participants</h1>
        <ListOf chosen={chosen} />
        <ParticipantFilterBar chosen={chosen} filter={filter} />
        <div id="participants" data-renews="">
          <DataTable
            caption="Participants"
            captionHidden
            columns={[
              { heading: 'Name' },
              { heading: 'School' },
              { heading: 'Status' },
              { heading: 'Where they are and why' },
            ]}
            rows={page.rows.map((row) => [
              <a class="govuk-link" href={`/admin/participants/${row.id}`}>
                {row.people.participant?.name ?? row.id}
              </a>,
              row.schoolName,
              <ParticipantStatusTag status={row.status} />,
              explainWait(row, zone, deps.clock.now()),
            ])}
            empty={emptyWords(filter, page.next)}
          />
        </div>
        {page.next && <More c={c} next={page.next} />}
        <FoundElsewhere elsewhere={elsewhere} action="/admin/participants" find={filter.find} />
        {mayAct(c.get('signedIn')) && <ExportLink c={c} href="/admin/participants/export" />}
      </>
    ),
  });
}

function readPage(
  { table, clock }: ConsoleDeps,
  cohortId: string | undefined,
  filter: ParticipantFilter,
  after: string | undefined,
): ListPage<Participant> | Promise<ListPage<Participant>> {
  if (cohortId === undefined) return { rows: [] };
  const listed = listedBy(cohortId, filter);
  if (!looksAtEach(filter)) return listParticipants(table, listed, after);
  return findParticipants(table, listed, (row) => isLookedFor(filter, row, clock.nowMs()), after);
}

function emptyWords(filter: ParticipantFilter, next: string | undefined): string {
  if (next) return 'None of those that were looked at is like that. There are more.';
  return isFiltered(filter) ? 'Nobody is like that.' : 'Nobody takes part yet. Accepted nominees appear here.';
}

async function decide(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(['gate', 'gateOutcome', 'gateReason']);
  const checked = checkForm(gateForm, typed);
  if (!checked.ok) return participantPage(deps, c, id, { typed, errors: listErrors(checked.errors) });
  const { gate, gateOutcome, gateReason } = checked.value;
  const decision = { gate, outcome: gateOutcome, reason: gateReason, by: c.get('signedIn').subject };
  const done = await decideGate(deps, id, decision);
  if (done.decided) return doneAt(c, `/admin/participants/${id}`, 'decided');
  if (done.why === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  const error = done.why === 'not-active' ? oneError('facts', notActive) : oneError('gate', whichReview);
  return participantPage(deps, c, id, { typed, errors: error });
}

/** Where somebody is through or out there is no form any more: the error leads to the facts. */
const notActive = 'They no longer take part, so this was not recorded.';
const whichReview = 'Choose which review you decide on';
