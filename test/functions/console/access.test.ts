import { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorise } from '../../../functions/console/access/authorise.ts';
import { type RouteRule, routeRules } from '../../../functions/console/access/routes.ts';
import { authenticate } from '../../../functions/console/authenticate.ts';
import type { ConsoleEnv } from '../../../functions/console/console-deps.ts';
import { accessOf, permissionsAt } from '../../../functions/domain/console-roles.ts';
import { key } from '../../../functions/platform/keys.ts';
import { sampleCohort } from '../../support/factories.ts';
import { visibleText } from '../../support/html.ts';
import { ada, sampleConsole, sampleNow, toDecide } from './sample.ts';
import { ConsoleWorld, groupsOf, siteUrl, type Who } from './world.ts';

/** Who gets what at every route: whoever may not is led to the way in (303) or told so (403); another hub's is not there (404). */
interface Row {
  readonly route: string;
  readonly path: string;
  readonly answers: Readonly<Record<Who, number>>;
}

/** About somebody, or about one cohort. */
const looks = { nobody: 303, stranger: 403, viewer: 200, llme: 200, lead: 200, other: 404, admin: 200 };
const marks = (done: number) => ({ ...looks, viewer: 403, llme: done, lead: done, admin: done });
const acts = (done: number) => ({ ...marks(done), llme: 403 });
/** A list holds what its reader may see. */
const lists = { ...looks, other: 200 };
const actsOnList = (done: number, other = done) => ({ ...acts(done), other });
const runs = (done: number) => ({ ...acts(done), lead: 403, other: 403 });
const open = all;

function all(status: number): Record<Who, number> {
  return { nobody: status, stranger: status, viewer: status, llme: status, lead: status, other: status, admin: status };
}

const nominationPath = `/admin/nominations/${toDecide.id}`;
const listPath = '/admin/nominations/waiting-list';
const participantPath = `/admin/participants/${ada.id}`;
const importPath = `/admin/nominations/import/${sampleCohort.id}`;
const registerPath = `/admin/sessions/${sampleCohort.id}/central-4`;

/** A file that is handed in, looked at and taken in; of the import itself there is none, which is said to whoever may. */
function importRows(route: string, path: string, may: (done: number) => Record<Who, number>): Row[] {
  return [
    { route: `GET ${route}`, path, answers: may(200) },
    { route: `POST ${route}`, path, answers: may(422) },
    { route: `GET ${route}/template.csv`, path: `${path}/template.csv`, answers: may(200) },
    { route: `GET ${route}/:import`, path: `${path}/none`, answers: may(404) },
    { route: `POST ${route}/:import`, path: `${path}/none`, answers: may(404) },
    { route: `GET ${route}/:import/results.csv`, path: `${path}/none/results.csv`, answers: may(404) },
  ];
}

