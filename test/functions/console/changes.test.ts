import { beforeEach, describe, expect, test } from 'vitest';
import { deferParticipant } from '../../../functions/participants/defer-participant.ts';
import { withdrawParticipant } from '../../../functions/participants/withdraw-participant.ts';
import { axeViolations } from '../../support/axe.ts';
import { aParticipant } from '../../support/factories.ts';
import { attributeOf, findElements, visibleText } from '../../support/html.ts';
import { ada, parked, sampleConsole, withdrawn } from './sample.ts';
import type { ConsoleWorld } from './world.ts';

const home = `/admin/participants/${ada.id}`;
const at = (change: string, id: string = ada.id) => `/admin/participants/${id}/change/${change}`;
const typed = 'Typed & kept "as it was" <b>';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
});

/** The page with a form's effect: everything is as it was, and it holds what is to be sent to do it. */
async function preview(path: string, fields: Record<string, string>) {
  const before = world.everything();
  const answer = await world.post(path, { ...fields, step: 'preview' });
  const html = await answer.text();
  expect(visibleText(html)).toContain('What happens');
  expect(answer.status).toBe(200);
  expect(await axeViolations(html)).toEqual([]);
  expect(world.everything()).toBe(before);
  const hidden = findElements(html, (element) => attributeOf(element, 'type') === 'hidden');
  const confirm = Object.fromEntries(
    hidden.map((element) => [attributeOf(element, 'name') ?? '', attributeOf(element, 'value') ?? '']),
  );
  return { text: visibleText(html), confirm: { ...confirm, step: 'confirm' } };
}

async function expectDone(path: string, fields: Record<string, string>, said: string) {
  const answer = await world.post(path, fields);
  expect(answer.status).toBe(303);
  const html = await world.html(answer.headers.get('location') ?? '');
  expect(visibleText(html)).toContain(said);
  expect(await axeViolations(html)).toEqual([]);
}

async function expectRefused(path: string, fields: Record<string, string>, field: string, message: string) {
  const before = world.everything();
  const answer = await world.post(path, fields);
  const html = await answer.text();
  expect(answer.status).toBe(422);
  const links = findElements(html, (element) => attributeOf(element, 'href') === `#${field}`);
  expect(links.map((link) => ('value' in (link.childNodes[0] ?? {}) ? link.childNodes[0] : undefined))).toMatchObject([
    { value: message },
  ]);
  expect(await axeViolations(html)).toEqual([]);
  expect(world.everything()).toBe(before);
  return html;
}

describe('what can be changed', () => {
  test('is listed as it fits the person’s status', async () => {
    const labels = async (id: string) =>
      findElements(await world.html(`/admin/participants/${id}`), (element) =>
        (attributeOf(element, 'href') ?? '').includes('/change/'),
      ).map((link) => attributeOf(link, 'href')?.split('/').at(-1));
    expect(await labels(ada.id)).toEqual(['correct', 'pause', 'school', 'replace', 'withdraw', 'merge']);
    await withdrawParticipant(world.deps, ada.id, { reason: 'other', note: '', by: 'other-admin' });
    expect(await labels(ada.id)).toEqual(['correct', 'replace', 'reinstate', 'merge']);
    await deferParticipant(world.deps, parked.id, { reason: 'other', note: '', by: 'other-admin' });
    expect(await labels(parked.id)).toEqual(['correct', 'resume', 'pause', 'school', 'replace', 'withdraw', 'merge']);
  });

  test('is not shown to whoever may only look', async () => {
    expect(visibleText(await world.html(home, 'viewer'))).not.toContain('Withdraw');
  });

  test.each(['correct', 'pause', 'resume', 'school', 'school-off', 'replace', 'reinstate', 'withdraw', 'merge'])(
    'the form “%s” can be read by everybody',
    async (change) => {
      const answer = await world.get(at(change));
      expect(answer.status).toBe(200);
      expect(await axeViolations(await answer.text())).toEqual([]);
    },
  );
});

