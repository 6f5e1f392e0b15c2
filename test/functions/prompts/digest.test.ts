import { describe, expect, it } from 'vitest';
import { nextJourneyStep } from '../../../functions/domain/journey.ts';
import { computeMoments } from '../../../functions/domain/moments.ts';
import { participant } from '../../../functions/domain/participant.ts';
import { occasionKey, type PlannedPrompt } from '../../../functions/domain/prompt.ts';
import { key } from '../../../functions/platform/keys.ts';
import { noteDelivery } from '../../../functions/prompts/note-delivery.ts';
import { aJourney, sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';
import { planned } from './fixtures.ts';
import { World } from './world.ts';

const subject = { kind: 'participant', id: 'PARTABCD' } as const;

/** Three sends of the sample's reminder, which is sent again where nobody knows whether it was. */
const digest = occasionKey(planned());
const three = [0, 1, 2].map((ordinal) => planned({ ordinal, digest }));

async function live(prompts: readonly PlannedPrompt[], stopAt: ReadonlyMap<number, 'before' | 'after'> = new Map()) {
  const world = await new World().seed();
  world.stopAt = stopAt;
  await world.send({ ...subject, step: { prompts: [...prompts], seen: 3, leg: 1 } });
  await world.live(90);
  return world;
}

async function statesOf(world: World, prompts: readonly PlannedPrompt[]): Promise<(string | undefined)[]> {
  return Promise.all(prompts.map(async (prompt) => (await world.row(prompt))?.state));
}

describe('several prompts that are due to one person at one moment', () => {
  const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);

  it('are named as one e-mail by the plan, where the programme allows it', () => {
    // Back after a long absence of the mailer: the in-school plan and a session's preparation are due together.
    const plan = moments.timed.find(({ occasion }) => occasion.prompt === 'in-school-plan');
    const prep = moments.timed.find(({ key: found }) => found === 'session-prep#session:central-1#0#participant');
    const now = new Date(Math.max(plan?.at ?? 0, prep?.at ?? 0)).toISOString();
    const step = nextJourneyStep(aJourney(), moments, now);
    if (step.do !== 'SendPrompts') throw new TypeError(`the plan is to ${step.do}`);
    const shared = step.prompts.filter((prompt) => prompt.digest !== undefined);
    expect(shared.map(({ prompt }) => prompt)).toEqual(expect.arrayContaining(['in-school-plan', 'session-prep']));
    for (const role of ['participant', 'subject-lead'])
      expect(new Set(shared.filter((each) => each.role === role).map((each) => each.digest)).size).toBeLessThanOrEqual(
        1,
      );
  });

  it('are one e-mail and a row each, which all name the same message', async () => {
    const world = await live(three);
    expect(world.mails).toHaveLength(1);
    for (const prompt of three)
      expect(await world.row(prompt)).toMatchObject({ state: 'accepted', messageId: 'ses-1' });
  });

  it('go without the one that is not wanted any more', async () => {
    const gone = planned({ anchor: 'session:no-such-session', digest });
    const world = await live([gone, ...three]);
    expect(world.mails).toHaveLength(1);
    expect(await statesOf(world, [gone, ...three])).toEqual(['suppressed', 'accepted', 'accepted', 'accepted']);
  });

  it('are each sent once, wherever the process stops, but where nobody can know whether SES has the e-mail', async () => {
    const { calls } = await live(three);
    const sendAt = calls.indexOf('SendEmail');
    expect(sendAt).toBeGreaterThan(10);
    for (let at = 0; at < sendAt + 2; at += 1)
      for (const when of ['before', 'after'] as const) {
        const world = await live(three, new Map([[at, when]]));
        const twice = (at === sendAt && when === 'after') || (at === sendAt + 1 && when === 'before');
        const label = `${when} ${calls[at]} (${at})`;
        expect.soft(world.mails.length, label).toBe(twice ? 2 : 1);
        expect.soft(await statesOf(world, three), label).toEqual(['accepted', 'accepted', 'accepted']);
        const messages = await Promise.all(three.map(async (prompt) => (await world.row(prompt))?.messageId));
        expect.soft(new Set(messages).size, label).toBe(1);
        expect.soft(world.dead, label).toHaveLength(0);
      }
  });

  it('are all left to an admin where the process stopped in the middle and their policy is to ask', async () => {
    const asking = three.map((prompt, ordinal) => ({
      ...planned({ prompt: 'session-prep' as PlannedPrompt['prompt'], digest }),
      ordinal: ordinal === 0 ? 0 : prompt.ordinal,
    }));
    const [first] = asking;
    if (!first) throw new TypeError('there is no prompt');
    const pair = [first, three[1] ?? first];
    const { calls } = await live(pair);
    const world = await live(pair, new Map([[calls.indexOf('SendEmail'), 'after']]));
    // The one that may be sent again is; the other waits for an admin, with its subject bumped.
    expect(await statesOf(world, pair)).toEqual(['unknown', 'accepted']);
    expect((await world.table.get(key.driven('participant', subject.id), participant))?.version).toBe(4);
  });

  it('are all delivered, or bounced, by the one event about their e-mail, however often it comes', async () => {
    const world = await live(three);
    const [first] = three;
    if (!first) throw new TypeError('there is no prompt');
    const event = { subject, occasion: first, messageId: 'ses-1' } as const;
    await noteDelivery(world.deps, { ...event, news: { state: 'delivered' } });
    expect(await statesOf(world, three)).toEqual(['delivered', 'delivered', 'delivered']);
    const bounce = {
      state: 'bounced',
      permanent: true,
      reason: 'there is no such address',
      address: 'pat@example.org',
    } as const;
    for (let n = 0; n < 2; n += 1) await noteDelivery(world.deps, { ...event, news: bounce });
    expect(await statesOf(world, three)).toEqual(['bounced', 'bounced', 'bounced']);
    expect(await world.table.get(key.driven('participant', subject.id), participant)).toMatchObject({
      version: 4,
      addressFailed: true,
    });
  });
});
