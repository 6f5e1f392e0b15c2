import { beforeAll, describe, expect, test } from 'vitest';
import { key, partition } from '../../../../functions/platform/keys.ts';
import { axeViolations } from '../../../support/axe.ts';
import { visibleText } from '../../../support/html.ts';
import { ada, hostile, sampleConsole, withdrawn } from '../sample.ts';
import type { ConsoleWorld } from '../world.ts';

const page = `/admin/participants/${ada.id}`;
const path = `${page}/timeline`;
let world: ConsoleWorld;

beforeAll(async () => {
  world = await sampleConsole();
  const at = '2026-09-01T08:00:00.000Z';
  await world.put({
    ...key.logEntry(partition.subject('participant', ada.id), at, 'v2'),
    ...{ what: 'status', from: 'onboarding', to: 'year-1', why: 'year 1 has begun', by: 'programme', at },
  });
});

describe('the timeline', () => {
  test('tells what happened, the newest first: changes, sessions and e-mails with what became of them', async () => {
    const text = visibleText(await world.html(path)).split('What happened')[1] ?? '';
    const order = [
      'Session missed: Central half-day 3 To the participant. Not sent: already answered',
      'Central half-day 3 Absent',
      'Session reminder: Central half-day 3 To the participant. Bounced: mailbox full',
      'Central day 2 Attended',
      'Status Joining → Year 1. Year 1 has begun. The programme',
    ];
    const places = order.map((words) => text.replace(/\s+/g, ' ').indexOf(words));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('tells what is planned, month by month, from the planner itself', async () => {
    const text =
      visibleText(await world.html(path))
        .split('What happened')[0]
        ?.replace(/\s+/g, ' ') ?? '';
    expect(text).toMatch(/March 2027.*April 2027.*Central half-day 5 Expected/);
    expect(text).toMatch(/Session preparation: Central half-day 5 To the participant/);
    expect(text).toContain('The year 1 review begins');
  });

  test('of somebody who is out has no session after they left, and plans none', async () => {
    const text = visibleText(await world.html(`/admin/participants/${withdrawn.id}/timeline`));
    expect(text).not.toContain('Central');
    expect(text).not.toContain('Session reminder');
  });

  test('has nothing that axe finds, and nothing missing', async () => {
    const html = await world.html(path);
    expect(await axeViolations(html)).toEqual([]);
    expect(html).not.toMatch(/undefined|NaN|Invalid/);
  });
});

describe('a participant’s page', () => {
  test('shows the last and the next of it', async () => {
    const text = visibleText(await world.html(page)).replace(/\s+/g, ' ');
    expect(text).toMatch(/Lately and next.*Central half-day 3 Absent.*Now.*All that happened/);
  });

  test('takes a note, shows who wrote it, and runs none of it', async () => {
    await world.put({ ...key.staff('sample-admin'), name: 'Sample Admin' });
    const answer = await world.post(`${page}/notes`, { noteId: 'note-number-1', note: hostile });
    expect(answer.headers.get('location')).toBe(`${page}?done=noted`);
    const html = await world.html(`${page}?done=noted`);
    expect(visibleText(html)).toContain(`${hostile}\nSample Admin, Tue 9 Mar 10:00`);
    expect(html).not.toContain('<script>alert');
  });

  test('says what is wrong with an empty note', async () => {
    const answer = await world.post(`${page}/notes`, { noteId: 'note-number-2', note: ' ' });
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain('Enter the note');
  });
});
