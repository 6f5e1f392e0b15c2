import { beforeEach, describe, expect, test } from 'vitest';
import { cohort as cohortSchema } from '../../../../functions/domain/cohort.ts';
import { key } from '../../../../functions/platform/keys.ts';
import { publishProgrammes } from '../../../../functions/programmes/publish-programmes.ts';
import { yamlContent } from '../../../../functions/programmes/yaml-content.ts';
import { templateKeys } from '../../../../functions/prompts/templates/template-keys.ts';
import { axeViolations } from '../../../support/axe.ts';
import { programmeText, sampleProgramme } from '../../../support/factories.ts';
import { visibleText } from '../../../support/html.ts';
import { ConsoleWorld } from '../world.ts';
import { fieldsOf } from './fields-of.ts';

const path = '/admin/cohorts/new';
const { key: programme, version } = sampleProgramme;
const dates = `${path}?${new URLSearchParams({
  from: 'none',
  programme: `${programme}#${version}`,
  title: 'Mastery Specialists 2027 to 2029',
  first: '2027-09-01',
})}`;
const hub = {
  'hub-name': 'North Hub',
  'hub-id': 'north-hub',
  'hub-runBy': 'North Hub, led by a sample school',
  'hub-replyTo': 'north@example.org',
};
const typed = { ...hub, 'lead-name': 'Sample Lead', 'lead-email': 'lead@example.org', reason: 'The first one.' };
const id = 'mastery-specialists-2027-to-2029';

let world: ConsoleWorld;
beforeEach(async () => {
  world = new ConsoleWorld('2027-01-11T10:00:00Z');
  await world.signInAll();
  await publishProgrammes(
    world.deps,
    { programmes: [{ file: 'programme.yaml', content: yamlContent(programmeText) }] },
    templateKeys,
  );
});

/** What the page of dates would send, with a link for each session that is online. */
async function form(): Promise<Record<string, string>> {
  const fields = fieldsOf(await world.html(dates));
  const links = Object.keys(fields)
    .filter((name) => name.startsWith('link-'))
    .map((name) => [name, 'https://meet.example.org/x']);
  return { ...fields, ...Object.fromEntries(links), ...typed };
}

describe('the first cohort of all', () => {
  test('asks for a programme that is published, though no cohort runs it', async () => {
    const html = await world.html(path);
    expect(visibleText(html)).toContain(`${sampleProgramme.title}, version ${version}`);
    expect(html).not.toContain('Like which cohort');
    expect(await axeViolations(html)).toEqual([]);
    const without = await world.html(`${path}?from=none&programme=&title=First&first=2027-09-01`);
    expect(visibleText(without)).toContain('Select a version of a programme');
  });

  test('has every date proposed, years, terms and holidays with them, and nothing made', async () => {
    const before = world.everything();
    const html = await world.html(dates);
    expect(fieldsOf(html)).toMatchObject({
      'opens-on': '2027-03-03',
      'year-to-0': '2028-07-21',
      'term-from-0': '2027-09-01',
      'holiday-title-0': 'Easter holidays 2027',
      'hub-id': '',
    });
    expect(await axeViolations(html)).toEqual([]);
    expect(world.everything()).toBe(before);
  });

  test('is made as it was put right, a holiday more and another less, and once', async () => {
    const fields = await form();
    const last = Object.keys(fields).filter((name) => name.startsWith('holiday-title-')).length - 1;
    const made = await world.post(path, {
      ...fields,
      'holiday-from-0': '',
      'holiday-to-0': '',
      [`holiday-title-${last}`]: 'A local week',
      [`holiday-from-${last}`]: '2027-11-01',
      [`holiday-to-${last}`]: '2027-11-05',
      'year-to-0': '2028-07-20',
      'term-to-2': '2028-07-20',
    });
    expect(made.headers.get('location')).toBe(`/admin/cohorts/${id}?done=created`);
    const cohort = await world.table.get(key.cohort(id), cohortSchema);
    expect(cohort).toMatchObject({ hub: { id: 'north-hub' }, lead: { name: 'Sample Lead' }, sample: false });
    expect(cohort?.years[0]?.endsOn).toBe('2028-07-20');
    expect(cohort?.holidays.at(-1)).toEqual({ title: 'A local week', from: '2027-11-01', to: '2027-11-05' });
    expect(cohort?.holidays[0]?.title).not.toBe('Easter holidays 2027');
    expect(visibleText(await world.html('/admin/cohorts'))).toContain('Mastery Specialists 2027 to 2029');
    const again = await world.post(path, fields);
    expect(visibleText(await again.text())).toContain('There is a cohort of this title already');
  });

  test.each([
    ['no short name of the hub', { 'hub-id': 'North Hub' }, 'Enter the hub’s short name'],
    ['no lead', { 'lead-name': '', 'lead-email': 'x' }, 'Enter who leads it'],
    ['a term without an end', { 'term-to-0': '' }, 'Enter the day'],
    ['a holiday without a name', { 'holiday-title-0': '' }, 'Enter what the holiday is called'],
    ['a year that ends before it begins', { 'year-to-0': '2027-08-01' }, 'Year 1 ends before it begins'],
    ['an online session without a link', { 'link-launch': '' }, 'Enter a link, which an online session needs'],
    ['no reason', { reason: '' }, 'Enter the reason'],
  ])('with %s is refused, the field is named, and what was typed is kept', async (_, wrong, message) => {
    const answer = await world.post(path, { ...(await form()), ...wrong });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(visibleText(html)).toContain(message);
    expect(fieldsOf(html)).toMatchObject({ 'hub-name': 'North Hub', ...wrong });
  });

  test('is of a hub that whoever makes it runs', async () => {
    await world.keepTo('other', ['admins', 'hub:another-hub']);
    const refused = await world.post(path, await form(), 'other');
    expect(visibleText(await refused.text())).toContain('Enter a hub that you run');
    const made = await world.post(path, { ...(await form()), 'hub-id': 'another-hub' }, 'other');
    expect(made.status).toBe(303);
  });
});

describe('a series of sessions', () => {
  const series = {
    'series-year': '1',
    'series-from': '2027-09-16',
    'series-every': '6',
    'series-half-starts': '13:30',
    'series-half-ends': '16:00',
    'series-whole-starts': '09:30',
    'series-whole-ends': '15:30',
    'series-venue': 'Sample Academy',
    'series-link': 'https://meet.example.org/group',
  };
  const asked = (changes: Readonly<Record<string, string>> = {}) =>
    `${dates}&${new URLSearchParams({ ...series, ...changes })}`;

  test('shows every date that it makes, and why one is later, before anything is made', async () => {
    const before = world.everything();
    const html = await world.html(asked());
    const fields = fieldsOf(html);
    expect(fields).toMatchObject({
      'on-launch': '2027-09-16',
      'link-launch': 'https://meet.example.org/group',
      'on-central-1': '2027-11-01',
      'venue-central-1': 'Sample Academy',
      'starts-central-1': '09:30',
      'starts-central-3': '13:30',
    });
    expect(visibleText(html)).toContain('Later than Thursday 28 October 2027, which falls on October half-term 2027');
    expect(await axeViolations(html)).toEqual([]);
    expect(world.everything()).toBe(before);
  });

  test('is made as it was shown, and leaves the other year and the catch-up days alone', async () => {
    const proposed = fieldsOf(await world.html(dates));
    const fields = fieldsOf(await world.html(asked()));
    for (const name of ['on-catch-up-1', 'on-catch-up-2', 'venue-catch-up-1'])
      expect(fields[name]).toBe(proposed[name]);
    const made = await world.post(path, { ...fields, ...typed });
    expect(made.headers.get('location')).toBe(`/admin/cohorts/${id}?done=created`);
    expect(visibleText(await world.html(`/admin/sessions?cohort=${id}`))).toContain('Mon 1 Nov');
  });

  test.each([
    ['too far apart', { 'series-every': '20' }, 'would come after year 1 has ended: begin earlier, or meet more often'],
    ['every no weeks', { 'series-every': '0' }, 'Enter how many weeks lie between two sessions'],
    ['before the year', { 'series-from': '2027-08-01' }, 'Enter a day of year 1, from Wednesday 1 September 2027'],
    ['without a first day', { 'series-from': '' }, 'Enter the day of the first session'],
    ['without a place', { 'series-venue': ' ' }, 'Enter where the group meets'],
    ['with a link that is none', { 'series-link': 'javascript:alert(1)' }, 'Enter a link that begins with https://'],
    ['of a year that is none', { 'series-year': '9' }, 'within a year that the programme has'],
  ])('%s is refused in words, and the dates stay as proposed', async (_, wrong, message) => {
    const html = await world.html(asked(wrong));
    expect(visibleText(html)).toContain(message);
    expect(fieldsOf(html)['on-central-1']).toBe(fieldsOf(await world.html(dates))['on-central-1']);
  });
});

test('beside other cohorts a cohort may be like none of them, with their hub proposed', async () => {
  await world.post(path, await form());
  expect(await world.html(path)).toContain('Like none: with a hub and a calendar of its own');
  const other = dates.replace('2027+to+2029', '2028+to+2030').replace('first=2027', 'first=2028');
  expect(fieldsOf(await world.html(other))).toMatchObject({ 'hub-id': 'north-hub', 'year-from-0': '2028-09-01' });
});
