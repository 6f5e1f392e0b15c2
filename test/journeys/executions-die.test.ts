import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { drivenKinds, executionName, legLimits } from '../../functions/domain/driven.ts';
import { participant } from '../../functions/domain/participant.ts';
import { promptRow } from '../../functions/domain/prompt.ts';
import { beginLeg } from '../../functions/driving/begin-leg.ts';
import { noteExecutionEnd } from '../../functions/driving/note-execution-end.ts';
import { releaseParked } from '../../functions/driving/release-parked.ts';
import { skipParked, whatToSkip } from '../../functions/driving/skip-parked.ts';
import { withdrawNomination } from '../../functions/nominations/withdraw-nomination.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { days, shiftInstant } from '../../functions/platform/clock.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import { historyLimit } from '../../local/states-language/history.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, nominate, openWorld } from '../local/world/people.ts';
import { othersChange } from '../support/others-change.ts';

let world: InMemoryWorld;
let id: string;

beforeEach(async () => {
  world = await openWorld();
  id = await enrolled(world, 'Ash');
});

const facts = async () => v.parse(participant, await world.table.get(key.driven('participant', id), participant));
const driving = async () => executionName(id, await facts());
const running = (of = id) =>
  world.executions
    .list()
    .filter(({ name, status }) => name.startsWith(of) && status === 'RUNNING')
    .map(({ name }) => name);
const prompts = async () =>
  (await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'E#PROMPT#' })).map((row) =>
    v.parse(promptRow, row),
  );
const sentTwice = () => {
  const occasions = world.mailer.mails.map(({ tags }) => `${tags.subject} ${tags.occasion}`);
  return occasions.length - new Set(occasions).size;
};
const at = (ms: number) => world.jumpTo(new Date(world.clock.now() + ms).toISOString());

async function abort(): Promise<void> {
  world.executions.abort(await driving());
  await world.settle();
}

/** Every try of one of the machine's functions fails from now on, as with a mistake of ours. */
function broken(name: string): void {
  world.beforeCall = (called) => {
    if (called === name) throw Object.assign(new Error('broken on purpose'), { name: 'MalformedItem' });
  };
}

describe('an execution that dies', () => {
  test('by an operator’s hand is followed at once, and the journey is where it was (case 45)', async () => {
    const before = await facts();
    await abort();
    const after = await facts();
    expect(after).toMatchObject({ leg: before.leg + 1, status: before.status });
    expect(after.wait?.because).toBe(before.wait?.because);
    expect(running()).toEqual([executionName(id, after)]);
    expect(sentTwice()).toBe(0);
  });

  test('without a word, its history gone, is found by the sweep when its moment is a quarter of an hour past (case 44)', async () => {
    const before = await facts();
    world.executions.forget(await driving());
    await world.jumpTo(shiftInstant(before.wait?.until ?? '', 14 * 60_000));
    expect(await world.sweep()).toMatchObject({ restarted: 0 });
    await at(2 * 60_000);
    expect(await world.sweep()).toMatchObject({ restarted: 1 });
    await world.settle();
    expect(running()).toEqual([`${id}-0-${before.leg + 1}`]);
    expect(await facts()).toMatchObject({ leg: before.leg + 1 });
    expect((await facts()).wait?.leg).toBe(before.leg + 1);
    expect(sentTwice()).toBe(0);
  });

  test('that failed weeks ago, too long for a redrive, goes on from the facts all the same (case 45)', async () => {
    const before = await facts();
    world.executions.forget(await driving());
    await at(days(40));
    await world.sweep();
    await world.settle();
    expect((await facts()).wait?.until.localeCompare(new Date(world.clock.now()).toISOString())).toBe(1);
    expect((await facts()).leg).toBe(before.leg + 1);
    expect(sentTwice()).toBe(0);
  });

  test('a third time within a day stops, until an admin has looked', async () => {
    for (let death = 0; death < 3; death += 1) await abort();
    expect((await facts()).parked).toMatchObject({ state: 'Restart' });
    expect((await facts()).wait?.kind).toBe('ParkForAdmin');
    await releaseParked(world.deps, { kind: 'participant', id, by: 'sample-admin' });
    await world.settle();
    expect((await facts()).parked).toBeUndefined();
    expect((await facts()).wait?.kind).not.toBe('ParkForAdmin');
  });

  test('whose end is told late and twice begins one leg', async () => {
    const name = await driving();
    await abort();
    const leg = (await facts()).leg;
    for (const kind of drivenKinds)
      for (let told = 0; told < 2; told += 1) await noteExecutionEnd(world.deps, { kind, name });
    await world.settle();
    expect((await facts()).leg).toBe(leg);
    expect(running()).toHaveLength(1);
  });
});

