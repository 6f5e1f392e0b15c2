import { beforeEach, describe, expect, test } from 'vitest';
import type { Nomination } from '../../../functions/domain/nomination.ts';
import { type Decision, decideNomination } from '../../../functions/nominations/decide-nomination.ts';
import { aNomination } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2026-05-12T09:00:00.000Z';
const { id } = aNomination();
const given = { state: 'given', at: '2026-05-01T09:00:00.000Z' };
const ready = { status: 'awaiting-decision', promises: { head: given, nominee: given }, version: 4, dueBy: now };
const accept: Decision = { outcome: 'accepted', reason: '', by: 'sample-admin' };
const decline: Decision = { outcome: 'declined', reason: 'The cohort is for schools new to it.', by: 'sample-admin' };
const waitlist: Decision = { outcome: 'waitlisted', reason: '', by: 'sample-admin' };

let world: FunctionsWorld;
beforeEach(() => {
  world = new FunctionsWorld(now);
});

async function put(facts: Partial<Record<keyof Nomination, unknown>> = {}, places = { taken: 3, capacity: 5 }) {
  await world.putCohort(places);
  await world.putDriven(aNomination({ ...ready, ...facts }));
}

const decide = (decision: Decision, which: string = id) => decideNomination(world.deps, which, decision);

describe('accepting', () => {
  test('records the decision, takes a place, wakes the nomination and is on the record', async () => {
    await put();
    expect(await decide({ ...accept, reason: 'Strong' })).toEqual({ decided: true });
    expect(await world.facts('nomination', id)).toMatchObject({
      status: 'accepted',
      statusSince: now,
      decision: { outcome: 'accepted', reason: 'Strong', at: now },
      version: 5,
      wakeDue: now,
    });
    expect(await world.placesTaken()).toBe(4);
    expect(await world.logOf('nomination', id)).toMatchObject([
      { what: 'decision', to: 'accepted', why: 'Strong', by: 'sample-admin', at: now },
    ]);
  });

  test('an early career teacher needs a reason for the exception, which is kept', async () => {
    await put({ eligibility: { reasons: ['early-career'] } });
    expect(await decide(accept)).toEqual({ decided: false, why: 'not-eligible' });
    expect(await world.placesTaken()).toBe(3);
    expect(await decide({ ...accept, reason: 'Ends induction in July' })).toEqual({ decided: true });
    expect(await world.facts('nomination', id)).toMatchObject({
      eligibility: { reasons: ['early-career'], override: { reason: 'Ends induction in July', at: now } },
    });
  });

  test('a pair takes two places, and no single one that is left', async () => {
    const pair = { partnerRole: 'Teacher', experience: { nominee: 'specialist', partner: 'neither' } };
    await put({ pair, promises: { head: given, nominee: given, partner: given } }, { taken: 3, capacity: 4 });
    expect(await decide(accept)).toEqual({ decided: false, why: 'full' });
    await put({ pair, promises: { head: given, nominee: given, partner: given } }, { taken: 3, capacity: 5 });
    expect(await decide(accept)).toEqual({ decided: true });
    expect(await world.placesTaken()).toBe(5);
  });

  test('twice takes one place', async () => {
    await put();
    await decide(accept);
    const before = world.everything();
    expect(await decide(accept)).toEqual({ decided: true });
    expect(world.everything()).toBe(before);
  });

  test('takes the last place, and no place more', async () => {
    await put({}, { taken: 4, capacity: 5 });
    const other = aNomination({ ...ready, id: 'THER2345' });
    await world.putDriven(other);
    expect(await decide(accept)).toEqual({ decided: true });
    const before = world.everything();
    expect(await decide(accept, other.id)).toEqual({ decided: false, why: 'full' });
    expect(world.everything()).toBe(before);
    expect(await world.placesTaken()).toBe(5);
  });

  test('of two at once, the one who comes second finds the last place taken', async () => {
    await put({}, { taken: 4, capacity: 5 });
    const other = aNomination({ ...ready, id: 'THER2345' });
    await world.putDriven(other);
    world.meanwhile = { action: 'TransactWriteItems', happens: async () => void (await decide(accept, other.id)) };
    expect(await decide(accept)).toEqual({ decided: false, why: 'full' });
    expect(await world.facts('nomination', other.id)).toMatchObject({ status: 'accepted' });
    expect(await world.facts('nomination', id)).toMatchObject({ status: 'awaiting-decision', version: 4 });
  });

  test('of two at once on the same nomination, both see it accepted and it takes one place', async () => {
    await put();
    world.meanwhile = { action: 'TransactWriteItems', happens: async () => void (await decide(accept)) };
    expect(await decide(accept)).toEqual({ decided: true });
    expect(await world.placesTaken()).toBe(4);
  });

  test('two transactions that met are tried again', async () => {
    await put();
    world.mishaps.push({ action: 'TransactWriteItems', when: 'before', error: 'TransactionConflict' });
    expect(await decide(accept)).toEqual({ decided: true });
    expect(await world.placesTaken()).toBe(4);
  });

  test('a change in between does not undo the decision: it is decided on the newer facts', async () => {
    await put();
    world.meanwhile = {
      action: 'TransactWriteItems',
      happens: async () => {
        const subject = { kind: 'nomination', id, seen: 4 } as const;
        await world.table.write(othersChange(subject, now, { set: { linkAskedAt: { head: now } } }));
      },
    };
    expect(await decide(accept)).toEqual({ decided: true });
    expect(await world.facts('nomination', id)).toMatchObject({ status: 'accepted', version: 6 });
  });

  test('waits for both promises', async () => {
    await put({ status: 'awaiting-promises', promises: { head: given, nominee: { state: 'awaited' } } });
    const before = world.everything();
    expect(await decide(accept)).toEqual({ decided: false, why: 'not-ready' });
    expect(await decide(waitlist)).toEqual({ decided: false, why: 'not-ready' });
    expect(world.everything()).toBe(before);
  });

  test('is not possible once a promise was taken back, even while that can still be undone', async () => {
    await put({ promises: { head: given, nominee: { state: 'refused', at: now } } });
    expect(await decide(accept)).toEqual({ decided: false, why: 'not-ready' });
    expect(await world.placesTaken()).toBe(3);
  });

  test('a nomination on the waiting list takes a place as any other', async () => {
    await put({ status: 'waitlisted' });
    expect(await decide(accept)).toEqual({ decided: true });
    expect(await world.placesTaken()).toBe(4);
  });
});

