import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { nomination } from '../../functions/domain/nomination.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { replaceParticipant } from '../../functions/participants/replace-participant.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key } from '../../functions/platform/keys.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { createMachine, open } from '../local/services/step-functions/fixture.ts';
import { enrolled, openWorld } from '../local/world/people.ts';
import { othersChange } from '../support/others-change.ts';
import { attend, factsOf, viewOf } from './people-world.ts';

let world: InMemoryWorld;
beforeEach(async () => {
  world = await openWorld();
});

/** The first day of each month of the programme, from acceptance to its end. */
const months = Array.from({ length: 28 }, (_, month) => new Date(Date.UTC(2026, 3 + month, 1, 10)).toISOString());

/** A change of the facts that changes no plan: whoever waits has to hear of it all the same. */
async function touch(id: string): Promise<void> {
  const { version } = await factsOf(world, id);
  await world.table.write(othersChange({ kind: 'participant', id, seen: version }, world.deps.clock.now()));
  await world.settle();
}

describe('a journey that is accepted in March and ends 28 months later', () => {
  test('is a chain of legs, none older than a year, and is never deaf in between (case 70)', async () => {
    const id = await enrolled(world, 'Ash');
    for (const month of months) {
      await world.jumpTo(month);
      await touch(id);
      const { wait, version, leg } = await factsOf(world, id);
      expect(wait, month).toMatchObject({ seen: version, leg });
    }
    const now = world.clock.now();
    const legs = world.executions.list().filter(({ name }) => name.startsWith(id));
    const lives = legs.map(({ startedAt, stoppedAt = now }) => (stoppedAt - startedAt) / 86_400_000);
    expect(legs.length).toBeGreaterThan(2);
    expect(Math.max(...lives)).toBeLessThan(365);
    expect(legs.filter(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED')).toEqual([]);
  });

  test('is sent links that survive in an address, and never what could end a wait (case 48)', async () => {
    const id = await enrolled(world, 'Ash');
    const tokens = new Set<string>();
    for (const month of months) {
      await world.jumpTo(month);
      tokens.add((await factsOf(world, id)).wait?.token ?? '');
    }
    const mails = world.mailer.mails.filter(({ tags }) => tags.subject === id);
    const links = mails.flatMap(({ text }) => Array.from(text.matchAll(/https?:\/\/\S+/g), ([link]) => link));
    expect(links.length).toBeGreaterThan(mails.length);
    for (const link of links) expect(link).toMatch(/^https?:\/\/[\w.:-]+[\w./~-]*$/);
    const words = JSON.stringify(mails);
    expect([...tokens].filter((token) => token === '' || words.includes(token))).toEqual([]);
  });
});

describe('somebody who leaves while their journey plans its next wait', () => {
  test('is not waited for as if nothing had happened (case 49)', async () => {
    const id = await enrolled(world, 'Ash');
    let left = false;
    world.beforeCall = (name, input) => {
      if (left || name !== 'updateItem' || !JSON.stringify(input).includes('AwaitDetails')) return;
      left = true;
      void withdrawParticipant(world.deps, id, { reason: 'other', note: '', by: 'sample-admin' });
    };
    await touch(id);
    const { status, wait, version } = await factsOf(world, id);
    expect({ left, status }).toEqual({ left: true, status: 'withdrawn' });
    expect(wait).toMatchObject({ kind: 'AwaitUndo', seen: version });
  });
});

describe('the workflows', () => {
  test('wait for nothing without an end (case 47)', () => {
    const folder = new URL('../../statemachines/', import.meta.url);
    const waits = readdirSync(folder)
      .filter((file) => file.endsWith('.asl.json'))
      .flatMap((file) => Object.entries(JSON.parse(readFileSync(new URL(file, folder), 'utf8')).States))
      .map(([name, state]) => ({ name, ...(state as { Resource?: string; TimeoutSeconds?: unknown }) }))
      .filter(({ Resource }) => Resource?.endsWith('.waitForTaskToken'));
    expect(waits.length).toBeGreaterThan(10);
    expect(waits.filter(({ TimeoutSeconds }) => TimeoutSeconds === undefined).map(({ name }) => name)).toEqual([]);
  });

  test('that change while journeys run: the old leg ends as it began, the next one is of the new kind (case 46)', async () => {
    const says = (words: string) => ({
      Wait: { Type: 'Wait', Seconds: 60, Next: 'Say' },
      Say: { Type: 'Pass', Output: words, End: true },
    });
    const cloud = open({ states: says('old') });
    await cloud.run('somebody-0-1');
    createMachine(cloud.service, says('new'));
    await cloud.run('somebody-0-2');
    await cloud.pass(120);
    expect((await cloud.describe('somebody-0-1')).output).toBe('"old"');
    expect((await cloud.describe('somebody-0-2')).output).toBe('"new"');
  });
});

describe('a pair', () => {
  test('whose one member is replaced: credit stays with who earned it, and the pair goes on with the colleague (case 22)', async () => {
    const stays = await enrolled(world, 'Ash');
    const goes = await enrolled(world, 'Birch');
    const pairs = [
      [stays, goes],
      [goes, stays],
    ] as const;
    for (const [id, partnerId] of pairs) {
      const { version } = await factsOf(world, id);
      const set = { pair: { partnerId, experience: 'specialist' } };
      await world.table.write(
        othersChange({ kind: 'participant', id, seen: version }, world.deps.clock.now(), { set }),
      );
    }
    await attend(world, stays, 'launch');
    await attend(world, goes, 'central-1');
    const asked = { name: 'Colleague', email: 'colleague@birch.example.org', note: '', by: 'sample-admin' };
    expect(await replaceParticipant(world.deps, goes, asked)).toBe('asked');
    const reference = (await factsOf(world, goes)).replacement?.nominationId ?? '';
    await answerPromise(world.deps, reference, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.settle();
    const colleague = (await world.table.get(key.driven('nomination', reference), nomination))?.participantId ?? '';
    const earned = async (id: string) => (await viewOf(world, id)).credits.reduce((sum, { amount }) => sum + amount, 0);
    expect([await earned(stays), await earned(goes), await earned(colleague)]).toEqual([0.5, 1, 0]);
    expect((await factsOf(world, stays)).pair).toMatchObject({ partnerId: colleague });
    expect((await factsOf(world, colleague)).pair).toMatchObject({ partnerId: stays });
    expect(await factsOf(world, goes)).toMatchObject({ status: 'replaced', replacedBy: colleague });
  });
});
