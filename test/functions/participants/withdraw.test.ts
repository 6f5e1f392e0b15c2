import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Participant } from '../../../functions/domain/participant.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { readPeople } from '../../../functions/driving/read-people.ts';
import { decideNomination } from '../../../functions/nominations/decide-nomination.ts';
import { undoWithdrawal } from '../../../functions/participants/undo-withdrawal.ts';
import { type Withdrawal, withdrawParticipant } from '../../../functions/participants/withdraw-participant.ts';
import { days } from '../../../functions/platform/clock.ts';
import { aNomination, aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2026-10-13T09:00:00.000Z';
const { id } = aParticipant();
const people = v.parse(peopleSchema, {
  participant: { name: 'Pat', email: 'pat@school.example', linkEpoch: 2 },
  head: { name: 'Hari', email: 'head@school.example', linkEpoch: 1 },
});
const withdrawal: Withdrawal = { reason: 'no-longer-responding', note: 'The head was written to.', by: 'sample-admin' };

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort({ taken: 5, capacity: 5 });
});

async function put(given: Partial<Record<keyof Participant, unknown>> = {}) {
  await world.putDriven(aParticipant({ version: 7, status: 'year-1', dueBy: now, ...given }), people);
}

const withdraw = () => withdrawParticipant(world.deps, id, withdrawal);

describe('withdrawing', () => {
  test('ends the part that they take, gives the place back, wakes the journey and is on the record', async () => {
    await put({ parked: { state: 'Restart', reason: 'x', since: now } });
    expect(await withdraw()).toEqual('withdrawn');
    const facts = await world.facts('participant', id);
    expect(facts).toMatchObject({
      status: 'withdrawn',
      statusSince: now,
      statusReason: 'no-longer-responding',
      statusBefore: 'year-1',
      version: 8,
      wakeDue: now,
    });
    expect(facts).not.toHaveProperty('parked');
    expect(await world.placesTaken()).toBe(4);
    expect(await world.logOf('participant', id)).toMatchObject([
      { from: 'year-1', to: 'withdrawn', why: 'No longer responding: The head was written to.', by: 'sample-admin' },
    ]);
  });

  test('makes the links that they were sent useless, and nobody else’s', async () => {
    await put();
    await withdraw();
    const { participant, head } = await readPeople(world.table, 'participant', id);
    expect(participant?.linkEpoch).toBe(3);
    expect(head?.linkEpoch).toBe(1);
  });

  test('somebody whose name was erased is withdrawn all the same', async () => {
    await world.putDriven(aParticipant({ version: 7, status: 'year-1', dueBy: now }));
    expect(await withdraw()).toEqual('withdrawn');
  });

  test('twice gives one place back', async () => {
    await put();
    await withdraw();
    const before = world.everything();
    expect(await withdraw()).toEqual('withdrawn');
    expect(world.everything()).toBe(before);
    expect(await world.placesTaken()).toBe(4);
  });

  test('two at once give one place back', async () => {
    await put();
    world.meanwhile = { action: 'TransactWriteItems', happens: async () => void (await withdraw()) };
    expect(await withdraw()).toEqual('withdrawn');
    expect(await world.placesTaken()).toBe(4);
  });

  test('a change, or another transaction, in between is withdrawn over', async () => {
    await put();
    world.mishaps.push({ action: 'TransactWriteItems', when: 'before', error: 'TransactionConflict' });
    world.meanwhile = {
      action: 'TransactWriteItems',
      happens: async () => {
        const subject = { kind: 'participant', id, seen: 7 } as const;
        await world.table.write(othersChange(subject, now, { set: { detailsConfirmedAt: now } }));
      },
    };
    expect(await withdraw()).toEqual('withdrawn');
    expect(await world.facts('participant', id)).toMatchObject({ status: 'withdrawn', detailsConfirmedAt: now });
  });

  test.each(['completed', 'replaced', 'merged'] as const)(
    'who is %s stays so, and the wish is on the record',
    async (status) => {
      await put({ status });
      const before = await world.facts('participant', id);
      expect(await withdraw()).toEqual('not-active');
      expect(await world.facts('participant', id)).toEqual(before);
      expect(await world.placesTaken()).toBe(5);
      expect(await world.logOf('participant', id)).toMatchObject([{ what: 'withdrawal', to: 'not done' }]);
    },
  );

  test('an unknown reference is unknown', async () => {
    expect(await withdraw()).toEqual('unknown');
  });

  test('the log has the coded reason and not the note', async () => {
    await put();
    await withdraw();
    expect(world.logged.join('\n')).toContain('no-longer-responding');
    expect(world.logged.join('\n')).not.toContain('head was written');
  });
});

describe('the place', () => {
  const given = { state: 'given', at: now } as const;
  const waiting = aNomination({ id: 'WATN2345', status: 'waitlisted', promises: { head: given, nominee: given } });
  const accept = () =>
    decideNomination(world.deps, waiting.id, { outcome: 'accepted', reason: '', by: 'sample-admin' });

  test('that was given back can go to the next', async () => {
    await put();
    await world.putDriven(waiting);
    expect(await accept()).toEqual({ decided: false, why: 'full' });
    await withdraw();
    expect(await accept()).toEqual({ decided: true });
    expect(await world.placesTaken()).toBe(5);
  });

  test('is taken again when the withdrawal is taken back, once', async () => {
    await put();
    await withdraw();
    expect(await undoWithdrawal(world.deps, id)).toBe('back');
    expect(await undoWithdrawal(world.deps, id)).toBe('not-withdrawn');
    expect(await world.placesTaken()).toBe(5);
    expect(await world.facts('participant', id)).toMatchObject({ status: 'year-1' });
  });

  test('that somebody else has by now is not taken twice', async () => {
    await put();
    await world.putDriven(waiting);
    await withdraw();
    await accept();
    expect(await undoWithdrawal(world.deps, id)).toBe('full');
    expect(await world.placesTaken()).toBe(5);
    expect(await world.facts('participant', id)).toMatchObject({ status: 'withdrawn' });
  });

  test('stays free when the time to take it back has passed', async () => {
    await put();
    await withdraw();
    world.pass(days(14));
    expect(await undoWithdrawal(world.deps, id)).toBe('too-late');
    expect(await world.placesTaken()).toBe(4);
  });

  test('withdrawn, back and withdrawn again is free once', async () => {
    await put();
    await withdraw();
    await undoWithdrawal(world.deps, id);
    await withdraw();
    expect(await world.placesTaken()).toBe(4);
    expect(await world.facts('participant', id)).toMatchObject({ statusBefore: 'year-1' });
  });
});
