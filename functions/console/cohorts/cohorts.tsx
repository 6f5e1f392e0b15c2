import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../../domain/cohort.ts';
import { whole } from '../../domain/fields.ts';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { key } from '../../platform/keys.ts';
import { mayRun } from '../authenticate.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { pageSize } from '../lists.ts';
import { More } from '../more-link.tsx';
import { cohortPage } from './cohort-page.tsx';
import { addNewCohort } from './new-cohort.tsx';
import { addRehearsal } from './rehearse-page.tsx';
import { addWindow } from './window.tsx';
import { windowWords } from './window-words.ts';

/** The cohorts, one with its sessions on a calendar, a new one, its rehearsal, and when it takes nominations. */
export function addCohorts(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/cohorts', (c) => listPage(deps, c));
  addNewCohort(app, deps);
  app.get('/admin/cohorts/:id', (c) => cohortPage(deps, c, c.req.param('id')));
  addRehearsal(app, deps);
  addWindow(app, deps);
}

const placesItem = v.object({ pk: v.string(), taken: whole });

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const all = [...(await cohortsHere(deps, c))].sort((a, b) => b.opensAt.localeCompare(a.opensAt));
  const from = all.findIndex(({ id }) => id === c.req.query('after')) + 1;
  const shown = all.slice(from, from + pageSize);
  const places = await deps.table.getMany(
    shown.map(({ id }) => key.cohortPlaces(id)),
    placesItem,
  );
  const taken = new Map(places.map((item) => [item.pk, item.taken]));
  const now = deps.clock.now();
  const last = shown.at(-1)?.id;
  return consolePage(deps, c, {
    title: 'Cohorts',
    children: (
      <>
        <h1 class="govuk-heading-l">Cohorts</h1>
        {mayRun(c.get('signedIn')) && (
          <Button href="/admin/cohorts/new" variant="secondary">
            Create a cohort
          </Button>
        )}
        <DataTable
          caption="Cohorts"
          captionHidden
          columns={[
            { heading: 'Cohort' },
            { heading: 'Led by' },
            { heading: 'Nominations' },
            { heading: 'Places taken', numeric: true },
            { heading: 'Runs' },
          ]}
          rows={shown.map((cohort) => [
            <a class="govuk-link" href={`/admin/cohorts/${cohort.id}`}>
              {cohort.title}
            </a>,
            cohort.lead.name,
            windowWords(cohort, now),
            `${taken.get(key.cohortPlaces(cohort.id).pk) ?? 0} of ${cohort.capacity}`,
            runsWords(cohort),
          ])}
          empty="No cohort is there yet."
        />
        {all.length > from + pageSize && last && <More c={c} next={last} />}
      </>
    ),
  });
}

function runsWords({ years }: Cohort): string {
  const [from = '', to = ''] = [years[0]?.startsOn.slice(0, 4), years.at(-1)?.endsOn.slice(0, 4)];
  return from === to ? from : `${from} to ${to}`;
}
