import { Worker } from 'node:worker_threads';
import { afterEach, expect, it, vi } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { type ClockState, publishTime, readPublished, sharedTime } from '../../../local/clock/shared-time.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
const day = 86_400_000;

function createClock(state: ClockState = { mode: 'paused', virtual: start }) {
  const kept: ClockState[] = [];
  const clock = new Clock({ state, activity: new Activity(), onChange: (change) => kept.push(change) });
  kept.length = 0;
  return { clock, kept };
}

it('keeps each instant of a jump before anything fires at it', async () => {
  const { clock, kept } = createClock();
  const keptWhenFired: Array<number | undefined> = [];
  for (const after of [1000, 2000])
    clock.at(start + after, 'timer', () => void keptWhenFired.push(kept.at(-1)?.virtual));
  await clock.jumpTo(start + 5000);
  expect(keptWhenFired).toEqual([start + 1000, start + 2000]);
  expect(kept.at(-1)).toEqual({ mode: 'paused', virtual: start + 5000 });
});

it('keeps a running clock as running while it jumps, so that a restart lets it run', async () => {
  const { clock, kept } = createClock({ mode: 'real', virtual: start, machine: Date.now() });
  clock.at(start + 3_600_000, 'timer', () => {});
  await clock.jumpTo(start + 7_200_000);
  clock.close();
  expect(kept.map(({ mode }) => mode)).toEqual(['real', 'real', 'real']);
});

it('takes over a state that was kept without keeping it again', () => {
  const { clock, kept } = createClock({ mode: 'paused', virtual: 0 });
  clock.restore({ mode: 'paused', virtual: start });
  expect(clock.now()).toBe(start);
  expect(kept).toEqual([]);
});

afterEach(() => vi.useRealTimers());

it('fires after sixty days of real time, and not at once as a timer of more than 24.8 days would', () => {
  vi.useFakeTimers({ now: start, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const { clock } = createClock({ mode: 'real', virtual: start, machine: start });
  const fired: string[] = [];
  clock.at(start + 60 * day, 'sixty days', () => void fired.push('sixty days'));
  clock.at(start + 365 * day, 'a year', () => void fired.push('a year'));
  vi.advanceTimersByTime(60 * day - 1);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual(['sixty days']);
  expect(clock.next()).toBe(start + 365 * day);
  clock.close();
});

it('is never read as a mixture of two states by another thread', () => {
  const shared = sharedTime();
  const read = readPublished(shared);
  const state: ClockState = { mode: 'real', virtual: start, machine: 1000 };
  publishTime(shared, state);
  expect(read()).toEqual(state);

  // As a reader that comes while the owner has written one cell of three: it waits for the end of the writing.
  const worker = new Worker(
    `const { workerData: { shared }, parentPort } = require('node:worker_threads');
     const writing = new Int32Array(shared, 24, 1);
     const cells = new Float64Array(shared, 0, 3);
     Atomics.add(writing, 0, 1);
     cells[1] = ${start + 5000};
     parentPort.postMessage('half');
     setTimeout(() => { cells[2] = 6000; Atomics.add(writing, 0, 1); }, 50);`,
    { eval: true, workerData: { shared } },
  );
  return new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      expect(read()).toEqual({ mode: 'real', virtual: start + 5000, machine: 6000 });
      resolve();
    });
  });
});
