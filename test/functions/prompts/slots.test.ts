import { describe, expect, it } from 'vitest';
import { bookSlots } from '../../../functions/platform/slots.ts';
import { World } from './world.ts';

describe('booking slots', () => {
  it('begins just ahead of now in a lane at rest, a slot every 1000 / rate milliseconds', async () => {
    const world = new World();
    const now = world.clock.nowMs();
    expect(await bookSlots(world.deps, 'routine', 3, 10)).toEqual([now + 20, now + 120, now + 220]);
  });

  it('appends to what others have booked, in one write each', async () => {
    const world = new World();
    const [mine, theirs] = await Promise.all([
      bookSlots(world.deps, 'routine', 10, 10),
      bookSlots(world.deps, 'routine', 10, 10),
    ]);
    expect(theirs?.[0]).toBe((mine?.[9] ?? 0) + 100);
    expect(world.calls).toHaveLength(3);
  });

  it('starts afresh when the last slot has passed, and never catches up in a burst', async () => {
    const world = new World();
    await bookSlots(world.deps, 'routine', 2, 10);
    world.clock.advance(3_600_000);
    expect((await bookSlots(world.deps, 'routine', 1, 10))[0]).toBe(world.clock.nowMs() + 20);
  });

  it('keeps the lanes apart', async () => {
    const world = new World();
    await bookSlots(world.deps, 'routine', 500, 10);
    expect((await bookSlots(world.deps, 'urgent', 1, 2))[0]).toBe(world.clock.nowMs() + 20);
  });

  it('rounds the distance up, so that a rate that does not divide a second is never exceeded', async () => {
    const world = new World();
    const slots = await bookSlots(world.deps, 'routine', 13, 12);
    expect((slots[12] ?? 0) - (slots[0] ?? 0)).toBeGreaterThanOrEqual(1000);
  });
});