/** Posts are without a field: what is wrong with them is said to whoever may act, and to nobody else. */
const table: readonly Row[] = [
  { route: 'GET /assets/:name', path: '/assets/none.css', answers: open(404) },
  { route: 'GET /admin/sign-in', path: '/admin/sign-in', answers: open(200) },
  { route: 'GET /admin/signed-out', path: '/admin/signed-out', answers: open(200) },
  {
    route: 'GET /admin/signed-in',
    path: '/admin/signed-in',
    answers: { ...all(303), nobody: 400 },
  },
  { route: 'GET /admin', path: '/admin', answers: lists },
  { route: 'GET /admin/dead-letters', path: '/admin/dead-letters', answers: runs(200) },
  { route: 'POST /admin/dead-letters', path: '/admin/dead-letters', answers: runs(422) },
  { route: 'GET /admin/nominations', path: '/admin/nominations', answers: lists },
  { route: 'GET /admin/nominations/:id', path: nominationPath, answers: looks },
  { route: 'POST /admin/nominations/:id/decision', path: `${nominationPath}/decision`, answers: acts(422) },
  { route: 'POST /admin/nominations/:id/question', path: `${nominationPath}/question`, answers: acts(422) },
  { route: 'POST /admin/nominations/:id/on-behalf', path: `${nominationPath}/on-behalf`, answers: acts(422) },
  { route: 'POST /admin/nominations/:id/alike', path: `${nominationPath}/alike`, answers: acts(422) },
  { route: 'GET /admin/nominations/bulk', path: '/admin/nominations/bulk', answers: actsOnList(200) },
  { route: 'POST /admin/nominations/bulk', path: '/admin/nominations/bulk', answers: actsOnList(404, 404) },
  {
    route: 'GET /admin/nominations/export',
    path: '/admin/nominations/export',
    answers: actsOnList(200, 404),
  },
  ...importRows('/admin/nominations/import/:cohort', importPath, acts),
  { route: 'GET /admin/nominations/waiting-list', path: listPath, answers: lists },
  { route: 'POST /admin/nominations/waiting-list/move', path: `${listPath}/move`, answers: actsOnList(422, 404) },
  {
    route: 'POST /admin/nominations/waiting-list/capacity',
    path: `${listPath}/capacity`,
    answers: actsOnList(422, 404),
  },
  { route: 'POST /admin/nominations/waiting-list/carry', path: `${listPath}/carry`, answers: actsOnList(422, 404) },
  { route: 'POST /admin/nominations/:id/try-again', path: `${nominationPath}/try-again`, answers: acts(303) },
  { route: 'GET /admin/participants', path: '/admin/participants', answers: lists },
  {
    route: 'GET /admin/participants/export',
    path: '/admin/participants/export',
    answers: actsOnList(200, 404),
  },
  { route: 'GET /admin/participants/:id', path: participantPath, answers: looks },
  {
    route: 'GET /admin/participants/:id/change/:change',
    path: `${participantPath}/change/withdraw`,
    answers: acts(200),
  },
  {
    route: 'POST /admin/participants/:id/change/:change',
    path: `${participantPath}/change/withdraw`,
    answers: acts(422),
  },
  { route: 'POST /admin/participants/:id/gate', path: `${participantPath}/gate`, answers: marks(422) },
  { route: 'POST /admin/participants/:id/try-again', path: `${participantPath}/try-again`, answers: acts(303) },
  { route: 'GET /admin/participants/:id/stopped', path: `${participantPath}/stopped`, answers: looks },
  { route: 'POST /admin/participants/:id/stopped', path: `${participantPath}/stopped`, answers: acts(422) },
  { route: 'GET /admin/nominations/:id/stopped', path: `${nominationPath}/stopped`, answers: looks },
  { route: 'POST /admin/nominations/:id/stopped', path: `${nominationPath}/stopped`, answers: acts(422) },
  { route: 'GET /admin/participants/:id/workflow', path: `${participantPath}/workflow`, answers: looks },
  {
    route: 'GET /admin/participants/:id/workflow/history',
    path: `${participantPath}/workflow/history`,
    answers: looks,
  },
  { route: 'GET /admin/nominations/:id/workflow', path: `${nominationPath}/workflow`, answers: looks },
  { route: 'GET /admin/nominations/:id/workflow/history', path: `${nominationPath}/workflow/history`, answers: looks },
  { route: 'GET /admin/participants/:id/timeline', path: `${participantPath}/timeline`, answers: looks },
  { route: 'POST /admin/participants/:id/notes', path: `${participantPath}/notes`, answers: marks(422) },
  { route: 'GET /admin/participants/:id/record', path: `${participantPath}/record`, answers: looks },
  { route: 'GET /admin/participants/:id/record.csv', path: `${participantPath}/record.csv`, answers: looks },
  { route: 'GET /admin/nominations/:id/record', path: `${nominationPath}/record`, answers: looks },
  { route: 'GET /admin/nominations/:id/record.csv', path: `${nominationPath}/record.csv`, answers: looks },
  {
    route: 'GET /admin/participants/:id/email',
    path: `${participantPath}/email?of=session-reminder%23session%3Acentral-5%230%23participant`,
    answers: looks,
  },
  {
    route: 'GET /admin/nominations/:id/email',
    path: `${nominationPath}/email?of=nomination-received%23self%230%23nominator`,
    answers: looks,
  },
  { route: 'GET /admin/participants/:id/credit', path: `${participantPath}/credit`, answers: looks },
  { route: 'POST /admin/participants/:id/credit', path: `${participantPath}/credit`, answers: acts(422) },
  ...(['participant', 'nomination'] as const).flatMap((kind) => {
    const path = kind === 'participant' ? participantPath : nominationPath;
    return [
      ...['data', 'data.html', 'data.json'].map((page) => ({
        route: `GET /admin/${kind}s/:id/${page}`,
        path: `${path}/${page}`,
        answers: acts(200),
      })),
      {
        route: `GET /admin/${kind}s/:id/erase`,
        path: `${path}/erase`,
        answers: { ...acts(200), lead: 403, other: 403 },
      },
      {
        route: `POST /admin/${kind}s/:id/erase`,
        path: `${path}/erase`,
        answers: { ...acts(422), lead: 403, other: 403 },
      },
    ];
  }),
  { route: 'GET /admin/retention', path: '/admin/retention', answers: runs(200) },
  { route: 'POST /admin/retention', path: '/admin/retention', answers: runs(404) },
  { route: 'GET /admin/record', path: '/admin/record', answers: lists },
  { route: 'GET /admin/record.csv', path: '/admin/record.csv', answers: actsOnList(200) },
  { route: 'GET /admin/school-days', path: '/admin/school-days', answers: lists },
  { route: 'POST /admin/school-days', path: '/admin/school-days', answers: actsOnList(404) },
  { route: 'GET /admin/cohorts', path: '/admin/cohorts', answers: lists },
  { route: 'GET /admin/cohorts/new', path: '/admin/cohorts/new', answers: { ...runs(200), nobody: 303 } },
  { route: 'POST /admin/cohorts/new', path: '/admin/cohorts/new', answers: runs(422) },
  { route: 'GET /admin/cohorts/:id', path: `/admin/cohorts/${sampleCohort.id}`, answers: looks },
  { route: 'GET /admin/cohorts/:id/rehearse', path: `/admin/cohorts/${sampleCohort.id}/rehearse`, answers: looks },
  {
    route: 'GET /admin/cohorts/:id/window',
    path: `/admin/cohorts/${sampleCohort.id}/window`,
    answers: runs(200),
  },
  {
    route: 'POST /admin/cohorts/:id/window',
    path: `/admin/cohorts/${sampleCohort.id}/window`,
    answers: runs(422),
  },
  { route: 'GET /admin/versions', path: '/admin/versions', answers: lists },
  { route: 'POST /admin/versions', path: '/admin/versions', answers: runs(404) },
  { route: 'GET /admin/held', path: '/admin/held', answers: lists },
  { route: 'POST /admin/held', path: '/admin/held', answers: runs(422) },
  ...(['record', 'record.csv', 'stopped'] as const).map((page) => ({
    route: `GET /admin/work-groups/:id/${page}`,
    path: `/admin/work-groups/none/${page}`,
    answers: { ...all(404), nobody: 303, stranger: 403 },
  })),
  { route: 'POST /admin/work-groups/:id/stopped', path: '/admin/work-groups/none/stopped', answers: acts(404) },
  { route: 'GET /admin/work-groups', path: '/admin/work-groups', answers: lists },
  {
    route: 'GET /admin/work-groups/:id',
    path: '/admin/work-groups/none',
    answers: { ...all(404), nobody: 303, stranger: 403 },
  },
  { route: 'POST /admin/work-groups/hand-over', path: '/admin/work-groups/hand-over', answers: runs(422) },
  {
    route: 'POST /admin/work-groups/:id/requests/:request',
    path: '/admin/work-groups/none/requests/none',
    answers: acts(404),
  },
  { route: 'GET /admin/sessions', path: '/admin/sessions', answers: lists },
  { route: 'GET /admin/sessions/:cohort/:session', path: registerPath, answers: looks },
  ...importRows('/admin/sessions/:cohort/:session/import', `${registerPath}/import`, marks),
  { route: 'GET /admin/sessions/:cohort/:session/change', path: `${registerPath}/change`, answers: looks },
  { route: 'GET /admin/sessions/:cohort/:session/code', path: `${registerPath}/code`, answers: looks },
  { route: 'POST /admin/sessions/:cohort/:session', path: registerPath, answers: marks(303) },
  { route: 'POST /admin/sessions/:cohort/:session/seats', path: `${registerPath}/seats`, answers: acts(303) },
  {
    route: 'POST /admin/sessions/:cohort/:session/guests/:guest',
    path: `${registerPath}/guests/none`,
    answers: marks(303),
  },
  { route: 'POST /admin/sessions/:cohort/:session/guests', path: `${registerPath}/guests`, answers: marks(422) },
  { route: 'POST /admin/sessions/:cohort/:session/change', path: `${registerPath}/change`, answers: acts(404) },
];

