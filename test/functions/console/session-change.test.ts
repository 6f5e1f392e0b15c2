import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { session as sessionSchema } from '../../../functions/domain/cohort.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aPromptRow, sampleCohort } from '../../support/factories.ts';
import { attributeOf, findElements, visibleText } from '../../support/html.ts';
import { ada, sampleConsole } from './sample.ts';
import type { ConsoleWorld } from './world.ts';

/** It is Tue 9 Mar 2027; Central half-day 5 is on Thu 29 Apr 2027, 1:30pm to 4pm, online. */
const id = 'central-5';
const page = `/admin/sessions/${sampleCohort.id}/${id}/change`;
const later = {
  ask: 'edit',
  seen: '1',
  'on-day': '6',
  'on-month': '5',
  'on-year': '2027',
  starts: '13:30',
  ends: '16:00',
  mode: 'online',
  venue: 'Online',
  joinUrl: 'https://meet.example.org/central-5',
  reason: 'The hall is needed for an exam.',
};

let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
  const told = aPromptRow({
    prompt: 'session-saved',
    anchor: `session:${id}`,
    state: 'delivered',
    aboutRevision: 1,
    acceptedAt: '2027-03-08T08:00:00.000Z',
  });
  await world.put({ ...key.prompt('participant', ada.id, told), ...told });
});

const stored = async () => v.parse(sessionSchema, await world.item(key.session(sampleCohort.id, id)));
const post = async (fields: Record<string, string>) => {
  const answer = await world.post(page, fields);
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
};
const hiddenFields = (html: string) => {
  const [form] = findElements(html, (element) => element.tagName === 'form' && attributeOf(element, 'action') === page);
  expect(form).toBeDefined();
  return Object.fromEntries(
    findElements(html, (element) => attributeOf(element, 'type') === 'hidden').map((element) => [
      attributeOf(element, 'name') ?? '',
      attributeOf(element, 'value') ?? '',
    ]),
  );
};

describe('a session’s page', () => {
  test('shows it as it is, with a form for each change, and has no fault that axe knows of', async () => {
    const html = await world.html(page);
    expect(visibleText(html)).toContain('Thursday 29 April 2027, 1:30pm to 4:00pm (UK time)');
    expect(visibleText(html)).toContain('Split it: a second sitting for some');
    expect(await axeViolations(html)).toEqual([]);
  });

  test('offers nothing to somebody who may only look', async () => {
    expect(await world.html(page, 'viewer')).not.toContain('name="ask"');
    expect((await world.post(page, later, 'viewer')).status).toBe(403);
  });
});

describe('a change', () => {
  test('is shown before it is made: who is told, whose e-mails move, and nothing is changed yet', async () => {
    const before = world.everything();
    const { status, html } = await post(later);
    expect(status).toBe(200);
    expect(visibleText(html)).toContain('Thursday 6 May 2027, 1:30pm to 4:00pm (UK time)');
    expect(visibleText(html)).toContain('1 was told of it before and gets one e-mail with old and new');
    expect(visibleText(html)).toContain('Session changed: ');
    expect(world.everything()).toBe(before);
    expect(await axeViolations(html)).toEqual([]);
  });

  test('is made by the button of its preview, and stays one when the button is pressed twice', async () => {
    const fields = hiddenFields((await post(later)).html);
    expect(await post(fields)).toMatchObject({ status: 303, location: `${page}?done=session` });
    expect(await post(fields)).toMatchObject({ status: 303 });
    expect(await stored()).toMatchObject({ revision: 2, startsAt: '2027-05-06T12:30:00Z', icsSequence: 1 });
    const html = await world.html(page);
    expect(visibleText(html)).toContain('What became of it');
    expect(visibleText(html)).toContain('The hall is needed for an exam.');
  });

  test('of a session that somebody else changed meanwhile shows what they made of it', async () => {
    const fields = hiddenFields((await post(later)).html);
    await post({ ...hiddenFields((await post({ ...later, ask: 'cancel' })).html) });
    const { status, html } = await post(fields);
    expect(status).toBe(422);
    expect(visibleText(html)).toContain('Somebody else changed this session meanwhile');
    expect(await stored()).toMatchObject({ state: 'cancelled', revision: 2 });
    expect(await axeViolations(html)).toEqual([]);
  });

  test.each([
    ['without a reason', { reason: ' ' }, 'Enter a reason'],
    ['to a day that is none', { 'on-day': '31', 'on-month': '2' }, 'Enter a real date'],
    ['to the past', { 'on-year': '2026', 'on-month': '10' }, 'must be in the future'],
    ['to after the programme', { 'on-year': '2029' }, 'within the cohort’s years'],
    ['that ends before it starts', { ends: '13:00' }, 'after the start'],
    ['to a room that is not named', { mode: 'face-to-face', venue: '' }, 'Enter the venue'],
    ['that changes nothing', { 'on-day': '29', 'on-month': '4' }, 'Nothing would change'],
  ])('%s is refused, with what was typed kept', async (_, fields, message) => {
    const before = world.everything();
    const { status, html } = await post({ ...later, ...fields });
    expect(status).toBe(422);
    expect(visibleText(html)).toContain(message);
    expect(world.everything()).toBe(before);
    expect(await axeViolations(html)).toEqual([]);
  });

  test('that splits it sends only those who were chosen to the second sitting', async () => {
    const split = { ...later, ask: 'split', members: ada.id };
    await post(hiddenFields((await post(split)).html));
    expect(await stored()).toMatchObject({ revision: 2, notFor: [ada.id] });
    const sitting = await world.item(key.session(sampleCohort.id, `${id}-sitting-2`));
    expect(sitting).toMatchObject({ onlyFor: [ada.id], sittingOf: id, startsAt: '2027-05-06T12:30:00Z' });
  });
});

describe('a room', () => {
  const room = `/admin/sessions/${sampleCohort.id}/central-6`;

  test('that holds fewer than are to come is told on the session’s page and in the list, and nobody is written to', async () => {
    expect(visibleText(await world.html(`${room}/change`))).not.toContain('The room holds');
    expect((await world.post(`${room}/seats`, { seats: 'many' })).status).toBe(422);
    expect((await world.post(`${room}/seats`, { seats: '1' })).status).toBe(303);
    const html = await world.html(`${room}/change`);
    expect(visibleText(html)).toMatch(/The room holds 1 and \d+ are to come: split the session/);
    expect(await axeViolations(html)).toEqual([]);
    expect(visibleText(await world.html('/admin/sessions'))).toContain('The room holds 1 and');
    const item = v.parse(sessionSchema, await world.item(key.session(sampleCohort.id, 'central-6')));
    expect(item).toMatchObject({ seats: 1, revision: 1 });
    expect((await world.post(`${room}/seats`, { seats: '' })).status).toBe(303);
    expect(visibleText(await world.html('/admin/sessions'))).not.toContain('The room holds');
  });
});
