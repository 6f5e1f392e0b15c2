import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { answerPlace } from '../../../functions/check-ins/answer-place.ts';
import { checkIn } from '../../../functions/check-ins/check-in.ts';
import { markRegister, registerMarks } from '../../../functions/check-ins/mark-register.ts';
import { creditEntry, place } from '../../../functions/domain/participant.ts';
import { key } from '../../../functions/platform/keys.ts';
import { participantId, sessions } from '../site/fixtures.ts';
import { SiteWorld } from '../site/world.ts';

const { id, credit } = sessions.central;

type Act = (world: SiteWorld) => Promise<unknown>;
const acts: Readonly<Record<string, Act>> = {
  'checks in': (world) => checkIn(world.deps, participantId, id, 'KX7M4'),
  'types a wrong code': (world) => checkIn(world.deps, participantId, id, 'NOPE'),
  'sends apologies': (world) => answerPlace(world.deps, participantId, id, { says: 'cannot-come', reason: '' }),
  'says that they come': (world) => answerPlace(world.deps, participantId, id, { says: 'coming' }),
  ...Object.fromEntries(
    registerMarks.map((mark): [string, Act] => [
      `is marked ${mark}`,
      (world) => markRegister(world.deps, participantId, id, mark),
    ]),
  ),
};

const earnedBy: Readonly<Record<string, number>> = { attended: credit, partial: 0.5 };

describe('the place and the ledger', () => {
  it('agree after whatever is done, in whatever order and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 8 }), async (names) => {
        const world = await new SiteWorld('2026-10-08T09:00:00Z').seedParticipant();
        for (const name of names) {
          await acts[name]?.(world);
          await acts[name]?.(world);
        }
        const known = await world.table.get(key.place(participantId, id), place);
        const entries = (await world.rows(`PART#${participantId}`, 'C#CREDIT#')).map((row) =>
          v.parse(creditEntry, row),
        );
        expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(earnedBy[known?.state ?? ''] ?? 0);
        expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
      }),
      { numRuns: 60 },
    );
  });

  it('agree when a check-in and a mark come at the same moment', async () => {
    const world = await new SiteWorld('2026-10-08T09:00:00Z').seedParticipant();
    await Promise.all([
      checkIn(world.deps, participantId, id, 'KX7M4'),
      markRegister(world.deps, participantId, id, 'attended'),
      markRegister(world.deps, participantId, id, 'attended'),
    ]);
    expect(await world.rows(`PART#${participantId}`, 'C#CREDIT#')).toHaveLength(1);
  });

  it('are written together or not at all when the write meets another', async () => {
    const world = await new SiteWorld('2026-10-08T09:00:00Z').seedParticipant();
    world.conflicts.push(false, ...Array.from({ length: 10 }, () => true));
    await expect(checkIn(world.deps, participantId, id, 'KX7M4')).rejects.toMatchObject({
      name: 'TransactionConflict',
    });
    expect(await world.rows(`PART#${participantId}`, 'C#CREDIT#')).toEqual([]);
    expect(await world.rows(`PART#${participantId}`, 'B#PLACE#')).toEqual([]);
    expect((await checkIn(world.deps, participantId, id, 'KX7M4')).outcome).toBe('checked-in');
  });

  it('are as they were after a check-in that comes before the window', async () => {
    const world = await new SiteWorld('2026-10-08T07:59:59Z').seedParticipant();
    expect(await checkIn(world.deps, participantId, id, 'KX7M4')).toEqual({
      outcome: 'too-early',
      opensAt: '2026-10-08T08:00:00.000Z',
    });
    world.nowMs = Date.parse('2026-10-08T08:00:00Z');
    expect((await checkIn(world.deps, participantId, id, 'KX7M4')).outcome).toBe('checked-in');
  });
});