/** The way in and out is for everybody. Beginning and ending ask the provider, and are tested with one. */
const outside = [
  'GET /assets/:name',
  'GET /admin/sign-in',
  'GET /admin/signed-in',
  'GET /admin/signed-out',
  'POST /admin/sign-in',
  'POST /admin/sign-out',
];

const cases = table.flatMap(({ route, path, answers }) =>
  (Object.entries(answers) as [Who, number][]).map(([who, status]) => ({ route, path, who, status })),
);

/** The rule of a request by its method and path. */
function ruleOf(request: string): RouteRule {
  const found = Object.entries(routeRules).find(([route]) =>
    new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(request),
  );
  if (!found) throw new Error(`No route answers ${request}`);
  return found[1];
}

let world: ConsoleWorld;
beforeAll(async () => {
  world = await sampleConsole();
});

test('the table of routes names every route that there is, and no other', () => {
  const routes = world.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(routes)].sort()).toEqual([...Object.keys(routeRules), ...outside].sort());
});

test('every route of the table is walked', () => {
  expect(
    table
      .map(({ route }) => route)
      .filter((route) => route in routeRules)
      .sort(),
  ).toEqual(Object.keys(routeRules).sort());
});

test('a route that is not in the table is refused, even to an admin', async () => {
  const app = new Hono<ConsoleEnv>();
  app.use(authenticate(world.consoleDeps), authorise(world.consoleDeps));
  app.get('/admin/forgotten', (c) => c.text('everything'));
  app.all('/admin/forgotten-too', (c) => c.text('everything'));
  const headers = { cookie: '__Host-throughline-console=session-of-admin' };
  for (const [path, status] of [
    ['/admin/forgotten', 403],
    ['/admin/forgotten-too', 404],
  ] as const) {
    const answer = await app.request(`${siteUrl}${path}`, { headers });
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('everything');
  }
});

