import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';
import { environments } from '../../infra/settings.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { seededRandom } from '../../local/faults/faults.ts';
import { prepareAssembly } from '../../local/start/assembly-cache.ts';
import { readProgrammeFiles } from '../../local/start/programme-files.ts';
import { seedSample } from '../../local/start/seed.ts';
import { freePort } from '../demo/local-cloud.ts';
import { Story } from '../demo/story.ts';
import { EmbeddedCloud } from '../grants/embedded-cloud.ts';
import { copyAssembly } from '../grants/template-grants.ts';
import { Fuzzer, type FuzzRequest } from './fuzzer.ts';
import { publicRoutes } from './public-routes.ts';

const root = join(import.meta.dirname, '..', '..');

export interface FuzzReport {
  readonly requests: number;
  readonly routes: number;
  readonly seed: number;
  readonly serverErrors: number;
  readonly changedByGet: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The first of what went wrong, by route. */
  readonly wrong: readonly string[];
}

/**
 * Sends requests to an embedded cloud of its own in which the demo's schools have nominated, been asked and been
 * decided on, so that there are genuine links of every kind. Whether a GET changed something is told by the writes that
 * the site's and the console's roles were let through for.
 */
export async function runFuzz(requests: number, seed: number, tell: (line: string) => void): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-fuzz-'));
  const port = await freePort();
  const made = await prepareAssembly({ root, settings: environments.local });
  copyAssembly(made, folder, { siteUrl: [environments.local.siteUrl, `http://127.0.0.1:${port}`] });
  const files = readProgrammeFiles(root, templateKeys);
  const cloud = await startCloud({
    assembly: folder,
    state: 'memory',
    port,
    clock: { start: Date.parse('2026-03-02T09:00:00Z'), mode: 'paused' },
    seed: (invoke, isFirst) => seedSample(invoke, files, isFirst),
    randomSeed: seed,
    log: () => {},
  });
  try {
    tell('embedded cloud started');
    await new Story(new EmbeddedCloud(cloud, () => {}), () => {}).nominate();
    tell('nominations, promises and decisions are there');
    return await fuzz(cloud, requests, seed, tell);
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fuzz(cloud: Cloud, requests: number, seed: number, tell: (line: string) => void): Promise<FuzzReport> {
  const routes = publicRoutes();
  const found = new Genuine(cloud);
  const random = seededRandom(seed);
  const fuzzer = new Fuzzer({ routes, siteUrl: cloud.url, random, genuine: (place) => found.in(place) });
  const statuses: Record<string, number> = {};
  const wrong: string[] = [];
  let serverErrors = 0;
  let changedByGet = 0;
  for (let sent = 0; sent < requests; sent += 1) {
    const request = fuzzer.next();
    const before = writesOf(cloud);
    const { status, html, location } = await send(cloud, request);
    if (request.method !== 'POST' && writesOf(cloud) !== before) {
      changedByGet += 1;
      wrong.push(`${request.route} changed something`);
    }
    if (status >= 500) {
      serverErrors += 1;
      wrong.push(`${request.route} answered ${status}, request ${sent}`);
    }
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (request.method === 'GET') fuzzer.learn(request, html);
    found.note(location);
    if ((sent + 1) % 1000 === 0) tell(`${sent + 1} requests`);
  }
  return { requests, routes: routes.length, seed, serverErrors, changedByGet, statuses, wrong: wrong.slice(0, 20) };
}

async function send({ url }: Cloud, request: FuzzRequest) {
  const { method, path, headers, body } = request;
  const answer = await fetch(url + path, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) });
  return { status: answer.status, html: await answer.text(), location: answer.headers.get('location') ?? '' };
}

/** How many changes the functions that serve pages were let make. */
function writesOf({ world }: Cloud): number {
  return world.authority
    .grants()
    .filter(({ statement, action }) => /\/(Site|Console)[^/]*DefaultPolicy/.test(statement) && isChange(action))
    .reduce((sum, { count }) => sum + count, 0);
}

function isChange(action: string): boolean {
  return /:(Put|Update|Delete|Start|Send|ConditionCheck)/.test(action);
}

/** Values that lead somewhere: the tokens of e-mails, forms that were begun, and what the sample is made of. */
class Genuine {
  readonly #cloud: Cloud;
  readonly #drafts: string[] = [];
  #tokens: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  in(place: string): readonly string[] {
    const [, area = '', parameter = ''] = place.split('/');
    if (parameter === ':draft') return this.#drafts.slice(-50);
    if (parameter === ':token' && place.split('/').length === 3) return this.#tokensOf(area);
    if (/session/i.test(place)) return ['launch', 'central-1', 'meeting-1'];
    if (/cohort/i.test(place)) return ['sample-2026', 'sample-work-group-2026'];
    return [];
  }

  /** Keeps what a redirect leads to. */
  note(location: string): void {
    const draft = /^\/nominate\/([\w-]{20,})\/school$/.exec(location)?.[1];
    if (draft) this.#drafts.push(draft);
  }

  #tokensOf(area: string): readonly string[] {
    this.#tokens ??= tokensIn(this.#cloud.world.ses.list().map(({ text }) => text));
    return this.#tokens.get(area) ?? [];
  }
}

function tokensIn(texts: readonly string[]): Map<string, string[]> {
  const tokens = new Map<string, Set<string>>();
  for (const text of texts)
    for (const [, area = '', token = ''] of text.matchAll(/https?:\/\/[^/\s]+\/([a-z-]+)\/([\w-]+\.[\w-]+)/g))
      tokens.set(area, (tokens.get(area) ?? new Set()).add(token));
  return new Map([...tokens].map(([area, found]) => [area, [...found]]));
}
