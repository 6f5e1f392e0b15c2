import { beforeEach, describe, expect, test } from 'vitest';
import type { Participant } from '../../../functions/domain/participant.ts';
import { decideGate, type GateDecision } from '../../../functions/participants/decide-gate.ts';
import { key } from '../../../functions/platform/keys.ts';
import { aParticipant, sampleCohort, sampleProgramme } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2027-07-14T09:00:00.000Z';
const { id } = aParticipant();
const waive: GateDecision = { gate: 'year-1', outcome: 'waive', reason: 'Maternity leave', by: 'sample-admin' };

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await world.putCohort();
});

async function put(given: Partial<Record<keyof Participant, unknown>> = {}) {
  await world.putDriven(aParticipant({ version: 9, status: 'year-1-review', dueBy: now, ...given }));
}

const decide = (decision: GateDecision = waive) => decideGate(world.deps, id, decision);

describe('deciding on a review', () => {
  test('records the decision, wakes the journey and is on the record', async () => {
    await put();
    expect(await decide()).toEqual({ decided: true });
    expect(await world.facts('participant', id)).toMatchObject({
      decisions: { 'year-1': { outcome: 'waive', reason: 'Maternity leave', at: now } },
      version: 10,
      wakeDue: now,
    });
    expect(await world.logOf('participant', id)).toMatchObject([
      { what: 'gate year-1', to: 'waive', why: 'Maternity leave', by: 'sample-admin' },
    ]);
  });

  test('twice is once', async () => {
    await put();
    await decide();
    const before = world.everything();
    expect(await decide()).toEqual({ decided: true });
    expect(world.everything()).toBe(before);
  });

  test('knows the reviews of the version that the cohort goes by, whichever they were enrolled under', async () => {
    const { key: programmeKey } = sampleProgramme;
    const [first, ...others] = sampleProgramme.gates;
    const gates = [{ ...first, key: 'year-1-again' }, ...others];
    await world.put(
      {
        ...key.programmeVersion(programmeKey, 2),
        content: { ...sampleProgramme, version: 2, gates },
        contentHash: 'y',
      },
      { ...key.cohort(sampleCohort.id), ...sampleCohort, programme: { key: programmeKey, version: 2 } },
    );
    await put();
    expect(await decide()).toEqual({ decided: false, why: 'unknown-gate' });
    expect(await decide({ ...waive, gate: 'year-1-again' })).toEqual({ decided: true });
  });

  test('more time can be followed by another decision', async () => {
    await put();
    await decide({ ...waive, outcome: 'extend' });
    expect(await decide()).toEqual({ decided: true });
    expect(await world.facts('participant', id)).toMatchObject({ decisions: { 'year-1': { outcome: 'waive' } } });
    expect(await world.logOf('participant', id)).toHaveLength(2);
  });

  test('leaves decisions on other reviews as they are', async () => {
    await put({ decisions: { 'year-1': { outcome: 'pass', reason: '', at: now } }, status: 'completion-review' });
    await decide({ ...waive, gate: 'completion' });
    expect(await world.facts('participant', id)).toMatchObject({
      decisions: { 'year-1': { outcome: 'pass' }, completion: { outcome: 'waive' } },
    });
  });

  test('is done on the newer facts when something changes in between', async () => {
    await put();
    world.mishaps.push({ action: 'TransactWriteItems', when: 'before', error: 'TransactionConflict' });
    world.meanwhile = {
      action: 'TransactWriteItems',
      happens: async () => {
        const subject = { kind: 'participant', id, seen: 9 } as const;
        const decisions = { completion: { outcome: 'pass', reason: '', at: now } };
        await world.table.write(othersChange(subject, now, { set: { decisions } }));
      },
    };
    expect(await decide()).toEqual({ decided: true });
    expect(await world.facts('participant', id)).toMatchObject({
      decisions: { 'year-1': { outcome: 'waive' }, completion: { outcome: 'pass' } },
      version: 11,
    });
  });
});

describe('not deciding', () => {
  test.each(['completed', 'withdrawn', 'replaced', 'merged'] as const)('for somebody who is %s', async (status) => {
    await put({ status });
    const before = world.everything();
    expect(await decide()).toEqual({ decided: false, why: 'not-active' });
    expect(world.everything()).toBe(before);
  });

  test('on a review that the programme does not have', async () => {
    await put();
    expect(await decide({ ...waive, gate: 'year-9' })).toEqual({ decided: false, why: 'unknown-gate' });
  });

  test('for somebody who is not there', async () => {
    expect(await decide()).toEqual({ decided: false, why: 'unknown' });
  });
});
