import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import type { Journal } from '../../../local/journal/journal.ts';

export const begin = Date.parse('2026-03-02T09:00:00Z');
export const place = { account: '000000000000', region: 'eu-west-2', partition: 'aws' } as const;
export const caller = { roleArn: 'arn:aws:iam::000000000000:role/tester' };

/** A paused clock and a journal in memory; `restart` is a new world with what this one kept. */
export function stillWorld(kept: Array<[string, unknown]> = [], now = begin) {
  const activity = new Activity();
  const clock = new Clock({ state: { mode: 'paused', virtual: now }, activity });
  const journal: Journal = { append: (topic, entry) => kept.push([topic, JSON.parse(JSON.stringify(entry))]) };
  return {
    clock,
    activity,
    journal,
    kept,
    after: (ms: number) => clock.jumpTo(clock.now() + ms),
    restart: () => {
      clock.close();
      return stillWorld(kept, clock.now());
    },
  };
}

export type StillWorld = ReturnType<typeof stillWorld>;
