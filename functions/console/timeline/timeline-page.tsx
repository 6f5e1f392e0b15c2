import type { Hono } from 'hono';
import { explainWhere } from '../../domain/explain.ts';
import { readPeople } from '../../driving/read-people.ts';
import { readJourney } from '../../journeys/read-journey.ts';
import { WhereAndWhy } from '../../pages/components/where-and-why.tsx';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { readRecord } from '../record/read-record.ts';
import { buildTimeline, type TimelineEntry } from './build-timeline.ts';
import { byMonth, TimelineList } from './timeline-list.tsx';
import { TimelineStrip } from './timeline-strip.tsx';

/** Everything that happened to a participant and everything that is planned, month by month. */
export function addTimeline(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants/:id/timeline', (c) => timelinePage(deps, c, c.req.param('id')));
}

async function timelinePage(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const view = await readJourney(deps.table, id);
  if (!view) return problemPage(deps, c, { kind: 'not-found' });
  const now = deps.clock.now();
  const name = (await readPeople(deps.table, 'participant', id)).participant?.name ?? id;
  const timeline = buildTimeline(view, await readRecord(deps.table, 'participant', id), now);
  return consolePage(deps, c, {
    title: `Timeline of ${name}`,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span> Timeline
        </h1>
        <WhereAndWhy kicker="Where they are and why" sentence={explainWhere(view, now)} />
        <TimelineStrip timeline={timeline} />
        <div class="tl-halves">
          <section aria-labelledby="coming">
            <h2 class="govuk-heading-m" id="coming">
              What is planned
            </h2>
            <Months entries={timeline.coming} empty="Nothing more is planned." />
          </section>
          <section aria-labelledby="happened">
            <h2 class="govuk-heading-m" id="happened">
              What happened, the newest first
            </h2>
            <Months entries={[...timeline.past].reverse()} empty="Nothing has happened yet." />
          </section>
        </div>
        <p class="govuk-body">
          <a class="govuk-link" href={`/admin/participants/${id}`}>
            Back to {name}
          </a>
        </p>
      </>
    ),
  });
}

function Months({ entries, empty }: { entries: readonly TimelineEntry[]; empty: string }) {
  if (entries.length === 0) return <p class="govuk-body">{empty}</p>;
  return (
    <>
      {byMonth(entries).map(({ month, entries: those }) => (
        <>
          <h3 class="govuk-heading-s tl-log__month">{month}</h3>
          <TimelineList entries={those} empty="" />
        </>
      ))}
    </>
  );
}
