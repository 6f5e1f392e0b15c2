import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { matchObservations } from '../../../functions/domain/observation-matching.ts';
import { type ObservationSlot, observationSlot } from '../../../functions/domain/work-group.ts';

const pairs = ['NEMN2222', 'NEMN3333', 'NEMN4444', 'NEMN5555'];

const slot = (pairId: string, day: number, hour: number, nth = 0): ObservationSlot =>
  v.parse(observationSlot, {
    id: `${pairId}-${day}-${hour}-${nth}`,
    pairId,
    startsAt: `2026-11-${String(10 + day)}T${String(9 + hour).padStart(2, '0')}:00:00Z`,
    endsAt: `2026-11-${String(10 + day)}T${String(10 + hour).padStart(2, '0')}:00:00Z`,
    focus: 'Sample',
    lesson: 'Year 8',
    state: 'offered',
    at: '2026-10-01T09:00:00Z',
  });

describe('finding visitors for lessons', () => {
  it('lets every school host once and visit once where each offers a lesson at a time of its own', () => {
    const matches = matchObservations(
      pairs,
      pairs.map((id, day) => slot(id, day, 0)),
      [],
    );
    expect(matches.map(({ hostPairId }) => hostPairId).toSorted()).toEqual(pairs);
    expect(matches.map(({ visitorPairId }) => visitorPairId).toSorted()).toEqual(pairs);
  });

  it('lets a school that offers two lessons host a second time rather than leave another without a visit', () => {
    const [one = '', two = '', three = ''] = pairs;
    const matches = matchObservations([one, two, three], [slot(one, 0, 0), slot(one, 1, 0)], []);
    expect(matches.map(({ visitorPairId }) => visitorPairId).toSorted()).toEqual([two, three].toSorted());
  });

  it('sends nobody to itself, to two lessons at once, away from its own lesson, or two schools to one lesson', () => {
    const slots = fc.array(fc.record({ pair: fc.constantFrom(...pairs), day: fc.nat(2), hour: fc.nat(2) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(slots, (drawn) => {
        const offered = drawn.map(({ pair, day, hour }, nth) => slot(pair, day, hour, nth));
        const matches = matchObservations(pairs, offered, []);
        const used = matches.map(({ slotId }) => slotId);
        expect(new Set(used).size).toBe(used.length);
        for (const { slotId, hostPairId, visitorPairId } of matches) {
          expect(visitorPairId).not.toBe(hostPairId);
          const at = offered.find(({ id }) => id === slotId)?.startsAt;
          expect(offered.some(({ pairId, startsAt }) => pairId === visitorPairId && startsAt === at)).toBe(false);
        }
        expect(matches.length).toBe(mostVisitors(offered));
      }),
      { numRuns: 200 },
    );
  });
});

/** By trying everything: how many schools can visit at the same time. */
function mostVisitors(
  offered: readonly ObservationSlot[],
  left: readonly string[] = pairs,
  used: readonly string[] = [],
): number {
  const [visitor, ...rest] = left;
  if (visitor === undefined) return 0;
  const own = offered.filter(({ pairId }) => pairId === visitor);
  const possible = offered.filter(
    ({ id, pairId, startsAt }) =>
      pairId !== visitor && !used.includes(id) && !own.some((each) => each.startsAt === startsAt),
  );
  return Math.max(
    mostVisitors(offered, rest, used),
    ...possible.map(({ id }) => 1 + mostVisitors(offered, rest, [...used, id])),
  );
}
