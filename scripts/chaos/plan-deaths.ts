import { seededRandom } from '../../local/faults/faults.ts';
import type { DeathPlan } from './death.ts';

/** Of a hundred deaths so many come at each moment; the rest just after an entry was written. */
const shares = { 'at-rest': 0.1, before: 0.3, torn: 0.2 } as const;
/** So many of a hundred come while the process starts, among the entries that it compacts. */
const inStart = 0.05;
const earlyEntries = 40;

/** Spreads deaths over a story that is so many journal entries long; the same for the same seed. */
export function planDeaths(count: number, entries: number, seed: number): DeathPlan[] {
  const random = seededRandom(seed);
  const moments = Array.from({ length: count }, () => Math.ceil(random() * entries * 0.95)).sort((a, b) => a - b);
  return moments.map((moment, index) => {
    if (random() < inStart) return { entry: Math.ceil(random() * earlyEntries), how: 'before', inStart: true };
    return { entry: Math.max(1, moment - (moments[index - 1] ?? 0)), how: pick(random()), inStart: false };
  });
}

function pick(draw: number): DeathPlan['how'] {
  let left = draw;
  for (const [how, share] of Object.entries(shares) as [keyof typeof shares, number][]) {
    if (left < share) return how;
    left -= share;
  }
  return 'after';
}
