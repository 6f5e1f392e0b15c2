import { beforeEach, describe, expect, test } from 'vitest';
import { decideNomination } from '../../../functions/nominations/decide-nomination.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aParticipant, sampleCohort } from '../../support/factories.ts';
import { attributeOf, findElements, visibleText } from '../../support/html.ts';
import { ada, inReview, parked, sampleConsole, toDecide, withdrawn } from './sample.ts';
import type { ConsoleWorld } from './world.ts';

const nomination = `/admin/nominations/${toDecide.id}`;
const register = `/admin/sessions/${sampleCohort.id}/central-4`;
const typed = 'Typed & kept "as it was" <b>';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
});

/** Posts what is wrong, and sees that the page says so, links the error to its field and changes nothing. */
async function expectRefused(path: string, fields: Record<string, string>, field: string, message: string) {
  const before = world.everything();
  const answer = await world.post(path, fields);
  expect(answer.status).toBe(422);
  const html = await answer.text();
  expect(/<title>([^<]*)/.exec(html)?.[1]).toMatch(/^Error: /);
  const links = findElements(html, (element) => attributeOf(element, 'href') === `#${field}`);
  expect(links.map((link) => ('value' in (link.childNodes[0] ?? {}) ? link.childNodes[0] : undefined))).toMatchObject([
    { value: message },
  ]);
  expect(findElements(html, (element) => attributeOf(element, 'id') === field)).toHaveLength(1);
  expect(await axeViolations(html)).toEqual([]);
  expect(world.everything()).toBe(before);
  return html;
}

/** The page after a form was done: the address that it leads to, opened. */
async function expectDone(path: string, fields: Record<string, string>, said: string) {
  const answer = await world.post(path, fields);
  expect(answer.status).toBe(303);
  const page = await world.get(answer.headers.get('location') ?? '');
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(visibleText(html)).toContain(said);
  expect(await axeViolations(html)).toEqual([]);
}

function checkedOf(html: string, name: string): (string | undefined)[] {
  return findElements(
    html,
    (element) => attributeOf(element, 'name') === name && attributeOf(element, 'checked') !== undefined,
  ).map((element) => attributeOf(element, 'value'));
}

function textareaOf(html: string, name: string): string {
  const [area] = findElements(
    html,
    (element) => element.tagName === 'textarea' && attributeOf(element, 'name') === name,
  );
  return area?.childNodes.map((node) => ('value' in node ? node.value : '')).join('') ?? '';
}

describe('deciding on a nomination', () => {
  const path = `${nomination}/decision`;

  test('takes it into the programme, and says so', async () => {
    await expectDone(
      path,
      { outcome: 'accepted', reason: '', seen: 'awaiting-decision' },
      'The nomination is accepted',
    );
    expect(await world.facts('nomination', toDecide.id)).toMatchObject({ status: 'accepted' });
    expect(await world.logOf('nomination', toDecide.id)).toMatchObject([{ by: 'sample-admin', to: 'accepted' }]);
  });

  test('twice takes one place', async () => {
    const form = { outcome: 'accepted', reason: '', seen: 'awaiting-decision' };
    await expectDone(path, form, 'The nomination is accepted');
    await expectDone(path, form, 'The nomination is accepted');
    expect(await world.placesTaken()).toBe(5);
  });

  test('without a choice asks for one, and keeps the reason', async () => {
    const html = await expectRefused(path, { reason: typed }, 'outcome', 'Choose what to decide');
    expect(textareaOf(html, 'reason')).toContain(typed);
  });

  test('to decline needs a reason, and keeps the choice', async () => {
    const html = await expectRefused(
      path,
      { outcome: 'declined', reason: '  ' },
      'reason',
      'Enter the reason: the school is told',
    );
    expect(checkedOf(html, 'outcome')).toEqual(['declined']);
  });

  test('keeps a reason that is too long, whole', async () => {
    const long = 'x'.repeat(1001);
    const message = 'Your reason must be 1000 characters or fewer';
    const html = await expectRefused(path, { outcome: 'declined', reason: long }, 'reason', message);
    expect(textareaOf(html, 'reason')).toContain(long);
  });

  test('says when every place is taken', async () => {
    await world.put({ ...key.cohortPlaces(sampleCohort.id), taken: sampleCohort.capacity });
    await expectRefused(
      path,
      { outcome: 'accepted', reason: typed },
      'outcome',
      'Every place of the cohort is taken. Put it on the waiting list instead.',
    );
  });

  test('the second of two admins sees what the first did', async () => {
    await decideNomination(world.deps, toDecide.id, { outcome: 'waitlisted', reason: '', by: 'other-admin' });
    const form = { outcome: 'declined', reason: typed, seen: 'awaiting-decision' };
    const message = 'Somebody changed this nomination just now. Look again, then decide.';
    const html = await expectRefused(path, form, 'outcome', message);
    expect(visibleText(html)).toContain('Waiting list');
    expect(textareaOf(html, 'reason')).toContain(typed);
  });

  test('what is decided already is not decided again, and leads to how it was', async () => {
    await decideNomination(world.deps, toDecide.id, { outcome: 'declined', reason: 'First', by: 'other-admin' });
    const form = { outcome: 'accepted', reason: '', seen: 'awaiting-decision' };
    const html = await expectRefused(path, form, 'facts', 'This nomination is decided already.');
    expect(visibleText(html)).toContain('First');
  });
});

