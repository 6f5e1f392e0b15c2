import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { participant } from '../../../functions/domain/participant.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { InMemoryWorld } from '../../../local/world/in-memory-world.ts';
import { enrolled, liveTwoYears, nominate, openWorld } from './people.ts';

const twoYears = 120_000;
let world: InMemoryWorld;
let ids: { everything: string; missedOne: string; silent: string };

beforeAll(async () => {
  world = await openWorld();
  ids = {
    everything: await enrolled(world, 'Ash'),
    missedOne: await enrolled(world, 'Birch'),
    silent: await enrolled(world, 'Cedar'),
  };
  await nominate(world, 'Dogwood');
  const willing = { confirmsDetails: true, logsInSchool: true, leadsDepartment: true };
  await liveTwoYears(world, {
    [ids.everything]: { ...willing, attends: ({ kind }) => kind !== 'catch-up' },
    [ids.missedOne]: { ...willing, attends: ({ id }) => id !== 'central-2' && id !== 'catch-up-2' },
    [ids.silent]: {},
  });
}, twoYears);

const factsOf = async (id: string) =>
  v.parse(participant, await world.table.get(key.driven('participant', id), participant));
const promptsTo = (id: string) =>
  world.mailer.mails.filter(({ tags }) => tags.subject === id).map(({ tags }) => tags.prompt);

describe('two years with the real state machines, planner and mailer in memory', () => {
  test('who attends everything completes', async () => {
    expect(await factsOf(ids.everything)).toMatchObject({ status: 'completed' });
    expect(promptsTo(ids.everything)).toContain('completion');
  });

  test('who misses a central day is asked about it, makes it up and completes', async () => {
    expect(promptsTo(ids.missedOne)).toContain('check-in-missed');
    expect(await factsOf(ids.missedOne)).toMatchObject({ status: 'completed' });
  });

  test('who never answers is escalated and does not complete', async () => {
    expect(promptsTo(ids.silent)).toContain('absence-escalated');
    expect((await factsOf(ids.silent)).status).not.toBe('completed');
  });

  test('no occasion is sent twice', () => {
    const occasions = world.mailer.mails.map(({ tags }) => `${tags.subject} ${tags.occasion}`);
    expect(occasions.length).toBeGreaterThan(100);
    expect(new Set(occasions).size).toBe(occasions.length);
  });

  test('no execution fails, none lives longer than a year, and each journey takes several legs', () => {
    const executions = world.executions.list();
    expect(executions.filter(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED')).toEqual([]);
    const longest = Math.max(
      ...executions.map(({ startedAt, stoppedAt }) => (stoppedAt ?? world.clock.now()) - startedAt),
    );
    expect(longest / 86_400_000).toBeLessThanOrEqual(365);
    expect(executions.filter(({ name }) => name.startsWith(ids.everything)).length).toBeGreaterThan(2);
  });

  test('nothing alarms, and the sweep finds nothing to mend', async () => {
    expect(world.alarms).toEqual([]);
    expect(await world.sweep()).toMatchObject({ woken: 0, restarted: 0, requeued: 0 });
  });
});
