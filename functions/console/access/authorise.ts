import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import * as v from 'valibot';
import { cohort } from '../../domain/cohort.ts';
import { type Permission, permissionsAnywhere, permissionsAt } from '../../domain/console-roles.ts';
import { minutes } from '../../platform/clock.ts';
import { key } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { pageBefore } from '../page-before.ts';
import { type RouteRule, routeRules, type Subject } from './routes.ts';

/** For how long after a sign-in somebody may take data away or erase it. */
const latelyMinutes = 10;

/**
 * Asks the table of routes whether whoever is signed in may: for a route about somebody or some cohort, by what they are
 * there; what is of another hub is not there for them. What they may do goes along with who they are, for the page.
 */
export function authorise(deps: ConsoleDeps): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const matched = matchedRoutes(c);
    const answering = matched.findIndex(({ method }) => method !== 'ALL');
    const route = matched[answering];
    if (!route) return problemPage(deps, c, { kind: 'not-found' });
    const name = `${route.method} ${route.path}`;
    const signedIn = c.get('signedIn');
    const refused = () => {
      deps.log.info('not allowed', { who: signedIn.subject, route: name });
      return problemPage(deps, c, { kind: 'not-allowed' });
    };
    const rule = routeRules[name];
    if (!rule || !permissionsAnywhere(signedIn.access).has(rule.may)) return refused();
    const place = await placeOf(deps.table, c, rule, parametersOf(c, answering));
    if (place === 'elsewhere') return problemPage(deps, c, { kind: 'not-found' });
    if (!place.has(rule.may)) return refused();
    if (rule.signedInLately && !isLately(deps, signedIn.authenticatedAt))
      return c.redirect(`/admin/sign-in?again&to=${encodeURIComponent(pageBefore(deps, c))}`, 303);
    c.set('signedIn', { ...signedIn, permissions: place });
    c.set('may', rule.may);
    return next();
  };
}

function isLately({ clock }: ConsoleDeps, authenticatedAt: string): boolean {
  return clock.nowMs() - Date.parse(authenticatedAt) <= minutes(latelyMinutes);
}

/** What they may do there; `elsewhere` where there is nobody, or nobody whom they may look at. */
async function placeOf(
  table: Table,
  c: ConsoleContext,
  { about }: RouteRule,
  values: Readonly<Record<string, string>>,
): Promise<ReadonlySet<Permission> | 'elsewhere'> {
  const { access } = c.get('signedIn');
  if (about === 'list') return placeOfList(table, c);
  const id = await cohortOf(table, about, values);
  const found = id ? await table.get(key.cohort(id), cohort) : undefined;
  return unlessElsewhere(found ? permissionsAt(access, found) : new Set());
}

/** A list is about what its reader may see, or about the cohorts that the request names. */
async function placeOfList(table: Table, c: ConsoleContext): Promise<ReadonlySet<Permission> | 'elsewhere'> {
  const { access } = c.get('signedIn');
  const named = [...(c.req.queries('cohort') ?? []), ...(c.req.method === 'POST' ? c.get('form').all('cohort') : [])];
  const cohorts = await table.getMany([...new Set(named)].filter(Boolean).map(key.cohort), cohort);
  const there = cohorts.map((each) => permissionsAt(access, each));
  const everywhere = [...permissionsAnywhere(access)].filter((each) => there.every((those) => those.has(each)));
  return unlessElsewhere(new Set(everywhere));
}

function unlessElsewhere(there: ReadonlySet<Permission>): ReadonlySet<Permission> | 'elsewhere' {
  return there.has('look') ? there : 'elsewhere';
}

const member = v.object({ cohortId: v.string() });

async function cohortOf(
  table: Table,
  about: Exclude<Subject, 'list'>,
  { id = '', cohort: cohortId = id }: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  switch (about) {
    case 'participant':
    case 'nomination':
      return (await table.get(key.driven(about, id), member))?.cohortId;
    case 'work-group':
    case 'cohort':
      return cohortId;
  }
}

/** The parameters of the route that will answer, decoded as it will see them. Hono gives a middleware its own alone. */
function parametersOf(c: ConsoleContext, routeIndex: number): Record<string, string> {
  const own = c.req.routeIndex;
  c.req.routeIndex = routeIndex;
  try {
    return c.req.param();
  } finally {
    c.req.routeIndex = own;
  }
}
