import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { shardOf } from '../../../functions/domain/driven.ts';
import { nominationId } from '../../../functions/domain/ids.ts';
import type { Nomination } from '../../../functions/domain/nomination.ts';
import { participant } from '../../../functions/domain/participant.ts';
import { type People, people as peopleSchema } from '../../../functions/domain/people.ts';
import { readPeople } from '../../../functions/driving/read-people.ts';
import { enrol, participantIdFor } from '../../../functions/nominations/enrol.ts';
import { key } from '../../../functions/platform/keys.ts';
import { aNomination, aParticipant, sampleCohort } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2026-05-12T09:00:00.000Z';
const facts = aNomination({ status: 'accepted', version: 5, leg: 1, dueBy: now });
const participantId = participantIdFor(facts.id);
const people: People = v.parse(peopleSchema, {
  nominee: { name: 'Nia Nominee', email: 'nia@school.example', linkEpoch: 4 },
  head: { name: 'Hari Head', email: 'head@school.example', emailState: 'bounced', linkEpoch: 2 },
  nominator: { name: 'Nora Nominator', email: 'nora@school.example' },
});
const request = { id: facts.id as string, step: { seen: 5, leg: 1 } };

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort();
  await put({});
});

async function put(changes: Partial<Nomination>): Promise<void> {
  await world.putDriven({ ...facts, ...changes }, people);
}

describe('enrolling', () => {
  test('makes the participant, who is at the beginning and on the cohort’s list', async () => {
    expect(await enrol(world.deps, request)).toEqual({ participantId });
    const made = await world.table.get(key.driven('participant', participantId), participant);
    expect(made).toMatchObject({
      id: participantId,
      nominationId: facts.id,
      cohortId: sampleCohort.id,
      programme: facts.programme,
      schoolName: facts.schoolName,
      status: 'onboarding',
      enrolledAt: now,
      dueBy: now,
      shard: shardOf(participantId),
    });
    expect(await world.item(key.cohortParticipant(sampleCohort.id, participantId))).toMatchObject({ joinedAt: now });
    expect(await world.facts('nomination', facts.id)).toMatchObject({ participantId, version: 6, wakeDue: now });
  });

  test('begins the journey’s first leg', async () => {
    await enrol(world.deps, request);
    expect(world.workflows.running).toEqual([`${participantId}-0-1`]);
    expect(await world.facts('participant', participantId)).toMatchObject({ leg: 1 });
  });

  test('takes the people along, with links that begin anew', async () => {
    await enrol(world.deps, request);
    expect(await readPeople(world.table, 'participant', participantId)).toEqual({
      participant: { ...people.nominee, linkEpoch: 0 },
      head: { ...people.head, linkEpoch: 0 },
      nominator: people.nominator,
    });
  });

  test('twice makes one participant and one execution', async () => {
    await enrol(world.deps, request);
    const before = world.everything();
    expect(await enrol(world.deps, request)).toEqual({ participantId });
    expect(world.everything()).toBe(before);
    expect(world.workflows.running).toEqual([`${participantId}-0-1`]);
  });

  test('two runs at once make one participant, and neither fails', async () => {
    world.meanwhile = { action: 'TransactWriteItems', happens: async () => void (await enrol(world.deps, request)) };
    expect(await enrol(world.deps, request)).toEqual({ participantId });
    expect(await world.facts('participant', participantId)).toMatchObject({ leg: 1 });
    expect(world.workflows.running).toEqual([`${participantId}-0-1`]);
  });

  test('a crash before the first leg begins is put right by the Task’s retry', async () => {
    world.workflows.failsToStart = new Error('the process died');
    await expect(enrol(world.deps, request)).rejects.toThrow('the process died');
    await enrol(world.deps, request);
    expect(world.workflows.running).toEqual([`${participantId}-0-1`]);
    expect(await world.facts('nomination', facts.id)).toMatchObject({ version: 6 });
  });

  test('two transactions that met are for the Task’s retry, by the name that it retries', async () => {
    world.mishaps.push({ action: 'TransactWriteItems', when: 'before', error: 'TransactionConflict' });
    await expect(enrol(world.deps, request)).rejects.toMatchObject({ name: 'TransactionConflict' });
    expect(await enrol(world.deps, request)).toEqual({ participantId });
  });
});