describe('withdrawing', () => {
  const fields = { why: 'moved-school', note: typed };

  test('shows what would happen, then is done, said and recorded, and gives the place back', async () => {
    const { text, confirm } = await preview(at('withdraw'), fields);
    expect(text).toContain('At once to: participant, headteacher, lead of the cohort.');
    expect(text).toMatch(/\d+ planned emails will not be sent/);
    await expectDone(at('withdraw'), confirm, 'The participant is withdrawn.');
    expect(await world.placesTaken()).toBe(3);
    expect(visibleText(await world.html(home))).toContain('Moved to another school');
    expect(await world.logOf('participant', ada.id)).toMatchObject([
      { by: 'sample-admin', why: `Moved to another school: ${typed}` },
    ]);
  });

  test('twice gives one place back', async () => {
    const { confirm } = await preview(at('withdraw'), fields);
    for (const _ of [1, 2]) await expectDone(at('withdraw'), confirm, 'The participant is withdrawn.');
    expect(await world.placesTaken()).toBe(3);
  });

  test('after a bereavement says that nobody is written to', async () => {
    const { text } = await preview(at('withdraw'), { why: 'bereavement', note: '' });
    expect(text).toContain('Nobody is written to because of this.');
  });

  test('without a reason asks for one and keeps the note', async () => {
    const html = await expectRefused(at('withdraw'), { note: typed }, 'why', 'Choose why they withdraw');
    expect(visibleText(html)).toContain(typed);
  });

  test('of somebody who is through is refused and on the record', async () => {
    const done = aParticipant({ id: 'DNNE2345', status: 'completed' });
    await world.putDriven(done);
    const answer = await world.post(at('withdraw', done.id), { why: 'other', note: '', step: 'confirm' });
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain('They no longer take part, so this was not recorded');
    expect(await world.facts('participant', done.id)).toMatchObject({ status: 'completed' });
  });

  test('that somebody else came before is shown again, and not done', async () => {
    const { confirm } = await preview(at('withdraw'), fields);
    await deferParticipant(world.deps, ada.id, { reason: 'career-break', note: '', by: 'other-admin' });
    const answer = await world.post(at('withdraw'), confirm);
    expect(answer.status).toBe(200);
    expect(visibleText(await answer.text())).toContain('Something has changed for Ada Example since you looked');
    expect(await world.facts('participant', ada.id)).toMatchObject({ status: 'deferred' });
  });
});

describe('the other changes', () => {
  test('a pause asks for a date in the future', async () => {
    const date = { 'returns-day': '1', 'returns-month': '2', 'returns-year': '2026' };
    await expectRefused(
      at('pause'),
      { why: 'parental-leave', ...date },
      'returns-day',
      'The date of return must be in the future',
    );
    const later = { why: 'parental-leave', ...date, 'returns-year': '2028' };
    const { text, confirm } = await preview(at('pause'), later);
    expect(text).toContain('They are expected back on Tuesday 1 February 2028.');
    await expectDone(at('pause'), confirm, 'The participant is paused.');
  });

  test('bringing somebody back says what is still to come', async () => {
    await deferParticipant(world.deps, ada.id, { reason: 'other', note: '', by: 'other-admin' });
    const { text, confirm } = await preview(at('resume'), { cohort: ada.cohortId, note: '' });
    expect(text).toContain('What they have earned stays theirs: 4 days.');
    await expectDone(at('resume'), confirm, 'The participant is back.');
  });

  test('a change of school inside the hub asks for its headteacher', async () => {
    const fields = {
      kind: 'in-hub',
      schoolName: 'New Example School',
      urn: '123 456',
      'from-day': '12',
      'from-month': '4',
      'from-year': '2027',
    };
    await expectRefused(
      at('school'),
      { ...fields, headName: 'Nia New' },
      'headEmail',
      'Enter the headteacher’s email address',
    );
    const { text, confirm } = await preview(at('school'), {
      ...fields,
      headName: 'Nia New',
      headEmail: 'nia@new.example.org',
    });
    expect(text).toContain('At once to: new headteacher.');
    await expectDone(at('school'), confirm, 'The new school is asked.');
    expect(visibleText(await world.html(home))).toContain('its headteacher has not answered yet');
  });

  test('a corrected address is said before it is done', async () => {
    const fields = { role: 'participant', name: 'Ada Example', email: 'ada.new@school.example', note: '' };
    const { text, confirm } = await preview(at('correct'), fields);
    expect(text).toContain('Every link that was sent to the old address stops working.');
    await expectDone(at('correct'), confirm, 'The details are put right.');
    expect(visibleText(await world.html(home))).toContain('ada.new@school.example');
  });

  test('a colleague is asked to take over', async () => {
    const { confirm } = await preview(at('replace'), { name: 'Cleo New', email: 'cleo@school.example', note: '' });
    for (const _ of [1, 2]) await expectDone(at('replace'), confirm, 'The colleague is asked.');
    expect(visibleText(await world.html(home))).toContain('Colleague asked');
  });

  test('a merge is a dry run first, and needs a reference that there is', async () => {
    await expectRefused(at('merge'), { duplicate: 'ABCD2345' }, 'duplicate', 'There is no record with that reference');
    await expectRefused(
      at('merge'),
      { duplicate: 'what?' },
      'duplicate',
      'Enter the reference of the other record: eight letters and numbers, like ABCD2345',
    );
    const { text, confirm } = await preview(at('merge'), { duplicate: parked.id.toLowerCase(), note: '' });
    expect(text).toContain(`The record ${parked.id} of Priya Parked, St Sample’s School, closes.`);
    await expectDone(at('merge'), confirm, 'The records are merged.');
    expect(await world.facts('participant', parked.id)).toMatchObject({ status: 'merged', mergedInto: ada.id });
  });

  test('a withdrawal of more than thirty days ago is not taken back', async () => {
    await expectRefused(
      at('reinstate', withdrawn.id),
      { note: '' },
      'note',
      'More than 30 days have passed: they have to be nominated again',
    );
  });
});
