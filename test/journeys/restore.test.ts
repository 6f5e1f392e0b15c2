import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { driven, executionName } from '../../functions/domain/driven.ts';
import { participant } from '../../functions/domain/participant.ts';
import { occasionKey, type PromptRow, promptRow } from '../../functions/domain/prompt.ts';
import { beginLeg } from '../../functions/driving/begin-leg.ts';
import { raiseEpoch } from '../../functions/driving/raise-epoch.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { participantIdFor } from '../../functions/nominations/enrol.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import { answerHeld } from '../../functions/prompts/answer-held.ts';
import type { Item } from '../../local/services/dynamodb/types.ts';
import { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, nominate, openWorld } from '../local/world/people.ts';
import { enrolPair, groupId, openGroupIn } from './work-group-world.ts';

const restorePoint = '2026-09-14T09:00:00Z';
/** Central day 1 is on 8 October; its preparation and its reminder fall due in the gap. */
const disaster = '2026-10-07T09:00:00Z';

let world: InMemoryWorld;
let id: string;
let nomination: string;
let backup: readonly Item[];

beforeEach(async () => {
  world = await openWorld();
  id = await enrolled(world, 'Ash');
  nomination = await nominate(world, 'Birch');
  await world.jumpTo(restorePoint);
  backup = world.backUp();
  await world.jumpTo(disaster);
});

const facts = async () => v.parse(participant, await world.table.get(key.driven('participant', id), participant));
const raise = () => raiseEpoch(world.deps, { restorePoint });
const restore = async () => {
  world.restore(backup);
  const report = await raise();
  await world.settle();
  return report;
};
const running = (of = id) =>
  world.executions
    .list()
    .filter(({ name, status }) => name.startsWith(of) && status === 'RUNNING')
    .map(({ name }) => name);
const ledger = async (): Promise<PromptRow[]> =>
  (await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'E#PROMPT#' })).map((row) =>
    v.parse(promptRow, row),
  );
const held = async () => (await ledger()).filter(({ state }) => state === 'held');
const mailsTo = (subject: string, since: number) =>
  world.mailer.mails.slice(since).filter(({ tags }) => tags.subject === subject);
const sentTwice = () => {
  const occasions = world.mailer.mails.map(({ tags }) => `${tags.subject} ${tags.occasion}`);
  return occasions.length - new Set(occasions).size;
};

