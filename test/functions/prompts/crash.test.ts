import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { promptKey } from '../../../functions/domain/ids.ts';
import { participant } from '../../../functions/domain/participant.ts';
import type { PlannedPrompt } from '../../../functions/domain/prompt.ts';
import { key } from '../../../functions/platform/keys.ts';
import { noteDelivery } from '../../../functions/prompts/note-delivery.ts';
import { planned } from './fixtures.ts';
import { World } from './world.ts';

/** Its policy is to be sent again when nobody knows whether it was. */
const resent = planned();
/** Its policy is to ask an admin then. */
const asked = planned({ prompt: v.parse(promptKey, 'session-prep') });

type Stops = ReadonlyMap<number, 'before' | 'after'>;

/** Plans and delivers one prompt in a process that stops at those port calls, and lives on for an hour and a half. */
async function live(prompt: PlannedPrompt, stopAt: Stops): Promise<World> {
  const world = await new World().seed();
  world.stopAt = stopAt;
  await world.send({ kind: 'participant', id: 'PARTABCD', step: { prompts: [prompt], seen: 3, leg: 1 } });
  await world.live(90);
  return world;
}

/** Every port call of an undisturbed life until the e-mail is sent and recorded, and every way to stop there. */
async function everyStop(): Promise<{ label: string; at: number; when: 'before' | 'after'; sendAt: number }[]> {
  const { calls } = await live(resent, new Map());
  const sendAt = calls.indexOf('SendEmail');
  return calls
    .slice(0, sendAt + 2)
    .flatMap((port, at) =>
      (['before', 'after'] as const).map((when) => ({ label: `${when} ${port}`, at, when, sendAt })),
    );
}

/** Between marking the call and recording its answer nobody can know whether SES has the message. */
function isUnsure({ at, when, sendAt }: { at: number; when: 'before' | 'after'; sendAt: number }): boolean {
  return at === sendAt || (at === sendAt - 1 && when === 'after') || (at === sendAt + 1 && when === 'before');
}

function sesHadIt({ at, when, sendAt }: { at: number; when: 'before' | 'after'; sendAt: number }): boolean {
  return (at === sendAt && when === 'after') || at > sendAt;
}

describe('a prompt whose process stops', () => {
  it('is sent once, wherever that was, but where nobody can know whether SES has it', async () => {
    const stops = await everyStop();
    expect(stops.length).toBeGreaterThan(20);
    for (const stop of stops) {
      const world = await live(resent, new Map([[stop.at, stop.when]]));
      const expected = isUnsure(stop) && sesHadIt(stop) ? 2 : 1;
      expect.soft(world.mails.length, stop.label).toBe(expected);
      expect.soft((await world.row(resent))?.state, stop.label).toBe('accepted');
      expect.soft(world.dead, stop.label).toHaveLength(0);
    }
  });

  it('is left to an admin, with the subject bumped, where its policy is to ask', async () => {
    for (const stop of await everyStop()) {
      const world = await live(asked, new Map([[stop.at, stop.when]]));
      const unsure = isUnsure(stop);
      expect.soft(world.mails.length, stop.label).toBe(unsure && !sesHadIt(stop) ? 0 : 1);
      const row = await world.row(asked);
      expect.soft(row?.state, stop.label).toBe(unsure ? 'unknown' : 'accepted');
      const facts = await world.table.get(key.driven('participant', 'PARTABCD'), participant);
      expect.soft(facts?.version, stop.label).toBe(unsure ? 4 : 3);
    }
  });

  it('is never lost and never sent again against its policy when it stops at any two places', async () => {
    const stops = await everyStop();
    for (const first of stops) {
      for (const second of stops.filter(({ at }) => at > first.at)) {
        const world = await live(
          asked,
          new Map([
            [first.at, first.when],
            [second.at, second.when],
          ]),
        );
        const label = `${first.label} (${first.at}), then ${second.label} (${second.at})`;
        const state = (await world.row(asked))?.state;
        expect.soft(world.mails.length, label).toBeLessThanOrEqual(1);
        expect
          .soft(state === 'accepted' ? world.mails.length : state, label)
          .toBe(state === 'accepted' ? 1 : 'unknown');
      }
    }
  });

  it('is not sent again when the delivery event comes before its message does', async () => {
    const [stop] = (await everyStop()).filter(({ at, when, sendAt }) => at === sendAt && when === 'after');
    if (!stop) throw new TypeError('There is no call to SES');
    const world = await new World().seed();
    world.stopAt = new Map([[stop.at, stop.when]]);
    await world.send({ kind: 'participant', id: 'PARTABCD', step: { prompts: [resent], seen: 3, leg: 1 } });
    await world.deliver();
    expect(await world.row(resent)).toMatchObject({ state: 'sending' });
    const delivered = {
      subject: { kind: 'participant', id: 'PARTABCD' },
      occasion: resent,
      messageId: 'ses-1',
    } as const;
    await noteDelivery(world.deps, { ...delivered, news: { state: 'delivered' } });
    await world.live(60);
    expect(world.mails).toHaveLength(1);
    expect(await world.row(resent)).toMatchObject({ state: 'delivered', messageId: 'ses-1' });
  });
});
