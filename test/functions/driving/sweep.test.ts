import { beforeEach, describe, expect, test } from 'vitest';
import { shardOf } from '../../../functions/domain/driven.ts';
import type { Participant } from '../../../functions/domain/participant.ts';
import { subjectOf } from '../../../functions/driving/subject-of.ts';
import { type SweepReport, sweep } from '../../../functions/driving/sweep.ts';
import { minutes, shiftInstant } from '../../../functions/platform/clock.ts';
import { key } from '../../../functions/platform/keys.ts';
import { aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { othersChange } from '../../support/others-change.ts';

const now = '2026-04-02T09:00:00.000Z';
const ago = (n: number) => shiftInstant(now, -minutes(n));
const { id } = aParticipant();
const far = '2026-10-06T15:00:00.000Z';
const wait = { token: 'token-1', leg: 1, seen: 4, kind: 'AwaitSession', until: far, because: 'to', basis: '1/1' };

let world: FunctionsWorld;
let requeued: string[];
beforeEach(() => {
  world = new FunctionsWorld(now);
  requeued = [];
});

function run(requeuePrompt?: (sk: string) => Promise<boolean>): Promise<SweepReport> {
  return sweep({
    ...world.deps,
    requeuePrompt: async ({ sk }) => {
      requeued.push(sk);
      return requeuePrompt ? requeuePrompt(sk) : true;
    },
  });
}

/** Somebody whose leg 1 waits for a far-off moment. */
const waiting = (given: Partial<Record<keyof Participant, unknown>> = {}) =>
  aParticipant({ version: 5, leg: 1, shard: shardOf(id), wait, dueBy: far, ...given });

describe('wake-ups', () => {
  test('one that is still due after a minute is called again', async () => {
    await world.putDriven(waiting({ wakeDue: ago(1) }));
    expect(await run()).toMatchObject({ woken: 1 });
    expect(world.workflows.woken).toEqual(['token-1']);
  });

  test('a younger one is left to the stream', async () => {
    await world.putDriven(waiting({ wakeDue: shiftInstant(now, -59_000) }));
    expect(await run()).toMatchObject({ woken: 0 });
    expect(world.workflows.woken).toEqual([]);
  });

  test('it is the item that decides, not the index: one that changed a moment ago is left to the stream', async () => {
    await world.putDriven(waiting({ wakeDue: ago(5) }));
    world.meanwhile = {
      action: 'GetItem',
      happens: async () => void (await world.table.write(othersChange({ kind: 'participant', id, seen: 5 }, now))),
    };
    await run();
    expect(world.workflows.woken).toEqual([]);
  });

  test('a leg that has seen the change is not woken', async () => {
    await world.putDriven(waiting({ wakeDue: ago(5), wait: { ...wait, seen: 5 } }));
    expect(await run()).toMatchObject({ woken: 0 });
  });

  test('a change after the end wakes nobody, and is not found again for ever', async () => {
    await world.putDriven(waiting({ wakeDue: ago(5), dueBy: undefined, wait: undefined }));
    await run();
    expect(await world.facts('participant', id)).not.toHaveProperty('wakeDue');
    expect(await world.facts('participant', id)).toMatchObject({ version: 5 });
    expect(world.workflows.asked).toEqual([]);
  });
});

describe('moments that passed', () => {
  test('an execution that is gone is followed by the next leg', async () => {
    await world.putDriven(waiting({ dueBy: ago(15) }));
    expect(await run()).toMatchObject({ restarted: 1 });
    expect(await world.facts('participant', id)).toMatchObject({ leg: 2, restarts: [now] });
    expect(world.workflows.running).toEqual([`${id}-0-2`]);
  });

  test('so is one that is closed', async () => {
    world.workflows.put(`${id}-0-1`, 'closed');
    await world.putDriven(waiting({ dueBy: ago(15) }));
    expect(await run()).toMatchObject({ restarted: 1 });
    expect(world.workflows.running).toEqual([`${id}-0-2`]);
  });

  test('one that runs is only reported', async () => {
    world.workflows.put(`${id}-0-1`, 'running');
    await world.putDriven(waiting({ dueBy: ago(15) }));
    const before = world.everything();
    expect(await run()).toMatchObject({ running: 1, restarted: 0 });
    expect(world.everything()).toBe(before);
    expect(world.logged.join('\n')).toContain('alarm overdue but running');
  });

  test('nothing younger than a quarter of an hour is looked at', async () => {
    await world.putDriven(waiting({ dueBy: shiftInstant(now, -minutes(15) + 1) }));
    expect(await run()).toMatchObject({ woken: 0, restarted: 0, running: 0, requeued: 0, failed: 0 });
  });

  test('it is the item that decides, not the index: one that waits anew is left alone', async () => {
    await world.putDriven(waiting({ dueBy: ago(20) }));
    world.meanwhile = {
      action: 'GetItem',
      happens: async () => {
        await world.table.write({
          kind: 'update',
          key: key.driven('participant', id),
          set: { dueBy: far },
          where: { version: 5 },
        });
      },
    };
    expect(await run()).toMatchObject({ restarted: 0 });
  });

  test('an enrolment that died before its first leg gets it, and that is no restart', async () => {
    await world.putDriven(waiting({ leg: 0, wait: undefined, dueBy: ago(16) }));
    expect(await run()).toMatchObject({ restarted: 1 });
    expect(await world.facts('participant', id)).toMatchObject({ leg: 1, restarts: [] });
    expect(world.workflows.running).toEqual([`${id}-0-1`]);
  });

  test('a second sweep at once restarts nobody again', async () => {
    await world.putDriven(waiting({ dueBy: ago(15) }));
    await run();
    expect(await run()).toMatchObject({ restarted: 0, running: 0 });
    expect(world.workflows.asked).toEqual([`${id}-0-2`]);
  });
});

describe('prompts', () => {
  const row = (n: number, dueBy: string) => ({
    pk: 'PART#PART2345',
    sk: `E#PROMPT#welcome#self#${n}#participant`,
    shard: 'S3',
    dueBy,
  });

  test('a row that no message carries goes back on its queue', async () => {
    await world.put(row(1, ago(15)), row(2, ago(14)));
    expect(await run()).toMatchObject({ requeued: 1 });
    expect(requeued).toEqual([row(1, now).sk]);
  });

  test('one where there was nothing to do is not counted', async () => {
    await world.put(row(1, ago(15)));
    expect(await run(async () => false)).toMatchObject({ requeued: 0 });
  });
});

describe('many', () => {
  test('what stays due does not starve what lies behind it', async () => {
    const stuck = Array.from({ length: 230 }, (_, n) => reference(`STCK${String(n).padStart(4, '0')}`));
    for (const each of stuck) {
      world.workflows.put(`${each}-0-1`, 'running');
      await world.putDriven(aParticipant({ id: each, shard: 'S1', dueBy: ago(60) }));
    }
    await world.putDriven(aParticipant({ shard: 'S1', dueBy: ago(16) }));
    expect(await run()).toMatchObject({ running: 230, restarted: 1 });
    expect(world.workflows.running).toContain(`${id}-0-2`);
  });

  test('more than a page of wake-ups are all called', async () => {
    for (let n = 0; n < 205; n += 1) {
      const each = reference(`WAKE${String(n).padStart(4, '0')}`);
      await world.putDriven(
        waiting({ id: each, shard: 'S2', wakeDue: ago(2), wait: { ...wait, token: `token-${each}` } }),
      );
    }
    expect(await run()).toMatchObject({ woken: 205 });
    expect(new Set(world.workflows.woken).size).toBe(205);
  });

  test('one that fails is logged and counted, and the others are still seen', async () => {
    await world.put({ ...key.driven('participant', 'BRKN2345'), shard: 'S0', dueBy: ago(60), version: 'not a number' });
    await world.put({ pk: 'WHAT#2345', sk: 'A#STATE', shard: 'S0', dueBy: ago(60) });
    await world.putDriven(waiting({ dueBy: ago(15) }));
    expect(await run()).toMatchObject({ failed: 2, restarted: 1 });
    expect(world.logged.filter((line) => line.startsWith('failure sweep failed'))).toHaveLength(2);
    expect(world.logged.join('\n')).toContain('alarm sweep incomplete {"failed":2}');
  });
});

test('a partition that holds nobody who is driven is named', () => {
  expect(subjectOf('NOM#NEMN2345')).toEqual({ kind: 'nomination', id: 'NEMN2345' });
  expect(() => subjectOf('COHORT#sample')).toThrow('No driven item lives in the partition COHORT#…');
});

/** Ids without the digits that references leave out. */
function reference(text: string): string {
  return text.replaceAll('0', 'X').replaceAll('1', 'Y');
}
