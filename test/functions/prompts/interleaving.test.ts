import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { promptKey } from '../../../functions/domain/ids.ts';
import type { PlannedPrompt } from '../../../functions/domain/prompt.ts';
import { deliverPrompt } from '../../../functions/prompts/deliver-prompt.ts';
import { occasionOf } from '../../../functions/prompts/ledger-row.ts';
import { planned } from './fixtures.ts';
import { Turnstile, World } from './world.ts';

const resent = planned();
const asked = planned({ prompt: v.parse(promptKey, 'session-prep') });
/** The claim of what speaks of a session is a transaction with a check of the session; every other write is an update. */
const isWrite = (call: string) => call === 'UpdateItem' || call === 'TransactWriteItems';
/** More port calls than any delivery makes. */
const all = 100;

interface Run {
  readonly label: string;
  readonly world: World;
  /** What the first process had called when the second began, and when it went on. */
  readonly called: readonly string[];
}

/**
 * Two mailers with the same prompt: the first makes so many port calls and is held up for `pauseMs`, the second makes
 * so many, then the first ends, then the second.
 */
async function meet(prompt: PlannedPrompt, first: number, second: number, pauseMs: number): Promise<Run> {
  const world = await new World().seed();
  await world.send({ kind: 'participant', id: 'PARTABCD', step: { prompts: [prompt], seen: 3, leg: 1 } });
  const before = world.calls.length;
  const message = { kind: 'participant', id: 'PARTABCD', occasion: occasionOf(prompt) } as const;
  const start = (turnstile: Turnstile) => world.turnstile.run(turnstile, () => deliverPrompt(world.deps, message));
  const [one, two] = [new Turnstile(), new Turnstile()];
  const deliveries = [start(one)];
  await one.let(first);
  const called = world.calls.slice(before);
  world.clock.advance(pauseMs);
  deliveries.push(start(two));
  await two.let(second);
  await one.let(all);
  await two.let(all);
  await Promise.all(deliveries);
  return { label: `${first} calls, ${pauseMs} ms, ${second} calls`, world, called };
}

async function* everyMeeting(prompt: PlannedPrompt, pauseMs: number): AsyncGenerator<Run> {
  for (let first = 0; first <= 9; first += 1)
    for (let second = 0; second <= 9; second += 1) yield await meet(prompt, first, second, pauseMs);
}

/** The port calls of an undisturbed delivery, from reading the row to recording that SES has the message. */
async function callsOfDelivery(prompt: PlannedPrompt): Promise<readonly string[]> {
  return (await meet(prompt, all, 0, 0)).called;
}

describe('two mailers with the same prompt', () => {
  it('don’t take over a claim that was called while they looked at it', async () => {
    const calls = await callsOfDelivery(asked);
    const claimed = calls.findIndex(isWrite) + 1;
    for (let second = 1; second < claimed; second += 1) {
      const world = await new World().seed();
      await world.send({ kind: 'participant', id: 'PARTABCD', step: { prompts: [asked], seen: 3, leg: 1 } });
      const message = { kind: 'participant', id: 'PARTABCD', occasion: occasionOf(asked) } as const;
      const [one, two] = [new Turnstile(), new Turnstile()];
      const slow = world.turnstile.run(one, () => deliverPrompt(world.deps, message));
      await one.let(claimed);
      world.clock.advance(180_000);
      const quick = world.turnstile.run(two, () => deliverPrompt(world.deps, message));
      await two.let(second);
      await one.let(calls.indexOf('SendEmail') + 1 - claimed);
      await two.let(all);
      await one.let(all);
      await Promise.all([slow, quick]);
      expect.soft(world.mails, `${second} calls`).toHaveLength(1);
      expect.soft(await quick, `${second} calls`).toBe('come-again');
    }
  });

  it('send one e-mail, however their calls fall between each other', async () => {
    for await (const { label, world } of everyMeeting(resent, 0)) {
      expect.soft(world.mails, label).toHaveLength(1);
      expect.soft((await world.row(resent))?.state, label).toBe('accepted');
    }
  });

  it('send one e-mail also when the first lost its lease, unless it was already calling SES', async () => {
    let takenOver = 0;
    for await (const { label, world, called } of everyMeeting(resent, 180_000)) {
      // The claim, then the mark of the call: after both nobody can know.
      const calling = called.filter(isWrite).length === 2;
      expect.soft(world.mails.length, label).toBeLessThanOrEqual(calling ? 2 : 1);
      expect.soft(world.mails.length, label).toBeGreaterThan(0);
      if ((await world.row(resent))?.attempts === 2) takenOver += 1;
    }
    expect(takenOver).toBeGreaterThan(5);
  });

  it('never send twice what is not to be sent twice, whenever the lease is lost', async () => {
    for await (const { label, world } of everyMeeting(asked, 180_000)) {
      expect.soft(world.mails.length, label).toBeLessThanOrEqual(1);
      expect.soft((await world.row(asked))?.state, label).toMatch(/accepted|unknown/);
    }
  });
});