describe('deciding on a review', () => {
  const path = `/admin/participants/${inReview.id}/gate`;
  const form = { gate: 'year-1', gateOutcome: 'waive', gateReason: 'Maternity leave' };

  test('is done, said and recorded', async () => {
    await expectDone(path, form, 'Your decision is recorded.');
    expect(visibleText(await world.html(`/admin/participants/${inReview.id}`))).toContain(
      'Decision on the year 1 review\nWhat is missing is waived: Maternity leave',
    );
  });

  test('twice is on the record once', async () => {
    await expectDone(path, form, 'Your decision is recorded.');
    await expectDone(path, form, 'Your decision is recorded.');
    expect(await world.logOf('participant', inReview.id)).toHaveLength(1);
  });

  test.each([
    ['without a review', { ...form, gate: '' }, 'gate', 'Choose which review you decide on'],
    ['on a review that there is not', { ...form, gate: 'year-9' }, 'gate', 'Choose which review you decide on'],
    ['without a decision', { ...form, gateOutcome: '' }, 'gateOutcome', 'Choose what to decide'],
    ['without a reason', { ...form, gateReason: '' }, 'gateReason', 'Enter the reason'],
  ])('%s asks for it', async (_, fields, field, message) => {
    await expectRefused(path, fields, field, message);
  });

  test('keeps what was typed', async () => {
    const html = await expectRefused(
      path,
      { ...form, gateOutcome: '', gateReason: typed },
      'gateOutcome',
      'Choose what to decide',
    );
    expect(textareaOf(html, 'gateReason')).toContain(typed);
    expect(checkedOf(html, 'gate')).toEqual(['year-1']);
  });

  test('for somebody who has withdrawn is refused', async () => {
    const message = 'They no longer take part, so this was not recorded.';
    await expectRefused(`/admin/participants/${withdrawn.id}/gate`, form, 'facts', message);
  });
});

describe('trying again what is parked', () => {
  const path = `/admin/participants/${parked.id}/try-again`;

  test('takes the mark away, says so, and twice is once', async () => {
    await expectDone(path, {}, 'The journey tries again.');
    await expectDone(path, {}, 'The journey tries again.');
    expect(await world.facts('participant', parked.id)).not.toHaveProperty('parked');
    expect(await world.logOf('participant', parked.id)).toHaveLength(1);
  });
});

describe('a register', () => {
  const mark = (id: string) => `mark-${id}`;
  const placeOf = async (id: string) => (await world.item(key.place(id, 'central-4')))?.state;

  test('marks those for whom something was chosen, and nobody else', async () => {
    await expectDone(register, { [mark(ada.id)]: '', [mark(parked.id)]: 'attended' }, 'The register is saved.');
    expect(await placeOf(parked.id)).toBe('attended');
    expect(await placeOf(ada.id)).toBe('attended');
    expect(await placeOf(inReview.id)).toBeUndefined();
    expect(await world.logOf('participant', ada.id)).toEqual([]);
  });

  test('twice earns once', async () => {
    for (const _ of [1, 2]) await expectDone(register, { [mark(parked.id)]: 'attended' }, 'The register is saved.');
    const credits = await world.table.queryAll({ pk: `PART#${parked.id}`, prefix: 'C#CREDIT#' });
    expect(credits.map(({ amount }) => amount)).toEqual([1]);
  });

  test('a mark that there is not is refused, and the others are not saved either', async () => {
    const fields = { [mark(ada.id)]: 'absent', [mark(parked.id)]: 'present' };
    const html = await expectRefused(register, fields, mark(parked.id), 'Choose a mark from the list');
    const chosen = findElements(
      html,
      ({ tagName, attrs }) => tagName === 'option' && attrs.some(({ name }) => name === 'selected'),
    );
    expect(chosen.map((option) => attributeOf(option, 'value'))).toEqual(['absent']);
  });

  test('marks nobody of another cohort, whatever its form says', async () => {
    const other = aParticipant({ id: 'THER2345', cohortId: 'zz-other', status: 'year-1' });
    await world.putDriven(other);
    const before = await world.facts('participant', other.id);
    await expectDone(register, { [mark(other.id)]: 'attended' }, 'The register is saved.');
    expect(await world.facts('participant', other.id)).toEqual(before);
  });

  test('of a session that has not begun marks nobody', async () => {
    const path = `/admin/sessions/${sampleCohort.id}/central-5`;
    const before = world.everything();
    await expectDone(path, { [mark(ada.id)]: 'attended' }, 'The register opens when the session begins.');
    expect(world.everything()).toBe(before);
  });

  test('of more than fifty is saved page by page, each returning to itself', async () => {
    const ids = Array.from(
      { length: 60 },
      (_, n) => `MANY22${n < 30 ? 'A' : 'B'}${'23456789ABCDEFGHJKMNPQRSTVWXYZ'[n % 30]}`,
    );
    for (const id of ids) await world.putDriven(aParticipant({ id, status: 'year-1' }));
    const html = await world.html(register);
    const next = /href="([^"]*\?after=(\w+))"/.exec(html);
    const second = await world.html(next?.[1] ?? '');
    const [field = ''] = /mark-\w+/.exec(second) ?? [];
    expect(html).not.toContain(field);
    const saved = await world.post(register, { after: next?.[2] ?? '', [field]: 'absent' });
    expect(saved.headers.get('location')).toBe(`${next?.[1]}&done=register`);
    expect(await placeOf(field.slice('mark-'.length))).toBe('absent');
  });
});