describe('who gets what', () => {
  test.each(cases)('$route as $who: $status', async ({ route, path, who, status }) => {
    const answer = route.startsWith('GET') ? await world.get(path, who) : await world.post(path, {}, who);
    expect(answer.status).toBe(status);
  });

  test('whoever may not act changes nothing', async () => {
    const before = world.everything();
    for (const who of ['nobody', 'stranger', 'viewer', 'llme', 'other'] as const) {
      await world.post(`${nominationPath}/decision`, { outcome: 'accepted' }, who);
      await world.post(`${participantPath}/change/withdraw`, { why: 'other', step: 'confirm', seen: '3' }, who);
      await world.post('/admin/nominations/bulk', { outcome: 'declined', id: toDecide.id, reason: 'no' }, who);
      if (who !== 'llme') await world.post(registerPath, { [`mark-${ada.id}`]: 'absent' }, who);
    }
    expect(world.everything()).toBe(before);
  });

  test('nobody sees anything of people who are not theirs to see', async () => {
    for (const who of ['nobody', 'stranger', 'other'] as const)
      for (const { path } of table)
        expect(await world.html(path, who)).not.toMatch(/Ada Example|Hope Sample|Exampleton/);
  });

  test('a lead is the one whom the cohort names: another LLME of the hub sees none of its people', async () => {
    const others = new ConsoleWorld(sampleNow);
    await others.signInAll();
    await others.putCohort();
    await others.put({
      ...key.cohort(sampleCohort.id),
      ...sampleCohort,
      lead: { ...sampleCohort.lead, email: 'another@example.org' },
    });
    await others.putDriven(ada);
    expect((await others.get(participantPath, 'llme')).status).toBe(404);
    expect((await others.get(participantPath, 'lead')).status).toBe(200);
  });

  test('a list that is asked for another hub’s cohort is not there', async () => {
    for (const path of ['/admin/participants', '/admin/sessions', '/admin/versions'])
      expect((await world.get(`${path}?cohort=${sampleCohort.id}`, 'other')).status).toBe(404);
    const named = await world.post('/admin/held?cohort=', { cohort: sampleCohort.id }, 'other');
    expect(named.status).toBe(403);
  });

  test.each(['viewer', 'llme', 'lead', 'admin'] as const)(
    'as %s nothing is offered that they may not do',
    async (who) => {
      const may = permissionsAt(accessOf(groupsOf[who], sampleCohort.lead.email), sampleCohort);
      const parkedPath = '/admin/participants/PARK2345';
      for (const path of [...table.map((row) => row.path), parkedPath, `${parkedPath}/stopped`]) {
        const html = await world.html(path, who);
        const posts = [...html.matchAll(/<form[^>]*method="post"[^>]*action="([^"?]*)/g)].map(
          ([, to = '']) => `POST ${to}`,
        );
        const refused = posts.filter(
          (post) => !post.endsWith('/sign-out') && !post.endsWith('/sign-in') && !may.has(ruleOf(post).may),
        );
        expect({ path, refused }).toEqual({ path, refused: [] });
      }
    },
  );

  test('looking changes nothing, nor does asking for the headers only', async () => {
    const before = world.everything();
    for (const { path } of table) {
      await world.get(path);
      await world.ask(path, { method: 'HEAD', headers: { cookie: '__Host-throughline-console=session-of-admin' } });
    }
    expect(world.everything()).toBe(before);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('%s is for nobody', async (method) => {
    const headers = { cookie: '__Host-throughline-console=session-of-admin', origin: siteUrl };
    expect((await world.ask(nominationPath, { method, headers })).status).toBe(404);
  });
});

