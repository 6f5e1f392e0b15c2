import { scheduler } from 'node:timers/promises';
import type { Instant } from '../domain/ids.ts';

/** The only code that reads the time. */
export interface Clock {
  now(): Instant;
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Resolves at the moment (epoch ms), at once when it has passed. */
  sleepUntil(at: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  nowMs: () => Date.now(),
  sleepUntil: async (at) => {
    const left = at - Date.now();
    if (left > 0) await scheduler.wait(left);
  },
};

/** An instant shifted by whole milliseconds. */
export function shiftInstant(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

export const minutes = (n: number): number => n * 60_000;
export const days = (n: number): number => n * 86_400_000;
