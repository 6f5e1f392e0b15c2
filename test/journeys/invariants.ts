import * as v from 'valibot';
import { expect } from 'vitest';
import { executionName } from '../../functions/domain/driven.ts';
import { foundBy } from '../../functions/domain/found-by.ts';
import { halfDayLedger } from '../../functions/domain/half-days.ts';
import { nextJourneyStep } from '../../functions/domain/journey.ts';
import { momentsFor } from '../../functions/domain/moments-memo.ts';
import { isSilenced } from '../../functions/domain/participant-occasions.ts';
import { people } from '../../functions/domain/people.ts';
import { occasionKey } from '../../functions/domain/prompt.ts';
import { isTakingPart } from '../../functions/domain/taking-part.ts';
import { readPeople } from '../../functions/driving/read-people.ts';
import { drivenSk, key, partition, peopleSk } from '../../functions/platform/keys.ts';
import { decideSending } from '../../functions/prompts/decide-sending.ts';
import { ledgerRow } from '../../functions/prompts/ledger-row.ts';
import { readSubject } from '../../functions/prompts/read-subject.ts';
import { plainItem } from '../../local/services/dynamodb/plain-item.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { factsOf, sentTwice, viewOf } from './people-world.ts';

/** The name of the execution that drives a participant now. */
export async function drivingOf(world: InMemoryWorld, id: string): Promise<string> {
  return executionName(id, await factsOf(world, id));
}

/**
 * Writes down each e-mail that is not for somebody of that status, as it goes out: what is not marked for the status, and
 * anything at all after a bereavement.
 */
export function watchMails(world: InMemoryWorld, id: string): string[] {
  const wrong: string[] = [];
  const send = world.mailer.send.bind(world.mailer);
  world.mailer.send = async (mail) => {
    if (mail.tags.subject === id) {
      const { programme, participant } = await viewOf(world, id);
      const rule = programme.prompts.find(({ key, subject }) => key === mail.tags.prompt && subject === 'participant');
      const statuses: readonly string[] = rule?.statuses ?? [];
      if (!statuses.includes(participant.status)) wrong.push(`${mail.tags.prompt} to somebody ${participant.status}`);
      if (isSilenced(participant)) wrong.push(`${mail.tags.prompt} after a bereavement`);
    }
    return send(mail);
  };
  return wrong;
}

/** What is always so of a participant once everything has come to rest. */
export async function expectAllIsWell(world: InMemoryWorld, id: string): Promise<void> {
  expect(sentTwice(world)).toEqual([]);
  await expectDriven(world, id);
  await expectNothingToDo(world, id);
  await expectSums(world, id);
  expectEverybodyFound(world);
}

const found = v.object({ pk: v.string(), sk: v.string(), found: v.record(v.string(), v.string()) });
const named = v.looseObject({ pk: v.string(), sk: v.string(), people: v.optional(people) });
const described = v.object({
  kind: v.picklist(['participant', 'nomination']),
  ...{ id: v.string(), cohortId: v.string(), schoolName: v.string(), schoolUrn: v.string() },
});

/** The rows that people are found by say what their records say, each in the cohort that it belongs to, and there are no others. */
export function expectEverybodyFound(world: InMemoryWorld): void {
  const items = world.backUp().map((item) => v.parse(named, plainItem(item)));
  const records = items.flatMap((item) => {
    const around = item.sk === peopleSk && item.people;
    const facts = items.find(({ pk, sk }) => pk === item.pk && sk === drivenSk);
    if (!around || !facts) return [];
    const record = v.parse(described, facts);
    return [{ ...key.found(record.kind, record.cohortId, record.id), found: foundBy(record, around) }];
  });
  // Whoever went on to another cohort has left a row that says nothing.
  const rows = items
    .filter(({ pk }) => pk.startsWith('FOUND#'))
    .map((item) => v.parse(found, item))
    .filter((row) => Object.keys(row.found).length > 0);
  const inOrder = (all: readonly v.InferOutput<typeof found>[]) => all.toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
  expect(inOrder(rows)).toEqual(inOrder(records));
}

/** Nobody is stranded, and nobody is driven by two. */
async function expectDriven(world: InMemoryWorld, id: string): Promise<void> {
  const { participant } = await viewOf(world, id);
  const running = world.executions
    .list()
    .filter(({ kind, name, status }) => kind === 'participant' && name.startsWith(id) && status === 'RUNNING')
    .map(({ name }) => name);
  if (participant.dueBy === undefined) {
    expect(isTakingPart(participant) || participant.status === 'deferred', participant.status).toBe(false);
    expect(running).toEqual([]);
    return;
  }
  expect(running).toEqual([executionName(id, participant)]);
  expect(participant.wait?.leg).toBe(participant.leg);
  expect(Date.parse(participant.wait?.until ?? '')).toBeGreaterThan(world.clock.now());
}

/** Planning again changes nothing, and no e-mail that should go is left where nothing sends it. */
async function expectNothingToDo(world: InMemoryWorld, id: string): Promise<void> {
  const view = await viewOf(world, id);
  const { participant } = view;
  const now = world.deps.clock.now();
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  const step = nextJourneyStep(view, moments, now);
  expect(nextJourneyStep(structuredClone(view), moments, now)).toEqual(step);
  if (participant.dueBy && !participant.parked) {
    const { kind, until, because } = participant.wait ?? {};
    expect(step).toEqual({ do: 'Wait', kind, until, because });
  }
  if (participant.parked) return;
  expect(await sendableRows(world, id)).toEqual([]);
}

/** Occasions that were not sent and that the mailer would send, were it asked again. */
async function sendableRows({ table, deps }: InMemoryWorld, id: string): Promise<string[]> {
  const subject = await readSubject(table, { kind: 'participant', id });
  const people = await readPeople(table, 'participant', id);
  const rows = await table.queryAll({ pk: partition.subject('participant', id), prefix: 'E#PROMPT#' });
  return rows
    .map((row) => v.parse(ledgerRow, row))
    .filter(({ state }) => state === 'queued' || state === 'suppressed')
    .filter((row) => subject && decideSending(subject, people, row, deps.clock.now()).send)
    .map(occasionKey);
}

async function expectSums(world: InMemoryWorld, id: string): Promise<void> {
  const view = await viewOf(world, id);
  const ledger = halfDayLedger(view, world.deps.clock.now());
  for (const bucket of ['central', 'in-school'] as const) {
    const entries = view.credits.filter((entry) => entry.bucket === bucket);
    const sum = entries.reduce((total, { amount }) => total + amount, 0);
    expect(sum).toBeGreaterThanOrEqual(0);
    const lines = ledger.filter((line) => line.bucket === bucket);
    expect(lines.reduce((total, { earned }) => total + earned, 0)).toBe(sum);
    for (const { needed, earned, short } of lines) expect(short).toBe(Math.max(0, needed - earned));
  }
}
