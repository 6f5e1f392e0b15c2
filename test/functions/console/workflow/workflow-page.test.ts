import { beforeAll, expect, test } from 'vitest';
import { axeViolations } from '../../../support/axe.ts';
import { visibleText } from '../../../support/html.ts';
import { ada, parked, sampleConsole, toDecide } from '../sample.ts';
import type { ConsoleWorld } from '../world.ts';

const path = `/admin/participants/${ada.id}/workflow`;
const entered = (id: number, state: string) => ({
  id,
  at: '2027-03-01T09:00:00.000Z',
  type: 'TaskStateEntered',
  state,
  details: { input: { id: ada.id, leg: 1 } },
});

let world: ConsoleWorld;
beforeAll(async () => {
  world = await sampleConsole();
  const events = Array.from({ length: 130 }, (_, at) => entered(at + 1, at % 2 ? 'SendPrompts' : 'PlanNextStep'));
  world.histories.remember(`${ada.id}-0-1`, events);
});

/** The words in the boxes of the drawing that have a mark. */
async function marked(at: string, mark: string): Promise<string[]> {
  const html = await world.html(at);
  const boxes = html.split('<g class="').filter((part) => part.includes(`tl-graph__step--${mark}`));
  return boxes.map((box) => visibleText(box.slice(box.indexOf('<text'), box.indexOf('</g>'))).replace(/\s+/g, ' '));
}

test('the drawing marks where the journey is by our own table, and where it was by its history', async () => {
  expect(await marked(path, 'current')).toEqual(['Waiting for a session, or for the moment to write about it ↺']);
  expect(await marked(path, 'visited')).toEqual(['Plan the next step', 'Send prompts ↺']);
});

test('whoever is parked is where an admin looks', async () => {
  const [box] = await marked(`/admin/participants/${parked.id}/workflow`, 'current');
  expect(box).toContain('Parked');
});

test('a list says the same in words', async () => {
  const text = visibleText(await world.html(path));
  expect(text).toContain('Send prompts\nIt was here\nPlan the next step\nBefore parking');
  expect(text).toContain('Waiting for check-in at a session\nNot in this execution');
});

test('a nomination’s workflow is its own', async () => {
  expect(await marked(`/admin/nominations/${toDecide.id}/workflow`, 'current')).toEqual(
    ['Waiting for an admin’s decision ↺'].map((words) => words.replace('’', "'")),
  );
});

test('an execution that Step Functions has forgotten is said to be gone', async () => {
  expect(visibleText(await world.html(`/admin/participants/${parked.id}/workflow`))).toContain('no longer holds');
  expect(visibleText(await world.html(`/admin/participants/${parked.id}/workflow/history`))).toContain(
    'no longer holds',
  );
});

test('the workflow asks for one execution’s history, once', async () => {
  world.histories.asked.length = 0;
  await world.get(path);
  expect(world.histories.asked).toEqual([`participant ${ada.id}-0-1`]);
});

test('the raw history is shown a page at a time, the newest first', async () => {
  const first = await world.html(`${path}/history`);
  expect(visibleText(first)).toMatch(/130\nMon 1 Mar 09:00\nTaskStateEntered\nSendPrompts/);
  expect(first).toContain('?leg=1&amp;after=100');
  const second = visibleText(await world.html(`${path}/history?leg=1&after=100`));
  expect(second).toContain('30\nMon 1 Mar 09:00');
  expect(second).not.toContain('Earlier events');
});

test.each(['?leg=2', '?leg=0', '?leg=x'])('a leg that never was (%s) is not found', async (query) => {
  expect((await world.get(`${path}/history${query}`)).status).toBe(404);
});

test('each execution leads to its history, and to AWS where it runs there', async () => {
  const html = await world.html(path);
  expect(html).toContain(`href="${path}/history?leg=1"`);
  expect(html).toContain(`href="https://aws.example/${ada.id}-0-1"`);
});

test.each([path, `${path}/history`])('%s has nothing that axe finds', async (at) => {
  expect(await axeViolations(await world.html(at))).toEqual([]);
});