describe('a table restored from a backup', () => {
  test('brings every journey back by itself, in executions of a new epoch', async () => {
    const report = await restore();
    expect(report).toMatchObject({ raised: 1, raisedBefore: 0, failed: 0 });
    const after = await facts();
    expect(after.epoch).toBe(Date.parse(disaster) / 1000);
    expect(running()).toEqual([executionName(id, after)]);
    expect(after.wait?.leg).toBe(after.leg);
    expect(after.status).toBe('year-1');
  });

  test('brings nominations back too', async () => {
    await world.settle();
    world = await openWorld();
    const open = await nominate(world, 'Cedar');
    const early = world.backUp();
    await world.jumpTo('2026-03-05T10:00:00Z');
    world.restore(early);
    await raiseEpoch(world.deps, { restorePoint: '2026-03-04T10:00:00Z' });
    await world.settle();
    const item = await world.table.get(key.driven('nomination', open), driven);
    expect(running(open)).toEqual([`${open}-${item?.epoch}-${item?.leg}`]);
  });

  test('drives who is enrolled again under the same id, though an execution of the forgotten enrolment still waits', async () => {
    world = await openWorld();
    const open = await nominate(world, 'Rowan');
    const early = world.backUp();
    const accept = async () => {
      for (const role of ['head', 'nominee'] as const)
        await answerPromise(world.deps, open, { role, state: 'given', reason: '', textVersion: '1' });
      await world.settle();
      await decideNomination(world.deps, open, { outcome: 'accepted', reason: '', by: 'admin' });
      await world.settle();
    };
    await accept();
    await world.jumpTo('2026-03-05T10:00:00Z');
    world.restore(early);
    await raiseEpoch(world.deps, { restorePoint: '2026-03-04T10:00:00Z' });
    await world.settle();
    await accept();
    const again = participantIdFor(open);
    const item = await world.table.get(key.driven('participant', again), driven);
    expect(item?.wait).toMatchObject({ leg: item?.leg });
    expect(running(again)).toContain(executionName(again, item ?? { epoch: 0, leg: 0 }));
  });

  describe.each([
    ['whose first pair was forgotten', true],
    ['that was forgotten with its cohort, which is opened again', false],
  ])('of a Work Group %s', (_, cohortKnown) => {
    test('drives it again with its first pair, though the execution that was forgotten still waits', async () => {
      world = new InMemoryWorld('2026-03-02T09:00:00Z');
      if (cohortKnown) await openGroupIn(world);
      const early = world.backUp();
      if (!cohortKnown) await openGroupIn(world);
      await enrolPair(world, 'Rowan');
      const forgotten = running(groupId);
      expect(forgotten).toEqual([`${groupId}-0-1`]);
      world.restore(early);
      await raiseEpoch(world.deps, { restorePoint: '2026-03-02T09:00:00Z' });
      await world.settle();
      if (!cohortKnown) await openGroupIn(world);
      await enrolPair(world, 'Cedar');
      const item = await world.table.get(key.driven('work-group', groupId), driven);
      expect(item?.wait).toMatchObject({ leg: item?.leg });
      expect(running(groupId).filter((name) => !forgotten.includes(name))).toEqual([
        executionName(groupId, item ?? { epoch: 0, leg: 0 }),
      ]);
      expect(item?.restored).toMatchObject({ point: '2026-03-02T09:00:00Z' });
    });
  });

  test('leaves alone who was finished already', async () => {
    expect((await world.table.get(key.driven('nomination', nomination), driven))?.dueBy).toBeUndefined();
    await restore();
    expect(running(nomination)).toEqual([]);
  });

  test('sends nothing of the gap by itself: each is held for an admin’s word', async () => {
    const before = world.mailer.mails.length;
    const sentInGap = mailsTo(id, 0).filter(({ at }) => at > Date.parse(restorePoint));
    expect(sentInGap.length).toBeGreaterThan(0);
    await restore();
    expect(mailsTo(id, before)).toEqual([]);
    const rows = await ledger();
    for (const { tags } of sentInGap) {
      const again = rows.find((row) => occasionKey(row).includes(`${tags.prompt}#`) && row.plannedFor > restorePoint);
      expect(['held', 'missed']).toContain(again?.state);
    }
    const waiting = await held();
    expect(waiting.map(({ prompt }) => prompt)).toContain('session-reminder');
    for (const { reason } of waiting) expect(reason).toBe('a backup was restored: it may have been sent already');
    expect(sentTwice()).toBe(0);
  });

  test('sends what is due after the gap as always', async () => {
    await restore();
    const before = world.mailer.mails.length;
    await world.jumpTo('2026-10-12T09:00:00Z');
    expect(mailsTo(id, before).length).toBeGreaterThan(0);
    expect(sentTwice()).toBe(0);
  });

  test('sends a held e-mail once an admin releases it, and never one that is dropped', async () => {
    await restore();
    const before = world.mailer.mails.length;
    const [first, ...rest] = (await held()).filter(
      ({ prompt }) => prompt === 'session-reminder' || prompt === 'session-prep',
    );
    if (!first) throw new Error('Nothing is held');
    const by = { by: 'sample-admin', reason: 'They have told us' };
    const subject = { kind: 'participant', id } as const;
    expect(await answerHeld(world.deps, subject, first, { ...by, answer: 'send' })).toBe('answered');
    expect(await answerHeld(world.deps, subject, first, { ...by, answer: 'send' })).toBe('not-held');
    for (const other of rest) await answerHeld(world.deps, subject, other, { ...by, answer: 'drop' });
    await world.jumpTo('2026-10-07T09:01:00Z');
    await world.sweep();
    await world.settle();
    expect(mailsTo(id, before).map(({ tags }) => tags.prompt)).toEqual([first.prompt]);
    expect((await held()).filter(({ prompt }) => prompt === 'session-reminder' || prompt === 'session-prep')).toEqual(
      [],
    );
  });

  test('holds what was on its way at the restore point', async () => {
    world = await openWorld();
    id = await enrolled(world, 'Dogwood');
    const row = (await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'E#PROMPT#' }))[0];
    if (!row) throw new Error('Nothing was sent');
    await world.table.write({
      kind: 'update',
      key: { pk: row.pk, sk: row.sk },
      set: { state: 'queued', shard: 'S1', dueBy: world.deps.clock.now() },
      where: { state: String(row.state) },
    });
    const early = world.backUp();
    await world.jumpTo('2026-03-04T12:00:00Z');
    world.restore(early);
    const before = world.mailer.mails.length;
    expect(await raiseEpoch(world.deps, { restorePoint: '2026-03-04T11:00:00Z' })).toMatchObject({ held: 1 });
    await world.sweep();
    await world.settle();
    expect(mailsTo(id, before)).toEqual([]);
    expect((await held()).map(({ prompt }) => prompt)).toEqual([row.prompt]);
  });

  test('stops the executions of before, also those of legs that the table has forgotten', async () => {
    const { leg } = await facts();
    await beginLeg(world.deps, { kind: 'participant', id, after: leg, because: 'hand-over' });
    await world.settle();
    const forgotten = running();
    expect(forgotten).toEqual([`${id}-0-${leg + 1}`]);
    expect(await restore()).toMatchObject({ stopped: 1 });
    const after = await facts();
    expect(after.leg).toBe(leg + 2);
    expect(running()).toEqual([executionName(id, after)]);
  });

  test('twice is once', async () => {
    await restore();
    const { epoch, leg } = await facts();
    await world.jumpTo('2026-10-07T10:00:00Z');
    expect(await raise()).toMatchObject({ epoch, raised: 0, raisedBefore: 1, stopped: 0, held: 0, failed: 0 });
    await world.settle();
    expect(await facts()).toMatchObject({ epoch, leg });
    expect(running()).toHaveLength(1);
  });

  test('restored again to an earlier point gets an epoch that no execution has had', async () => {
    await restore();
    const { epoch } = await facts();
    await world.jumpTo('2026-10-07T11:00:00Z');
    world.restore(backup);
    await raiseEpoch(world.deps, { restorePoint: '2026-09-14T08:00:00Z' });
    await world.settle();
    expect((await facts()).epoch).toBeGreaterThan(epoch);
    const after = await facts();
    expect(running()).toContain(executionName(id, after));
    // The restored table knows nothing of the first restore: its execution sees at its moment that it drives no more.
    await world.jumpTo('2026-10-12T09:00:00Z');
    expect(running()).toEqual([executionName(id, await facts())]);
  });

  test.each(['describe', 'stop', 'start'] as const)('goes on after a crash at its first %s', async (call) => {
    world.restore(backup);
    const { workflows } = world.deps;
    const real = workflows[call].bind(workflows) as (...given: unknown[]) => Promise<never>;
    let crashes = 1;
    const crashing = new Proxy(workflows, {
      get: (target, name) => {
        if (name !== call) return (Reflect.get(target, name) as (...given: unknown[]) => unknown).bind(target);
        return async (...given: unknown[]) => {
          if (crashes > 0) {
            crashes -= 1;
            throw new Error('the process died');
          }
          return real(...given);
        };
      },
    });
    expect(await raiseEpoch({ ...world.deps, workflows: crashing }, { restorePoint })).toMatchObject({ failed: 1 });
    expect(await raise()).toMatchObject({ failed: 0 });
    await world.settle();
    expect(running()).toEqual([executionName(id, await facts())]);
    expect((await facts()).wait?.leg).toBe((await facts()).leg);
    expect(sentTwice()).toBe(0);
  });

  test('cannot be of a moment that has not come', async () => {
    await expect(raiseEpoch(world.deps, { restorePoint: '2026-10-08T09:00:00Z' })).rejects.toMatchObject({
      name: 'RestorePointAhead',
    });
  });
});