describe('a hand-over', () => {
  test('happens once, whatever is repeated (case 41)', async () => {
    const { leg } = await facts();
    const handOver = () => beginLeg(world.deps, { kind: 'participant', id, after: leg, because: 'hand-over' });
    await Promise.all([handOver(), handOver(), handOver()]);
    await world.settle();
    await handOver();
    await world.settle();
    expect((await facts()).leg).toBe(leg + 1);
    expect(running()).toEqual([`${id}-0-${leg + 1}`]);
    expect(world.executions.list().filter(({ name }) => name === `${id}-0-${leg + 1}`)).toHaveLength(1);
    expect(sentTwice()).toBe(0);
  });

  test('comes to a loop that runs away before its history is full (case 43)', async () => {
    const { leg } = await facts();
    for (let turn = 0; (await facts()).leg === leg && turn <= legLimits.turns; turn += 1) {
      await world.table.write(
        othersChange({ kind: 'participant', id, seen: (await facts()).version }, world.deps.clock.now()),
      );
      await world.settle();
    }
    const first = world.executions.list().find(({ name }) => name === `${id}-0-${leg}`);
    expect(first).toMatchObject({ status: 'SUCCEEDED' });
    expect(first?.events).toBeLessThan(historyLimit);
    expect(running()).toEqual([`${id}-0-${leg + 1}`]);
  }, 120_000);
});

