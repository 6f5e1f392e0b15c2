import type { ConsoleDeps } from '../../functions/console/console-deps.ts';
import { createConsole } from '../../functions/console/create-console.ts';
import { createSite } from '../../functions/site/create-site.ts';
import type { SiteDeps } from '../../functions/site/site-deps.ts';
import type { Route } from './fuzzer.ts';

/**
 * Nothing is called while an app is only asked for its routes, so all but two addresses are empty: the cast says what
 * isn't so, instead of a world that nobody would live in.
 */
const settings: Readonly<Record<string, string>> = { siteUrl: 'http://127.0.0.1', issuer: 'http://127.0.0.1' };
const untouched = new Proxy({}, { get: (_, name) => settings[String(name)] ?? {} }) as SiteDeps & ConsoleDeps;

/** Every route that the apps themselves answer, so that a new one can't be missed. */
export function publicRoutes(): Route[] {
  const apps = [createSite(untouched), createConsole(untouched)];
  const all = apps
    .flatMap(({ routes }) => routes)
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));
  return [...new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
}
