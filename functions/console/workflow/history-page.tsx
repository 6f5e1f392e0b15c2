import * as v from 'valibot';
import { type DrivenKind, driven, executionName } from '../../domain/driven.ts';
import { wholeTyped } from '../../domain/fields.ts';
import { formatShort } from '../../domain/short-dates.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import type { ExecutionEvent } from '../../platform/execution-history.ts';
import { key } from '../../platform/keys.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { zone } from '../zone.ts';
import { goneWords } from './workflow-page.tsx';

const pageSize = 100;

/** One execution's raw history as Step Functions has it, a page at a time, the newest first. */
export async function historyPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  kind: DrivenKind,
  id: string,
): Promise<Response> {
  const facts = await deps.table.get(key.driven(kind, id), driven);
  const asked =
    facts && v.safeParse(v.pipe(wholeTyped, v.minValue(1), v.maxValue(facts.leg)), c.req.query('leg') ?? facts.leg);
  if (!facts || !asked?.success) return problemPage(deps, c, { kind: 'not-found' });
  const name = executionName(id, { ...facts, leg: asked.output });
  const page = await deps.histories.readHistory(kind, name, {
    newestFirst: true,
    withData: true,
    limit: pageSize,
    after: c.req.query('after'),
  });
  return consolePage(deps, c, {
    title: `History of ${name}`,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Execution {name}</span> History
        </h1>
        {page === 'gone' ? (
          <p class="govuk-body">{goneWords}</p>
        ) : (
          <Events events={page.events} now={deps.clock.now()} />
        )}
        {page !== 'gone' && page.next && (
          <p class="govuk-body">
            <a class="govuk-link" href={`?${new URLSearchParams({ leg: String(asked.output), after: page.next })}`}>
              Earlier events
            </a>
          </p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={`/admin/${kind}s/${id}/workflow?leg=${asked.output}`}>
            Back to the workflow
          </a>
        </p>
      </>
    ),
  });
}

function Events({ events, now }: { events: readonly ExecutionEvent[]; now: string }) {
  return (
    <DataTable
      caption="Events, the newest first"
      columns={[
        { heading: 'Number' },
        { heading: 'When' },
        { heading: 'Event' },
        { heading: 'State' },
        { heading: 'Details' },
      ]}
      rows={events.map(({ id, at, type, state, details }) => [
        id,
        formatShort(at, zone, now),
        type,
        state ?? '',
        Object.keys(details).length === 0 ? '' : <EventDetails id={id} details={details} />,
      ])}
      empty="There are no events."
    />
  );
}

function EventDetails({ id, details }: { id: number; details: ExecutionEvent['details'] }) {
  return (
    <details class="tl-event">
      <summary>
        Show<span class="govuk-visually-hidden"> details of event {id}</span>
      </summary>
      <pre class="tl-event__data">{JSON.stringify(details, null, 2)}</pre>
    </details>
  );
}