describe('declining and the waiting list', () => {
  test.each([decline, waitlist])('$outcome takes no place', async (decision) => {
    await put();
    expect(await decide(decision)).toEqual({ decided: true });
    expect(await world.facts('nomination', id)).toMatchObject({ status: decision.outcome });
    expect(await world.placesTaken()).toBe(3);
  });

  test('declining needs no promise', async () => {
    await put({ status: 'awaiting-promises', promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' } } });
    expect(await decide(decline)).toEqual({ decided: true });
  });

  test('declining twice is on the record once', async () => {
    await put();
    await decide(decline);
    await decide(decline);
    expect(await world.logOf('nomination', id)).toHaveLength(1);
  });
});

describe('too late', () => {
  test.each(['accepted', 'withdrawn', 'expired'] as const)('what is %s can no longer be declined', async (status) => {
    await put({ status });
    const before = world.everything();
    expect(await decide(decline)).toEqual({ decided: false, why: 'already-decided' });
    expect(world.everything()).toBe(before);
  });

  test('an admin who saw another status looks again', async () => {
    await put({ status: 'waitlisted' });
    const before = world.everything();
    expect(await decide({ ...decline, seen: 'awaiting-decision' })).toEqual({
      decided: false,
      why: 'changed-meanwhile',
    });
    expect(world.everything()).toBe(before);
    expect(await decide({ ...decline, seen: 'waitlisted' })).toEqual({ decided: true });
  });

  test('an unknown reference is unknown', async () => {
    await put();
    expect(await decide(accept, 'WHAT2345')).toEqual({ decided: false, why: 'unknown' });
  });
});

test('the log has no reason and no name', async () => {
  await put();
  await decide(decline);
  expect(world.logged.join('\n')).not.toContain('new to it');
});