describe('a post that did not come from our own pages', () => {
  let before: string;
  beforeEach(() => {
    before = world.everything();
  });
  const decide = (headers: Record<string, string>) =>
    world.post(`${nominationPath}/decision`, { outcome: 'accepted' }, 'admin', headers);

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no word of its origin', {}],
    ['another site, by the browser’s own word', { 'sec-fetch-site': 'cross-site', origin: siteUrl }],
    ['an opaque origin', { origin: 'null' }],
  ] as [string, Record<string, string>][])('%s is refused and changes nothing', async (_, headers) => {
    expect((await decide(headers)).status).toBe(403);
    expect(world.everything()).toBe(before);
  });

  test('another content type is refused', async () => {
    expect((await decide({ origin: siteUrl, 'content-type': 'application/json' })).status).toBe(415);
    expect(world.everything()).toBe(before);
  });

  test('a body of more than 64 KiB is refused', async () => {
    const answer = await world.post(`${nominationPath}/decision`, { outcome: 'accepted', reason: 'x'.repeat(65_536) });
    expect(answer.status).toBe(413);
    expect(world.everything()).toBe(before);
  });
});

describe('what is not there', () => {
  test.each([
    '/admin/nominations/WHAT2345',
    '/admin/participants/WHAT2345',
    '/admin/sessions/none/central-1',
    '/admin/sessions/none/central-1/code',
    `/admin/sessions/${sampleCohort.id}/none`,
    '/admin/none',
    '/admin/participants/%3Cscript%3E',
  ])('%s is a page that says so', async (path) => {
    const answer = await world.get(path);
    expect(answer.status).toBe(404);
    expect(visibleText(await answer.text())).toContain('Page not found');
  });

  test.each([
    ['/admin/nominations/WHAT2345/decision', { outcome: 'waitlisted' }],
    ['/admin/nominations/WHAT2345/try-again', {}],
    ['/admin/participants/WHAT2345/change/withdraw', { why: 'other' }],
    [`${participantPath}/change/nothing`, { why: 'other' }],
    ['/admin/participants/WHAT2345/gate', { gate: 'year-1', gateOutcome: 'pass', gateReason: 'x' }],
    ['/admin/participants/WHAT2345/try-again', {}],
    ['/admin/sessions/none/central-1', {}],
  ] as [string, Record<string, string>][])('posting to %s is not found', async (path, fields) => {
    expect((await world.post(path, fields)).status).toBe(404);
  });
});
