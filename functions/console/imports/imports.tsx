import type { Hono } from 'hono';
import { columnsOf } from '../../imports/import-subject.ts';
import { readImport, type StagedImport } from '../../imports/staged-import.ts';
import { findSession } from '../../programmes/find-session.ts';
import { readCohort, readProgramme } from '../../programmes/read-programme.ts';
import { csvResponse } from '../../web/csv.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { placeWords } from '../place-words.ts';
import { answerImport } from './answer-import.tsx';
import type { ImportPlace } from './import-place.ts';
import { previewPage } from './preview-page.tsx';
import { resultsFile, resultsPage } from './results-page.tsx';
import { handIn, uploadPage } from './upload-page.tsx';

/** Where a file may be handed in, and how much of one: as many rows as may be, each as long as the form takes. */
export const uploads = {
  path: /^\/admin\/(nominations\/import\/[^/]+|sessions\/[^/]+\/[^/]+\/import)$/,
  mostKibibytes: 1024,
};

/** Spreadsheets of nominations that were collected elsewhere, and of who was at a session: checked, shown, taken in. */
export function addImports(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  addRoutes(app, deps, '/admin/nominations/import/:cohort', (c) => nominationsOf(deps, c.req.param('cohort') ?? ''));
  addRoutes(app, deps, '/admin/sessions/:cohort/:session/import', (c) =>
    attendanceOf(deps, c.req.param('cohort') ?? '', c.req.param('session') ?? ''),
  );
}

type FindPlace = (c: ConsoleContext) => Promise<ImportPlace | undefined>;

function addRoutes(app: Hono<ConsoleEnv>, deps: ConsoleDeps, path: string, find: FindPlace): void {
  const at = async (c: ConsoleContext, answer: (place: ImportPlace) => Response | Promise<Response>) => {
    const place = await find(c);
    return place ? answer(place) : problemPage(deps, c, { kind: 'not-found' });
  };
  const withImport = (c: ConsoleContext, answer: (place: ImportPlace, staged: StagedImport) => Promise<Response>) =>
    at(c, async (place) => {
      const staged = await readImport(deps, place.subject.cohort.id, c.req.param('import') ?? '');
      return staged && isOf(staged, place) ? answer(place, staged) : problemPage(deps, c, { kind: 'not-found' });
    });
  app.get(path, (c) => at(c, (place) => uploadPage(deps, c, place)));
  app.post(path, (c) => at(c, (place) => handIn(deps, c, place)));
  app.get(`${path}/template.csv`, (c) => at(c, template));
  app.get(`${path}/:import`, (c) =>
    withImport(c, (place, staged) =>
      staged.state === 'staged' ? previewPage(deps, c, place, staged) : resultsPage(deps, c, place, staged),
    ),
  );
  app.post(`${path}/:import`, (c) => withImport(c, (place, staged) => answerImport(deps, c, place, staged)));
  app.get(`${path}/:import/results.csv`, (c) => withImport(c, (place, staged) => resultsFile(deps, place, staged)));
}

function isOf({ target }: StagedImport, { subject }: ImportPlace): boolean {
  if (target.of === 'nominations') return subject.of === 'nominations';
  return subject.of === 'attendance' && target.sessionId === subject.session.id;
}

async function nominationsOf({ table }: ConsoleDeps, cohortId: string): Promise<ImportPlace> {
  const { cohort } = await readCohort(table, cohortId);
  const { kind } = await readProgramme(table, cohort.programme);
  return {
    subject: { of: 'nominations', cohort, kind },
    target: { of: 'nominations', cohortId: cohort.id },
    path: `/admin/nominations/import/${cohort.id}`,
    name: 'nominations',
    of: cohort.title,
    back: { href: `/admin/nominations?cohort=${cohort.id}`, words: 'Back to the nominations' },
  };
}

async function attendanceOf({ table }: ConsoleDeps, cohortId: string, id: string): Promise<ImportPlace | undefined> {
  const session = await findSession(table, cohortId, id);
  if (!session) return undefined;
  const { cohort } = await readCohort(table, cohortId);
  const home = `/admin/sessions/${cohort.id}/${session.id}`;
  return {
    subject: { of: 'attendance', cohort, session, words: placeWords },
    target: { of: 'attendance', cohortId: cohort.id, sessionId: session.id },
    path: `${home}/import`,
    name: 'attendance',
    of: session.title,
    back: { href: home, words: 'Back to the register' },
  };
}

/** The headings, and a row that shows what goes in each. */
function template({ subject, name }: ImportPlace): Response {
  const columns = columnsOf(subject);
  return csvResponse(`${name}-template.csv`, [
    columns.map(({ heading }) => heading),
    columns.map(({ example }) => example),
  ]);
}
