import type { Hono } from 'hono';
import { type Nomination, type PromisingRole, promiseOf } from '../domain/nomination.ts';
import { formatMoment } from '../domain/wording.ts';
import { nameNominationStatus } from '../pages/components/status-tags.tsx';
import { csvResponse } from '../web/csv.ts';
import { problemPage } from '../web/problem-page.ts';
import { chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { everyRow, findNominations, type Row as ListRow, listedBy } from './lists.ts';
import { isLookedFor, readNominationFilter } from './nomination-filter.tsx';
import { zone } from './zone.ts';

/** The nominations of a list, with its filters, as a file for a spreadsheet: it holds addresses. */
export function addNominationExport(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/nominations/export', (c) => send(deps, c));
}

async function send(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohort } = await chosenCohort(deps, c);
  if (!cohort) return problemPage(deps, c, { kind: 'not-found' });
  const filter = readNominationFilter(c);
  const listed = listedBy(cohort.id, filter);
  const rows = await everyRow((after) =>
    findNominations(deps.table, listed, (row) => isLookedFor(filter, row, deps.clock.nowMs()), after),
  );
  deps.log.info('nominations exported', { cohort: cohort.id, by: c.get('signedIn').subject, rows: rows.length });
  return csvResponse(`nominations-${cohort.id}.csv`, [columns.map(({ heading }) => heading), ...rows.map(cellsOf)]);
}

type Row = ListRow<Nomination>;

const columns: readonly { readonly heading: string; readonly value: (row: Row) => string }[] = [
  { heading: 'Reference', value: ({ id }) => id },
  { heading: 'Status', value: ({ status }) => nameNominationStatus(status) },
  { heading: 'Sent', value: ({ submittedAt }) => formatMoment(submittedAt, zone) },
  { heading: 'Late', value: ({ late }) => (late ? 'Yes' : 'No') },
  { heading: 'School', value: ({ schoolName }) => schoolName },
  { heading: 'URN', value: ({ schoolUrn }) => schoolUrn },
  ...personColumns('Nominee', 'nominee'),
  ...personColumns('Second nominee', 'partner'),
  ...personColumns('Headteacher', 'head'),
  ...personColumns('Nominated by', 'nominator'),
  { heading: 'Headteacher answered', value: (row) => answerOf(row, 'head') },
  { heading: 'Nominee answered', value: (row) => answerOf(row, 'nominee') },
  { heading: 'Second nominee answered', value: (row) => (row.promises.partner ? answerOf(row, 'partner') : '') },
];

function personColumns(heading: string, role: 'nominee' | 'partner' | 'head' | 'nominator') {
  return [
    { heading, value: ({ people }: Row) => people[role]?.name ?? '' },
    { heading: `${heading}: email`, value: ({ people }: Row) => people[role]?.email ?? '' },
  ];
}

const answerWords = { awaited: 'Not yet', given: 'Agreed', refused: 'Said no', 'not-me': 'Said “not me”' } as const;

function answerOf(row: Row, role: PromisingRole): string {
  return answerWords[promiseOf(row, role).state];
}

function cellsOf(row: Row): string[] {
  return columns.map(({ value }) => value(row));
}
