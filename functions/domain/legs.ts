import { type Driven, legLimits } from './driven.ts';
import type { HandOverStep } from './step.ts';

const dayMs = 86_400_000;

/** Why the present leg is to hand over now, if it is: a programme year ended, or it has lived or turned long enough. */
export function handOverNow(driven: Driven, yearEnds: readonly number[], now: number): HandOverStep | undefined {
  const began = Date.parse(driven.legBeganAt);
  if (yearEnds.some((end) => began < end && end <= now))
    return { do: 'HandOver', because: 'the programme year has ended' };
  if (now >= began + legLimits.days * dayMs)
    return { do: 'HandOver', because: `this leg is ${legLimits.days} days old` };
  if (driven.turn - driven.legBeganAtTurn >= legLimits.turns) {
    return { do: 'HandOver', because: `this leg has turned ${legLimits.turns} times` };
  }
  return undefined;
}

/** The moment (epoch ms) at which the present leg will hand over, if nothing else makes it. */
export function handOverAt(driven: Driven, yearEnds: readonly number[]): number {
  const began = Date.parse(driven.legBeganAt);
  return Math.min(began + legLimits.days * dayMs, ...yearEnds.filter((end) => end > began));
}
