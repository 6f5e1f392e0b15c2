import { describe, expect, it } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { participantFacts, planned, session } from './fixtures.ts';
import { World } from './world.ts';

const reminder = planned();
const prep = planned({ prompt: planned({}).prompt, ordinal: 1 });

function request(
  prompts: readonly (typeof reminder & { missed?: string })[],
  changes: { seen?: number; leg?: number } = {},
) {
  return { kind: 'participant' as const, id: 'PARTABCD', step: { prompts: [...prompts], seen: 3, leg: 1, ...changes } };
}

describe('entering prompts in the ledger', () => {
  it('writes a queued row for each prompt and puts it on its lane', async () => {
    const world = await new World().seed();
    const urgent = planned({ ordinal: 2, lane: 'urgent' });
    expect(await world.send(request([reminder, urgent]))).toEqual({ outcome: 'queued', queued: 2 });
    expect(await world.row(reminder)).toMatchObject({
      state: 'queued',
      atVersion: 3,
      attempts: 0,
      because: reminder.because,
    });
    expect(world.queues.routine.map(({ body }) => JSON.parse(body).occasion.ordinal)).toEqual([0]);
    expect(world.queues.urgent.map(({ body }) => JSON.parse(body).occasion.ordinal)).toEqual([2]);
  });

  it('makes no second row and one e-mail when it is run twice', async () => {
    const world = await new World().seed();
    await world.send(request([reminder]));
    const first = await world.row(reminder);
    world.clock.advance(5_000);
    await world.send(request([reminder]));
    expect(await world.row(reminder)).toEqual(first);
    expect(world.queues.routine).toHaveLength(2);
    await world.live(10);
    expect(world.mails).toHaveLength(1);
    expect(world.queues.routine).toHaveLength(0);
  });

  it('queues a row that was written before a crash and never queued', async () => {
    const world = await new World().seed();
    world.stopAt = new Map([[1, 'before']]);
    await world.send(request([reminder]));
    expect(world.calls.filter((port) => port === 'SendMessageBatch')).toHaveLength(2);
    expect(world.queues.routine).toHaveLength(1);
  });

  it('does not queue what is settled already', async () => {
    const world = await new World().seed();
    await world.send(request([reminder]));
    await world.live(5);
    await world.send(request([reminder]));
    expect(world.queues.routine).toHaveLength(0);
  });

  it('writes and queues nothing for a leg that no longer drives', async () => {
    const world = await new World().seed();
    expect(await world.send(request([reminder, prep], { leg: 0 }))).toEqual({ outcome: 'superseded', queued: 0 });
    expect(await world.row(reminder)).toBeUndefined();
    expect(world.queues.routine).toHaveLength(0);
  });

  it('does not queue the row of another leg either', async () => {
    const world = await new World().seed();
    await world.send(request([reminder]));
    world.queues.routine = [];
    await world.put({ ...key.driven('participant', 'PARTABCD'), ...participantFacts({ leg: 2 }) });
    await world.send(request([reminder]));
    expect(world.queues.routine).toHaveLength(0);
  });

  it('keeps a row for what came too late, with its reason, and sends nothing', async () => {
    const world = await new World().seed();
    await world.send(request([{ ...reminder, missed: 'the session had begun' }]));
    expect(await world.row(reminder)).toMatchObject({ state: 'missed', reason: 'the session had begun' });
    expect(world.queues.routine).toHaveLength(0);
    await world.live(60);
    expect(world.mails).toHaveLength(0);
  });

  it('asks again for what was suppressed at an older version, and keeps the number of tries', async () => {
    const world = await new World().seed(participantFacts({ status: 'withdrawn' }));
    await world.send(request([reminder]));
    await world.live(2);
    const suppressed = await world.row(reminder);
    expect(suppressed).toMatchObject({ state: 'suppressed', atVersion: 3 });
    await world.put({ ...key.prompt('participant', 'PARTABCD', reminder), ...suppressed, attempts: 2 });
    await world.put({ ...key.driven('participant', 'PARTABCD'), ...participantFacts({ version: 4 }) });
    await world.send(request([reminder], { seen: 4 }));
    expect(await world.row(reminder)).toMatchObject({ state: 'queued', atVersion: 4, attempts: 2 });
    expect((await world.row(reminder))?.reason).toBeUndefined();
    await world.live(2);
    expect(world.mails).toHaveLength(1);
  });

  it('leaves alone what was suppressed at this very version', async () => {
    const world = await new World().seed(participantFacts({ status: 'withdrawn' }));
    await world.send(request([reminder]));
    await world.live(2);
    await world.send(request([reminder]));
    expect(await world.row(reminder)).toMatchObject({ state: 'suppressed' });
    expect(world.queues.routine).toHaveLength(0);
  });

  it('holds no name and no address in row, message and log', async () => {
    const world = await new World().seed();
    await world.send(request([reminder]));
    const kept = JSON.stringify([await world.row(reminder), world.queues.routine, world.logged]);
    expect(kept).not.toMatch(/Pat Sample|example\.org/);
    expect(kept).toContain(session.id);
  });
});
