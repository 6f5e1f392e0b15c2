import { describe, expect, it } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { requeuePrompt } from '../../../functions/prompts/requeue-prompt.ts';
import { planned } from './fixtures.ts';
import { World } from './world.ts';

const reminder = planned();
const rowKey = key.prompt('participant', 'PARTABCD', reminder);

async function lostWorld(): Promise<World> {
  const world = await new World().seed();
  await world.send({ kind: 'participant', id: 'PARTABCD', step: { prompts: [reminder], seen: 3, leg: 1 } });
  world.queues.routine = [];
  return world;
}

describe('a prompt that no message carries', () => {
  it('is queued again by the sweep after a quarter of an hour, and sent', async () => {
    const world = await lostWorld();
    await world.live(14);
    expect(world.mails).toHaveLength(0);
    await world.live(16);
    expect(world.mails).toHaveLength(1);
  });

  it('is looked at again a quarter of an hour later at the earliest', async () => {
    const world = await lostWorld();
    expect(await requeuePrompt(world.deps, rowKey)).toBe(true);
    expect((await world.row(reminder))?.dueBy).toBe('2026-10-06T15:15:00.000Z');
    expect(world.queues.routine).toHaveLength(1);
  });

  it('goes back on its own lane', async () => {
    const world = await new World().seed();
    const urgent = planned({ lane: 'urgent' });
    await world.send({ kind: 'participant', id: 'PARTABCD', step: { prompts: [urgent], seen: 3, leg: 1 } });
    await requeuePrompt(world.deps, rowKey);
    expect([world.queues.urgent.length, world.queues.routine.length]).toEqual([2, 0]);
  });

  it('is left alone while somebody holds it', async () => {
    const world = await lostWorld();
    const row = await world.row(reminder);
    await world.put({ ...rowKey, ...row, state: 'sending', attempts: 1, leaseUntil: '2026-10-06T15:02:00.000Z' });
    expect(await requeuePrompt(world.deps, rowKey)).toBe(false);
    world.clock.advance(121_000);
    expect(await requeuePrompt(world.deps, rowKey)).toBe(true);
  });

  it('is left alone when it is settled or gone', async () => {
    const world = await lostWorld();
    await world.put({ ...rowKey, ...(await world.row(reminder)), state: 'delivered' });
    expect(await requeuePrompt(world.deps, rowKey)).toBe(false);
    expect(await requeuePrompt(world.deps, { ...rowKey, sk: 'E#PROMPT#gone' })).toBe(false);
    expect(world.queues.routine).toHaveLength(0);
  });
});
