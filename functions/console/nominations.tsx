import type { Hono } from 'hono';
import { explainWait } from '../domain/explain.ts';
import type { Nomination } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { formatShort } from '../domain/short-dates.ts';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { Tag } from '../pages/components/tag.tsx';
import { mayAct } from './authenticate.ts';
import { addBulkDecide } from './bulk-decide.tsx';
import { chosenCohort, ListOf } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { ExportLink } from './export-link.tsx';
import { addNominationExport } from './export-nominations.ts';
import { FoundElsewhere, findElsewhere } from './found-elsewhere.tsx';
import { findNominations, type ListPage, listedBy, listNominations } from './lists.ts';
import { More } from './more-link.tsx';
import { addNominationActions } from './nomination-action-routes.ts';
import {
  isFiltered,
  isLookedFor,
  isSelfApproved,
  looksAtEach,
  type NominationFilter,
  NominationFilterBar,
  readNominationFilter,
} from './nomination-filter.tsx';
import { nominationPage } from './nomination-page.tsx';
import { addWaitingList } from './waiting-list.tsx';
import { zone } from './zone.ts';

/** The list of nominations, the waiting list, decisions on many, one nomination, and what can be done with it. */
export function addNominations(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/nominations', (c) => listPage(deps, c));
  addBulkDecide(app, deps);
  addWaitingList(app, deps);
  addNominationExport(app, deps);
  app.get('/admin/nominations/:id', (c) => nominationPage(deps, c, c.req.param('id')));
  addNominationActions(app, deps);
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const filter = readNominationFilter(c);
  const [page, elsewhere] = await Promise.all([
    readPage(deps, chosen.cohort?.id, filter, c.req.query('after')),
    findElsewhere(deps.table, 'nomination', chosen, filter.find),
  ]);
  const acts = mayAct(c.get('signedIn')) && page.rows.length > 0;
  return consolePage(deps, c, {
    title: 'Nominations',
    children: (
      <>
        <h1 class="govuk-heading-l">Nominations</h1>
        <ListOf chosen={chosen} />
        {chosen.cohort && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/admin/nominations/waiting-list?cohort=${chosen.cohort.id}`}>
              Places and waiting list
            </a>
            {mayAct(c.get('signedIn')) && (
              <>
                {' · '}
                <a class="govuk-link" href={`/admin/nominations/import/${chosen.cohort.id}`}>
                  Take nominations in from a spreadsheet
                </a>
              </>
            )}
          </p>
        )}
        <NominationFilterBar chosen={chosen} filter={filter} />
        <form method="get" action="/admin/nominations/bulk">
          <div id="nominations" data-renews="">
            <NominationTable
              rows={page.rows}
              now={deps.clock.now()}
              choose={acts}
              empty={emptyWords(filter, page.next)}
            />
          </div>
          {acts && <BulkChoice />}
        </form>
        {page.next && <More c={c} next={page.next} />}
        <FoundElsewhere elsewhere={elsewhere} action="/admin/nominations" find={filter.find} />
        {acts && <ExportLink c={c} href="/admin/nominations/export" />}
      </>
    ),
  });
}

function readPage(
  { table, clock }: ConsoleDeps,
  cohortId: string | undefined,
  filter: NominationFilter,
  after: string | undefined,
): ListPage<Nomination> | Promise<ListPage<Nomination>> {
  if (cohortId === undefined) return { rows: [] };
  const listed = listedBy(cohortId, filter);
  if (!looksAtEach(filter)) return listNominations(table, listed, after);
  return findNominations(table, listed, (row) => isLookedFor(filter, row, clock.nowMs()), after);
}

function emptyWords(filter: NominationFilter, next: string | undefined): string {
  if (next) return 'None of those that were looked at is like that. There are more.';
  return isFiltered(filter) ? 'No nomination is like that.' : 'No school has nominated anybody yet.';
}

function NominationTable({
  rows,
  now,
  choose,
  empty,
}: {
  rows: ListPage<Nomination>['rows'];
  now: string;
  choose: boolean;
  empty: string;
}) {
  return (
    <DataTable
      caption="Nominations"
      captionHidden
      columns={[
        { heading: 'Nominee' },
        { heading: 'School' },
        { heading: 'Status' },
        { heading: 'Sent' },
        { heading: 'Where it is' },
        ...(choose ? [{ heading: 'Choose' }] : []),
      ]}
      rows={rows.map((row) => [
        <a class="govuk-link" href={`/admin/nominations/${row.id}`}>
          {row.people.nominee?.name ?? row.id}
        </a>,
        row.schoolName,
        <>
          <NominationStatusTag status={row.status} /> <Marks row={row} />
        </>,
        formatShort(row.submittedAt, zone, now),
        explainWait(row, zone, now),
        ...(choose ? [<ChooseRow id={row.id} name={row.people.nominee?.name ?? row.id} />] : []),
      ])}
      empty={empty}
    />
  );
}

/** What a list should not hide. */
function Marks({ row }: { row: Nomination & { readonly people: People } }) {
  return (
    <>
      {row.late && <Tag colour="orange">Late</Tag>}{' '}
      {row.alike.length > 0 && !row.alikeChecked && <Tag colour="red">Conflict</Tag>}{' '}
      {isSelfApproved(row, row.people) && <Tag colour="orange">Approves twice</Tag>}
    </>
  );
}

function ChooseRow({ id, name }: { id: string; name: string }) {
  return (
    <Checkboxes
      name="id"
      idPrefix={`choose-${id}`}
      classes="govuk-checkboxes--small tl-in-cell"
      items={[{ value: id, label: <span class="govuk-visually-hidden">Choose {name}</span> }]}
    />
  );
}

function BulkChoice() {
  return (
    <div class="tl-act">
      <Radios
        classes="govuk-radios--small govuk-radios--inline"
        name="outcome"
        legend="Decide on those that you chose"
        legendSize="s"
        items={[
          { value: 'accepted', label: 'Accept' },
          { value: 'waitlisted', label: 'Waiting list' },
          { value: 'declined', label: 'Decline' },
        ]}
      />
      <Button variant="secondary">See what it comes to</Button>
    </div>
  );
}