describe('not enrolling', () => {
  test('a plan on older facts, or of a leg that no longer drives, writes nothing', async () => {
    await world.table.write(othersChange({ kind: 'nomination', id: facts.id, seen: 5 }, now));
    const before = world.everything();
    await enrol(world.deps, request);
    await enrol(world.deps, { id: facts.id, step: { seen: 6, leg: 2 } });
    expect(world.everything()).toBe(before);
    expect(world.workflows.asked).toEqual([]);
  });

  test('a change between the read and the write writes nothing, and the next plan enrols', async () => {
    world.meanwhile = {
      action: 'TransactWriteItems',
      happens: async () => {
        await world.table.write(othersChange({ kind: 'nomination', id: facts.id, seen: 5 }, now));
      },
    };
    await enrol(world.deps, request);
    expect(await world.facts('participant', participantId)).toBeUndefined();
    await enrol(world.deps, { id: facts.id, step: { seen: 6, leg: 1 } });
    expect(world.workflows.running).toEqual([`${participantId}-0-1`]);
  });

  test('a participant of that id who is somebody else’s is a fault, not an overwrite', async () => {
    const someone = aParticipant({ id: participantId, nominationId: v.parse(nominationId, 'THER2345') });
    await world.putDriven(someone);
    await expect(enrol(world.deps, request)).rejects.toMatchObject({ name: 'NotToEnrol' });
    expect(await world.facts('participant', participantId)).toMatchObject({ nominationId: 'THER2345' });
  });

  test('a nomination that is not there is a fault', async () => {
    await expect(enrol(world.deps, { ...request, id: 'WHAT2345' })).rejects.toMatchObject({ name: 'NotToEnrol' });
  });
});

test('the participant’s reference follows from the nomination’s, and differs from it', () => {
  expect(participantIdFor('NEMN2345')).toBe(participantIdFor('NEMN2345'));
  expect(participantIdFor('NEMN2345')).not.toBe(participantIdFor('NEMN2346'));
  expect(v.safeParse(nominationId, participantIdFor('NEMN2345')).success).toBe(true);
});

describe('enrolling a pair', () => {
  const pair = {
    partnerRole: 'Teacher of mathematics',
    experience: { nominee: 'specialist', partner: 'neither' },
  } as const;
  const partnerId = participantIdFor(facts.id, 'partner');

  beforeEach(async () => {
    await world.putDriven(
      { ...facts, pair },
      { ...people, ...v.parse(peopleSchema, { partner: { name: 'Pia Partner', email: 'pia@school.example' } }) },
    );
  });

  test('makes two participants who know of each other, and begins both journeys', async () => {
    await enrol(world.deps, request);
    expect(await world.facts('participant', participantId)).toMatchObject({
      pair: { partnerId, experience: 'specialist' },
    });
    expect(await world.facts('participant', partnerId)).toMatchObject({
      pair: { partnerId: participantId, experience: 'neither' },
    });
    expect(world.workflows.running).toEqual([`${participantId}-0-1`, `${partnerId}-0-1`]);
    expect(await world.facts('nomination', facts.id)).toMatchObject({ participantId, partnerParticipantId: partnerId });
  });

  test('takes each one’s partner along as somebody to write to', async () => {
    await enrol(world.deps, request);
    expect(await readPeople(world.table, 'participant', participantId)).toMatchObject({
      participant: { name: 'Nia Nominee' },
      partner: { name: 'Pia Partner' },
    });
    expect(await readPeople(world.table, 'participant', partnerId)).toMatchObject({
      participant: { name: 'Pia Partner' },
      partner: { name: 'Nia Nominee' },
      head: { name: 'Hari Head' },
    });
  });

  test('twice makes the same two', async () => {
    await enrol(world.deps, request);
    expect(await enrol(world.deps, request)).toEqual({ participantId });
    expect(world.workflows.running).toEqual([`${participantId}-0-1`, `${partnerId}-0-1`]);
  });
});
