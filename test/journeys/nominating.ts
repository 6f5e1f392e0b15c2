import * as v from 'valibot';
import { type Nomination, nomination } from '../../functions/domain/nomination.ts';
import { places } from '../../functions/domain/places.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { type Decision, decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { setCapacity } from '../../functions/nominations/waiting-list.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/table.ts';
import { openCohort } from '../../functions/programmes/open-cohort.ts';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import { createSite } from '../../functions/site/create-site.ts';
import type { KeptMail } from '../../local/world/in-memory-mailer.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { nominate, openWorld, sampleCohort, type Typed } from '../local/world/people.ts';
import { cohortText } from '../support/factories.ts';

const site = 'https://in-memory.example';
const by = 'sample-admin';

/** The sample cohort with so many places, on Wed 4 Mar 2026, 10:00, in the first week of its window. */
export async function worldWith({ capacity }: { capacity: number }): Promise<InMemoryWorld> {
  const world = await openWorld();
  await setCapacity(world.deps, sampleCohort, { capacity, by });
  return world;
}

export async function factsOf(world: InMemoryWorld, id: string): Promise<Nomination> {
  return v.parse(nomination, await world.table.get(key.driven('nomination', id), nomination));
}

export async function statusOf(world: InMemoryWorld, id: string): Promise<string> {
  return (await factsOf(world, id)).status;
}

export async function placesOf(world: InMemoryWorld, cohortId: string = sampleCohort) {
  return v.parse(places, await world.table.get(key.cohortPlaces(cohortId), places));
}

export async function logOf(world: InMemoryWorld, id: string): Promise<Item[]> {
  return world.table.queryAll({ pk: partition.subject('nomination', id), prefix: 'LOG#' });
}

export async function promise(world: InMemoryWorld, id: string, role: 'head' | 'nominee'): Promise<void> {
  await answerPromise(world.deps, id, { role, state: 'given', reason: '', textVersion: '1' });
  await world.settle();
}

/** Nominated, with both promises there. */
export async function promised(world: InMemoryWorld, name: string, typed?: Typed): Promise<string> {
  const id = await nominate(world, name, typed);
  await promise(world, id, 'head');
  await promise(world, id, 'nominee');
  return id;
}

export async function decide(world: InMemoryWorld, id: string, outcome: Decision['outcome']) {
  const decided = await decideNomination(world.deps, id, { outcome, reason: 'Sample reason', by });
  await world.settle();
  return decided;
}

/** Accepted and enrolled; answers the participant's id. */
export async function takesPlace(world: InMemoryWorld, name: string): Promise<string> {
  const id = await promised(world, name);
  await decide(world, id, 'accepted');
  return String((await factsOf(world, id)).participantId);
}

/** On the waiting list, in this order. */
export async function wait(world: InMemoryWorld, ...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const id = await promised(world, name);
    await decide(world, id, 'waitlisted');
    ids.push(id);
  }
  return ids;
}

/** The next year's cohort of the same programme, whose window opens on 1 June 2026. */
export async function openNextCohort(world: InMemoryWorld): Promise<string> {
  const id = 'sample-2027';
  const cohort = cohortText
    .replace(/20(26|27|28)/g, (year) => String(Number(year) + 1))
    .replace('opens: 2027-03-03 09:00', 'opens: 2026-06-01 09:00');
  await openCohort(world.deps, { file: `${id}.yaml`, cohort: yamlContent(cohort) });
  return id;
}

export function mailsOf(world: InMemoryWorld, prompt: string): KeptMail[] {
  return world.mailer.mails.filter(({ tags }) => tags.prompt === prompt);
}

export function lastMailTo(world: InMemoryWorld, address: string): KeptMail {
  const mail = world.mailer.mails.filter(({ to }) => to === address).at(-1);
  if (!mail) throw new Error(`No e-mail went to ${address}`);
  return mail;
}

/** The path of the e-mail's one link of ours that begins so. */
export function linkIn({ text }: KeptMail, path: string): string {
  const [link] = new RegExp(`${site}(/${path}/\\S+)`).exec(text)?.slice(1) ?? [];
  if (!link) throw new Error(`No link to /${path} in the e-mail`);
  return link;
}

/** The site over the same world, as a browser without script sees it. */
export function browserOf(world: InMemoryWorld) {
  const assets = { addresses: { css: '/assets/a.css', js: '/assets/a.js', icon: '/assets/a.svg' }, files: new Map() };
  const app = createSite({ ...world.deps, siteUrl: site, assets });
  return {
    get: async (path: string) => (await app.request(`${site}${path}`)).text(),
    status: async (path: string, method = 'GET') => (await app.request(`${site}${path}`, { method })).status,
    post: async (path: string, fields: Record<string, string>) => {
      const answer = await app.request(`${site}${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site },
      });
      await world.settle();
      return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() };
    },
  };
}