describe('a journey that has stopped', () => {
  const parkOn = async (name: string, until: string) => {
    broken(name);
    await world.jumpTo(until);
  };

  test('says which step gave up, and goes on when an admin tries again after it is mended', async () => {
    await parkOn('SendPrompts', '2026-03-20T10:00:00Z');
    expect((await facts()).parked).toMatchObject({ state: 'SendPrompts', reason: 'MalformedItem' });
    world.beforeCall = undefined;
    const before = world.mailer.mails.length;
    await releaseParked(world.deps, { kind: 'participant', id, by: 'sample-admin' });
    await world.settle();
    expect((await facts()).parked).toBeUndefined();
    expect(world.mailer.mails.length).toBeGreaterThan(before);
  });

  test('skips the e-mails that could not be entered, with the admin’s reason, and never sends them', async () => {
    await parkOn('SendPrompts', '2026-03-20T10:00:00Z');
    const toSkip = await whatToSkip(world.deps, { kind: 'participant', id });
    expect(toSkip).toMatchObject({ can: true });
    const answer = { reason: 'They were told by telephone', by: 'sample-admin' };
    expect(await skipParked(world.deps, { kind: 'participant', id }, answer)).toBe('skipped');
    expect(await skipParked(world.deps, { kind: 'participant', id }, answer)).toBe('not-parked');
    await world.settle();
    expect((await facts()).parked).toBeUndefined();
    expect((await facts()).wait?.kind).not.toBe('ParkForAdmin');
    const skipped = (await prompts()).filter(({ reason }) => reason?.includes('They were told by telephone'));
    expect(skipped.map(({ state }) => state)).toEqual(toSkip.can ? toSkip.what.map(() => 'missed') : []);
    world.beforeCall = undefined;
    await at(days(2));
    const sent = new Set(world.mailer.mails.map(({ tags }) => tags.prompt));
    for (const { prompt } of skipped) expect(sent).not.toContain(prompt);
  });

  test('excuses an absence that could not be recorded, when an admin skips it', async () => {
    await world.jumpTo('2026-09-02T10:00:00Z');
    await parkOn('RecordProgress', '2026-09-30T10:00:00Z');
    expect((await facts()).parked?.state).toBe('RecordProgress');
    const skipped = await skipParked(world.deps, { kind: 'participant', id }, { reason: 'Ill', by: 'sample-admin' });
    expect(skipped).toBe('skipped');
    await world.settle();
    expect((await facts()).wait?.kind).not.toBe('ParkForAdmin');
    const { sk } = key.place(id, 'launch');
    expect((await world.table.queryAll({ pk: partition.subject('participant', id), prefix: sk }))[0]).toMatchObject({
      state: 'excused',
    });
  });

  test('cannot skip a status that the programme needs', async () => {
    await parkOn('RecordProgress', '2026-09-02T10:00:00Z');
    expect((await facts()).parked?.state).toBe('RecordProgress');
    expect(await whatToSkip(world.deps, { kind: 'participant', id })).toEqual({ can: false, because: 'step' });
    const answer = { reason: 'It is in the way', by: 'sample-admin' };
    expect(await skipParked(world.deps, { kind: 'participant', id }, answer)).toBe('cannot-skip');
    expect((await facts()).parked).toBeDefined();
  });

  test('is closed by a withdrawal, and ends', async () => {
    await parkOn('SendPrompts', '2026-03-20T10:00:00Z');
    world.beforeCall = undefined;
    await withdrawParticipant(world.deps, id, { reason: 'other', note: 'Closed', by: 'sample-admin' });
    await at(days(20));
    expect(await facts()).toMatchObject({ status: 'withdrawn' });
    expect((await facts()).dueBy).toBeUndefined();
    expect(running()).toEqual([]);
  });

  test('asks again after thirty days, and still says since when it has stopped', async () => {
    await parkOn('SendPrompts', '2026-03-20T10:00:00Z');
    const { parked } = await facts();
    const chased = () => world.alarms.filter((alarm) => alarm.startsWith('still parked')).length;
    const since = parked?.since ?? '';
    await world.jumpTo(shiftInstant(since, days(30) - 3_600_000));
    expect(chased()).toBe(0);
    await world.jumpTo(shiftInstant(since, days(30) + 3_600_000));
    expect(chased()).toBe(1);
    expect((await facts()).parked).toEqual(parked);
    await world.jumpTo(shiftInstant(since, days(60) + 3_600_000));
    expect(chased()).toBe(2);
  });

  test('when not even stopping works, fails, is begun again, and stops in the end', async () => {
    world.beforeCall = (name, input) => {
      const writesPark = name === 'updateItem' && JSON.stringify(input).includes('ParkForAdmin');
      const firstLeg = JSON.stringify(input).includes('":leg":{"N":"1"}');
      if (name === 'SendPrompts' || (writesPark && firstLeg))
        throw Object.assign(new Error('broken on purpose'), { name: 'DynamoDb.ValidationException' });
    };
    await world.jumpTo('2026-03-20T10:00:00Z');
    expect(world.executions.list().some(({ name, status }) => name.startsWith(id) && status === 'FAILED')).toBe(true);
    expect((await facts()).parked).toBeDefined();
    expect(running()).toHaveLength(1);
  });
});

describe('a nomination that has stopped', () => {
  test('is closed by an admin with a reason', async () => {
    const nomination = await nominate(world, 'Birch');
    broken('MoveNomination');
    await world.jumpTo('2026-07-10T10:00:00Z');
    const stopped = await world.table.get(key.driven('nomination', nomination), v.pick(participant, ['parked']));
    expect(stopped?.parked?.state).toBe('MoveOn');
    world.beforeCall = undefined;
    const closing = { reason: 'The school has closed', by: 'sample-admin' };
    expect(await withdrawNomination(world.deps, nomination, closing)).toBe('withdrawn');
    await world.settle();
    expect(await withdrawNomination(world.deps, nomination, closing)).toBe('withdrawn');
    expect(running(nomination)).toEqual([]);
  });
});
