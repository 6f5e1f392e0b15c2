import { expect, test } from 'vitest';
import { seededRandom } from '../../../local/faults/faults.ts';
import { Fuzzer, type Route } from '../../../scripts/fuzz/fuzzer.ts';
import { publicRoutes } from '../../../scripts/fuzz/public-routes.ts';
import { participantId } from '../../functions/site/fixtures.ts';
import { SiteWorld, siteUrl } from '../../functions/site/world.ts';

const site = (route: Route) => !route.path.startsWith('/admin');

test('the routes are those that the apps themselves answer, the console’s among them', () => {
  const routes = publicRoutes().map(({ method, path }) => `${method} ${path}`);
  expect(routes).toContain('POST /nominate/:draft/found');
  expect(routes).toContain('GET /admin/nominations/:id');
  expect(new Set(routes).size).toBe(routes.length);
});

test('the same seed makes the same requests', () => {
  const made = (seed: number) => {
    const fuzzer = new Fuzzer({ routes: publicRoutes(), siteUrl, random: seededRandom(seed), genuine: () => [] });
    return Array.from({ length: 200 }, () => fuzzer.next());
  };
  expect(made(7)).toEqual(made(7));
  expect(made(7)).not.toEqual(made(8));
});

test('no seeded request meets a server error, and a scanner that opens every link changes nothing', async () => {
  const world = await new SiteWorld('2026-10-10T10:00:00Z').seedParticipant();
  const token = world.link('participant', participantId);
  const genuine = (place: string) => (place === '/me/:token' ? [token] : []);
  const fuzzer = new Fuzzer({ routes: publicRoutes().filter(site), siteUrl, random: seededRandom(1), genuine });
  const wrong: string[] = [];
  for (let sent = 0; sent < 600; sent += 1) {
    const request = fuzzer.next();
    const { method, path, headers, body, route } = request;
    const before = world.writes;
    const answer = await world.get(path, { method, headers, ...(body !== undefined && { body }) });
    if (answer.status >= 500) wrong.push(`${route} answered ${answer.status}`);
    if (method !== 'POST' && world.writes !== before) wrong.push(`${route} changed something`);
    if (method === 'GET') fuzzer.learn(request, await answer.text());
  }
  expect(wrong).toEqual([]);
});
