import { beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from '../../support/axe.ts';
import { letters } from '../../support/given-up.ts';
import { visibleText } from '../../support/html.ts';
import { sampleConsole } from './sample.ts';
import type { ConsoleWorld } from './world.ts';

const path = '/admin/dead-letters';
let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
  world.letters.put(...Object.values(letters));
});

describe('what was given up', () => {
  test('is listed in words, with what sending it again does, and nobody’s address', async () => {
    const html = await world.html(path);
    const text = visibleText(html);
    expect(text).toContain('About 6 messages were given up after every try.');
    expect(text).toContain('Email “Session reminder” about participant PART2345, Mon 8 Mar 09:00');
    expect(text).toContain('sent at most once');
    expect(text).toContain('There is nothing to send: the sweep sees to it');
    expect(html).not.toContain('teacher@example.org');
    expect(await axeViolations(html)).toEqual([]);
  });

  test('is sent again with a reason, which the page keeps with who did it', async () => {
    const typed = { letter: letters.prompt.id, answer: 'send', reason: 'The mailer is mended.' };
    const done = await world.post(path, typed);
    expect(done.headers.get('location')).toBe(`${path}?done=letters-sent`);
    expect(world.sent.prompts).toHaveLength(1);
    const text = visibleText(await world.html(path));
    expect(text).toContain('“Session reminder” for participant PART2345: sent again');
    expect(text).toContain('The mailer is mended.');
    expect((await world.post(path, typed)).status).toBe(303);
    expect(world.sent.prompts).toHaveLength(1);
  });

  test.each([
    ['nothing ticked', { letter: '' }, 'Tick what you mean'],
    ['no answer', { answer: '' }, 'Choose what to do with them'],
    ['no reason', { reason: '' }, 'Enter the reason'],
  ])('with %s is not touched', async (_, wrong, message) => {
    const fields = { letter: letters.prompt.id, answer: 'send', reason: 'Mended.', ...wrong };
    const { letter, ...others } = fields;
    const answer = await world.post(path, letter === '' ? others : fields);
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain(message);
    expect([world.letters.there.size, world.sent.prompts.length]).toEqual([6, 0]);
  });

  test('is not for an admin who is kept to some hubs, who is told how much there is', async () => {
    await world.keepTo('admin', ['admins', 'hub:sample-maths-hub']);
    const text = visibleText(await world.html(path));
    expect(text).toContain('About 6 messages were given up');
    expect(text).not.toContain('PART2345');
    const fields = { letter: letters.prompt.id, answer: 'send', reason: 'Mended.' };
    expect((await world.post(path, fields)).status).toBe(403);
    expect(world.sent.prompts).toEqual([]);
  });
});
