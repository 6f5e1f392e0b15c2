import { beforeEach, describe, expect, test } from 'vitest';
import { answerGivenUp, type GivenUpDeps, listGivenUp } from '../../../functions/given-up/answer-given-up.ts';
import { key } from '../../../functions/platform/keys.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { LetterBox, laneUrls, letters, noteDeliveryArn, promptMessage, Sent } from '../../support/given-up.ts';

const by = 'sample-admin';
let world: FunctionsWorld;
let box: LetterBox;
let sent: Sent;
let deps: GivenUpDeps;

beforeEach(() => {
  world = new FunctionsWorld('2027-03-09T10:00:00Z');
  box = new LetterBox();
  sent = new Sent();
  deps = { ...world.deps, deadLetters: box, lanes: { queue: sent, urls: laneUrls }, eventFunctions: sent };
  box.put(...Object.values(letters));
});

const send = (ids: readonly string[]) => answerGivenUp(deps, { ids, answer: 'send', reason: 'It is mended.', by });
const lines = () => world.table.queryAll({ pk: key.givenUpLog });

describe('what was given up', () => {
  test('is all there still after it was looked at, and again', async () => {
    for (const _ of [1, 2]) expect(await listGivenUp(deps)).toHaveLength(Object.keys(letters).length);
  });

  test('is named by its key, and can be answered, where whoever it is about is what is broken', async () => {
    await world.put({ ...key.driven('participant', promptMessage.id), programme: 'broken' });
    const listed = await listGivenUp(deps);
    expect(listed.find(({ id }) => id === letters.prompt.id)).toMatchObject({ title: 'Session reminder' });
    expect(await send([letters.prompt.id])).toBe(1);
    expect(world.logged.join()).toContain('titles not read');
  });

  test('goes to where it was given up, once, with a line of the log that names nobody', async () => {
    const ids = [letters.prompt.id, letters.failed.id];
    expect(await send(ids)).toBe(2);
    expect(await send(ids)).toBe(0);
    expect(sent.prompts).toEqual([{ lane: 'urgent', message: promptMessage }]);
    expect(sent.events).toMatchObject([{ functionArn: noteDeliveryArn, event: { source: 'aws.ses' } }]);
    expect(await lines()).toMatchObject([
      { what: 'sent again', to: 'an event for throughline-sample-note-delivery', why: 'It is mended.', by },
      { what: 'sent again', to: '“Session reminder” for participant PART2345' },
    ]);
    expect(JSON.stringify([await lines(), world.logged])).not.toContain('teacher@example.org');
    expect(box.there.has(letters.undelivered.id)).toBe(true);
  });

  test('that cannot be sent stays, and can be removed', async () => {
    const ids = [letters.batch.id, letters.garbage.id, letters.elsewhere.id];
    expect(await send(ids)).toBe(0);
    expect(await box.count()).toBe(6);
    expect(await answerGivenUp(deps, { ids, answer: 'remove', reason: 'The sweep has done it.', by })).toBe(3);
    expect([sent.prompts, sent.events]).toEqual([[], []]);
    expect((await lines()).map(({ what }) => what)).toEqual(Array(3).fill('removed unsent'));
  });

  test('is there still when the queue does not take it, and so are those behind it', async () => {
    sent.enqueue = async () => {
      throw new Error('The lane is not there');
    };
    await expect(send(Object.values(letters).map(({ id }) => id))).rejects.toThrow('not there');
    expect(box.there.has(letters.prompt.id)).toBe(true);
    expect(await lines()).toEqual([]);
  });

  test('goes again when whoever sent it died before it was removed', async () => {
    box.remove = async () => {
      throw new Error('crashed');
    };
    await expect(send([letters.prompt.id])).rejects.toThrow('crashed');
    const again = new LetterBox();
    again.put(letters.prompt);
    world.pass(60_000);
    expect(
      await answerGivenUp(
        { ...deps, deadLetters: again },
        { ids: [letters.prompt.id], answer: 'send', reason: 'Again.', by },
      ),
    ).toBe(1);
    expect(sent.prompts).toHaveLength(2);
    expect(await lines()).toHaveLength(2);
  });
});
