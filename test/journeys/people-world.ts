import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { checkIn } from '../../functions/check-ins/check-in.ts';
import { type Participant, participant } from '../../functions/domain/participant.ts';
import { type PromptRow, promptRow } from '../../functions/domain/prompt.ts';
import { readJourney } from '../../functions/journeys/read-journey.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { sampleCohort, sessionsOf } from '../local/world/people.ts';

export const laterCohort = 'sample-2027';

const file = (path: string) => readFileSync(new URL(`../../programmes/${path}`, import.meta.url), 'utf8');

/** The same cohort a year later, on the programme's next version, which has one day fewer in year 2 to catch up. */
export async function openNextYear(world: InMemoryWorld): Promise<void> {
  const programme = file('secondary-mastery-specialist.yaml')
    .replace('\nversion: 1\n', '\nversion: 2\n')
    .replace('title: Central day 6,', 'title: Closing day,');
  const cohort = file('cohorts/sample-2026.yaml')
    .replace(/\b202[678]\b/g, (year) => String(Number(year) + 1))
    .replace('version: 1 }', 'version: 2 }');
  await world.open({ file: 'next.yaml', text: programme }, { file: 'next-cohort.yaml', text: cohort });
}

export async function factsOf(world: InMemoryWorld, id: string): Promise<Participant> {
  const facts = await world.table.get(key.driven('participant', id), participant);
  if (!facts) throw new Error(`There is no participant ${id}`);
  return facts;
}

export async function viewOf(world: InMemoryWorld, id: string) {
  const view = await readJourney(world.table, id);
  if (!view) throw new Error(`There is no participant ${id}`);
  return view;
}

export async function placesTaken(world: InMemoryWorld, cohortId: string = sampleCohort): Promise<number> {
  const item = await world.table.get(key.cohortPlaces(cohortId), v.object({ taken: v.pipe(v.number(), v.integer()) }));
  return item?.taken ?? Number.NaN;
}

export async function membersOf(world: InMemoryWorld, cohortId: string): Promise<string[]> {
  const rows = await world.table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  return rows.map(({ sk }) => sk.slice('PART#'.length));
}

export async function logOf(world: InMemoryWorld, id: string) {
  const line = v.object({ what: v.string(), to: v.string(), why: v.string(), by: v.string() });
  const rows = await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'LOG#' });
  return rows.map((row) => v.parse(line, row));
}

export async function rowsOf(world: InMemoryWorld, id: string, prompt: string): Promise<PromptRow[]> {
  const rows = await world.table.queryAll({ pk: partition.subject('participant', id), prefix: `E#PROMPT#${prompt}#` });
  return rows.map((row) => v.parse(promptRow, row));
}

/** The e-mails about a participant since a moment, as `prompt > address`. */
export function mailsSince(world: InMemoryWorld, id: string, since: string): string[] {
  return world.mailer.mails
    .filter(({ at, tags }) => tags.subject === id && at >= Date.parse(since))
    .map(({ to, tags }) => `${tags.prompt} > ${to}`);
}

/** Every e-mail that two people or occasions share would be one too many. */
export function sentTwice(world: InMemoryWorld): string[] {
  const seen = new Set<string>();
  return world.mailer.mails
    .map(({ tags }) => `${tags.subject} ${tags.occasion}`)
    .filter((each) => seen.size === seen.add(each).size);
}

/** Comes to a session and checks in five minutes after its start. */
export async function attend(world: InMemoryWorld, id: string, sessionId: string): Promise<void> {
  const session = (await sessionsOf(world)).find((each) => each.id === sessionId);
  if (!session) throw new Error(`There is no session ${sessionId}`);
  await world.jumpTo(new Date(Date.parse(session.startsAt) + 300_000).toISOString());
  const checked = await checkIn(world.deps, id, session.id, session.checkInCode);
  if (checked.outcome !== 'checked-in') throw new Error(`Not checked in: ${checked.outcome}`);
  await world.settle();
}
