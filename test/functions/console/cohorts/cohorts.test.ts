import { beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from '../../../support/axe.ts';
import { sampleCohort } from '../../../support/factories.ts';
import { visibleText } from '../../../support/html.ts';
import { sampleConsole } from '../sample.ts';
import type { ConsoleWorld } from '../world.ts';
import { fieldsOf } from './fields-of.ts';

const home = `/admin/cohorts/${sampleCohort.id}`;
let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
});

describe('cohorts', () => {
  test('are listed with their places and whether they take nominations, and lead to their own pages', async () => {
    const text = visibleText(await world.html('/admin/cohorts'));
    expect(text).toContain(sampleCohort.title);
    expect(text).toContain('4 of 20');
    expect(text).toContain('Closed since');
    expect(await world.html('/admin/cohorts')).toContain(`href="${home}"`);
  });

  test.each(['/admin/cohorts', home, `${home}/rehearse`, `${home}/window`, '/admin/cohorts/new', newDates()])(
    '%s has nothing that axe finds',
    async (path) => {
      expect(await axeViolations(await world.html(path))).toEqual([]);
    },
  );

  test('show their sessions on a calendar', async () => {
    const text = visibleText(await world.html(home));
    expect(text).toContain('September 2026');
    expect(text).toContain('Central day 1');
  });

  test('offer what changes them to those who run the programme only', async () => {
    expect(await world.html(home, 'admin')).toContain(`${home}/window`);
    expect(await world.html(home, 'lead')).not.toContain(`${home}/window`);
  });
});

describe('a rehearsal', () => {
  test('shows every e-mail of two years on a calendar and sends none', async () => {
    const before = world.everything();
    const text = visibleText(await world.html(`${home}/rehearse`));
    expect(text).toMatch(/\d+ emails, none of which is sent/);
    expect(text).toContain('Session reminder');
    expect(text).toContain('Completed');
    expect(world.everything()).toBe(before);
  });

  test('of somebody who never answers ends at the last review', async () => {
    expect(visibleText(await world.html(`${home}/rehearse?who=silent`))).toContain('Completion review');
  });
});

const reopened = {
  'opens-on': '2026-03-03',
  'opens-at': '09:00',
  'closes-on': '2026-07-03',
  'closes-at': '17:00',
  reason: 'Two schools asked for more time.',
};

describe('nominations', () => {
  test('are opened after a preview that changes nothing, with a reason on record', async () => {
    const before = world.everything();
    const preview = await world.post(`${home}/window`, reopened);
    expect(visibleText(await preview.text())).toContain('Nothing has been changed yet');
    expect(world.everything()).toBe(before);
    const done = await world.post(`${home}/window`, { ...reopened, step: 'apply' });
    expect(done.headers.get('location')).toBe(`${home}?done=window`);
    expect(visibleText(await world.html(home))).toContain('3 July 2026');
    expect(await world.logOf('cohort', sampleCohort.id)).toMatchObject([
      { what: 'when nominations are taken', why: reopened.reason, by: 'sample-admin', logOf: sampleCohort.id },
    ]);
  });

  test('set so twice are set once', async () => {
    await world.post(`${home}/window`, { ...reopened, step: 'apply' });
    const before = world.everything();
    await world.post(`${home}/window`, { ...reopened, step: 'apply' });
    expect(world.everything()).toBe(before);
  });

  test.each([
    ['without a reason', { reason: '' }, 'Enter the reason'],
    ['that close before they open', { 'closes-on': '2026-03-02' }, 'must close after they open'],
    ['that close after the start', { 'closes-on': '2026-10-01' }, 'before the first year begins'],
    ['on a day that is none', { 'opens-on': '2026-02-31' }, 'Enter the day on which nominations open'],
  ])('%s are refused, with what was typed kept', async (_, wrong, message) => {
    const answer = await world.post(`${home}/window`, { ...reopened, ...wrong, step: 'apply' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(visibleText(html)).toContain(message);
    expect(html).toContain('value="09:00"');
  });
});

function newDates(first = '2027-09-01'): string {
  const query = new URLSearchParams({
    from: sampleCohort.id,
    programme: '',
    title: 'Mastery Specialists 2027 to 2029',
    first,
  });
  return `/admin/cohorts/new?${query}`;
}

describe('a new cohort', () => {
  test('is last year’s with its dates moved by whole weeks, shown before it is made', async () => {
    const before = world.everything();
    const html = await world.html(newDates());
    expect(fieldsOf(html)).toMatchObject({
      'on-launch': '2027-09-16',
      'starts-launch': '16:00',
      'opens-on': '2027-03-02',
      'lead-email': sampleCohort.lead.email,
    });
    expect(world.everything()).toBe(before);
  });

  test('is made as it was put right, with a line of its record, and once', async () => {
    const fields = fieldsOf(await world.html(newDates()));
    const typed = { ...fields, 'on-launch': '2027-09-15', reason: 'The next year.' };
    const made = await world.post('/admin/cohorts/new', typed);
    const id = 'mastery-specialists-2027-to-2029';
    expect(made.headers.get('location')).toBe(`/admin/cohorts/${id}?done=created`);
    expect(visibleText(await world.html(`/admin/cohorts/${id}`))).toContain('Wed 15 Sep');
    expect(visibleText(await world.html(`/admin/sessions?cohort=${id}`))).toContain('Wed 15 Sep');
    expect(await world.logOf('cohort', id)).toMatchObject([{ what: 'created', why: 'The next year.' }]);
    const again = await world.post('/admin/cohorts/new', typed);
    expect(visibleText(await again.text())).toContain('There is a cohort of this title already');
  });

  test.each([
    ['a session after its year', { 'on-central-1': '2029-01-01' }, 'does not lie within year 1'],
    ['an online session without a link', { 'link-launch': '' }, 'Enter a link, which an online session needs'],
    ['no reason', { reason: '' }, 'Enter the reason'],
    ['no place', { capacity: '0' }, 'Enter how many places there are'],
  ])('with %s is refused, and the field is named', async (_, wrong, message) => {
    const fields = { ...fieldsOf(await world.html(newDates())), reason: 'The next year.' };
    const answer = await world.post('/admin/cohorts/new', { ...fields, ...wrong });
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain(message);
  });

  test('without a title is asked for one', async () => {
    const answer = await world.get('/admin/cohorts/new?title=&first=2027-09-01');
    expect(visibleText(await answer.text())).toContain('Enter the title of the new cohort');
  });
});
