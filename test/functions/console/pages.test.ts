import { beforeAll, describe, expect, test } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aParticipant, sampleCohort, sampleSessions } from '../../support/factories.ts';
import { visibleText } from '../../support/html.ts';
import {
  ada,
  declined,
  hostile,
  inReview,
  pages,
  parked,
  promising,
  sampleConsole,
  sampleNow,
  secretToken,
  toDecide,
  withdrawn,
} from './sample.ts';
import { ConsoleWorld } from './world.ts';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await sampleConsole();
});

const textOf = async (path: string) => visibleText(await world.html(path));

test.each(pages)('%s is there', async (path) => {
  expect((await world.get(path)).status).toBe(200);
});

describe.each([...pages, '/admin/sign-in', '/admin/signed-out', '/admin/none'])('%s', (path) => {
  test('has nothing that axe finds', async () => {
    expect(await axeViolations(await world.html(path))).toEqual([]);
  });

  test('shows no task token', async () => {
    expect(await world.html(path)).not.toContain(secretToken);
  });

  test('says what somebody typed, and runs none of it', async () => {
    const html = await world.html(path);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x');
  });

  test('allows nothing inline and stays out of caches', async () => {
    const { headers } = await world.get(path);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('has no value that is missing', async () => {
    expect(await textOf(path)).not.toMatch(/undefined|\[object|NaN|Invalid/);
  });
});

describe('today', () => {
  test('says what needs a person, the most urgent first', async () => {
    const text = await textOf('/admin');
    const order = ['Priya Parked', 'A nomination to decide', 'A review waits for a decision', 'could not be delivered'];
    const at = order.map((words) => text.indexOf(words));
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  test('leads to each', async () => {
    const html = await world.html('/admin');
    for (const href of [`/admin/participants/${parked.id}/stopped`, `/admin/nominations/${toDecide.id}`])
      expect(html).toContain(`href="${href}"`);
  });

  test('leaves out whoever needs nothing', async () => {
    expect(await textOf('/admin')).not.toContain('Ada Example');
  });
});

describe('the lists', () => {
  test('name who it is, their school, their status and what they wait for', async () => {
    const text = await textOf('/admin/participants');
    expect(text).toContain('Ada Example\nExampleton Academy\nYear 1\nWaiting until Thu 22 Apr 09:00 to prepare');
    expect(text).toContain('Parked since Mon 8 Mar 09:00: SendPrompts gave up (MalformedItem)');
    expect(text).toContain('Gone Sample\nLeft School\nWithdrawn\nNothing is left to do');
  });

  test('show a hostile name as it was typed', async () => {
    expect(await textOf('/admin/nominations')).toContain(hostile.replaceAll('\n', ' '));
  });

  test('of nobody say so', async () => {
    const empty = new ConsoleWorld(sampleNow);
    await empty.signInAll();
    const before = visibleText(await empty.html('/admin/nominations'));
    expect(before).toContain('No cohort is open yet.');
    await empty.putCohort();
    const words = {
      '/admin': 'Nothing needs you now.',
      '/admin/nominations': 'No school has nominated anybody yet.',
      '/admin/participants': 'Nobody takes part yet.',
      [`/admin/sessions/${sampleCohort.id}/launch`]: 'Nobody takes part in this cohort yet.',
    };
    for (const [path, said] of Object.entries(words)) expect(visibleText(await empty.html(path))).toContain(said);
    for (const path of ['/admin', ...Object.keys(words)])
      expect(await axeViolations(await empty.html(path))).toEqual([]);
  });

  test('of more than fifty go on on another page, and every row is on one of them', async () => {
    const many = new ConsoleWorld(sampleNow);
    await many.signInAll();
    await many.putCohort();
    const ids = Array.from({ length: 120 }, (_, n) => `MANY${reference(n)}`);
    for (const id of ids) await many.putDriven(aParticipant({ id, schoolName: 'Many' }));
    const found: string[] = [];
    let next: string | undefined = '/admin/participants';
    for (let page = 0; next && page < 5; page += 1) {
      const html: string = await many.html(next);
      found.push(...[...html.matchAll(/href="\/admin\/participants\/(\w+)"/g)].map(([, id]) => id ?? ''));
      next = /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(found.sort()).toEqual(ids.sort());
  });

  test('are of the cohort in the address where there are several', async () => {
    const two = await sampleConsole();
    const other = { ...sampleCohort, id: 'zz-other', title: 'Another cohort' };
    await two.put({ ...key.cohort('zz-other'), ...other }, { ...key.cohortList('zz-other'), title: other.title });
    expect(visibleText(await two.html('/admin/participants'))).toContain('Ada Example');
    const html = await two.html('/admin/participants?cohort=zz-other');
    expect(visibleText(html)).toContain('Nobody takes part yet.');
    expect(html).toMatch(/<option value="zz-other" selected/);
    expect(await axeViolations(html)).toEqual([]);
  });
});

describe('one nomination', () => {
  test('says where it is and why, and what each has answered', async () => {
    const text = await textOf(`/admin/nominations/${promising.id}`);
    expect(text).toContain('Waiting until Thu 11 Mar 09:00 for the nominee to answer');
    expect(text).toContain('The headteacher\nHari Head: Agreed');
    expect(text).toContain('The nominee\nNot answered yet');
    expect(text).toContain('Both the head and the nominee must agree before you can accept.');
  });

  test('that is decided says how, and asks nothing more', async () => {
    const text = await textOf(`/admin/nominations/${declined.id}`);
    expect(text).toContain('Declined on Tuesday 9 March 2027: The cohort is for schools that are new to it.');
    expect(text).not.toContain('Record the decision');
  });
});

describe('one participant', () => {
  test('says where they are and why, and what comes after it', async () => {
    expect(await textOf(`/admin/participants/${ada.id}`)).toMatch(
      /Waiting until Thu 22 Apr 09:00 to prepare this participant for Central day 5; next: \w{3} \d/,
    );
  });

  test('shows the half-days, the sessions and what became of every e-mail', async () => {
    const text = await textOf(`/admin/participants/${ada.id}`);
    expect(text).toContain('3.5 of 5.5 days earned');
    expect(text).toContain('Central half-day 3\nThu 21 Jan 13:30\n0.5\nAbsent');
    const emails = text.slice(text.indexOf('\nEmails\n'));
    expect(emails).toContain('Not taken by the mail service: mailbox full');
    expect(emails.indexOf('Not sent: already answered')).toBeGreaterThan(-1);
    expect(emails.indexOf('Not sent: already answered')).toBeLessThan(emails.indexOf('mailbox full'));
  });

  test('who is parked can be tried again, in a form', async () => {
    expect(await world.html(`/admin/participants/${parked.id}`)).toContain(
      `action="/admin/participants/${parked.id}/try-again"`,
    );
  });

  test('who waits for a review finds the decision open, on the review that it is about', async () => {
    const html = await world.html(`/admin/participants/${inReview.id}`);
    expect(html).toMatch(/<details[^>]*open/);
    expect(html).toMatch(/value="year-1" checked/);
  });

  test('who is out can no longer be withdrawn', async () => {
    expect(await textOf(`/admin/participants/${withdrawn.id}`)).not.toContain('What you can do');
  });

  test('whose name was erased is called by their reference', async () => {
    const erased = await sampleConsole();
    await erased.putDriven(aParticipant({ id: 'NNAM2345' }));
    expect(visibleText(await erased.html('/admin/participants/NNAM2345'))).toContain('Participant NNAM2345 NNAM2345');
  });
});

describe('a session', () => {
  test('shows its code, and no register before it begins', async () => {
    const text = await textOf(`/admin/sessions/${sampleCohort.id}/central-5`);
    const code = sampleSessions.find(({ id }) => id === 'central-5')?.checkInCode;
    expect(text).toContain(`Code to show in the room\n${code}`);
    expect(text).toContain('The register opens when the session begins.');
  });

  test('that has begun shows who is on the record, without those who left', async () => {
    const text = await textOf(`/admin/sessions/${sampleCohort.id}/central-4`);
    expect(text).toContain('Ada Example\nExampleton Academy\nAttended');
    expect(text).toContain('Priya Parked\nSt Sample’s School\nExpected');
    expect(text).not.toContain('Gone Sample');
  });

  test('that is cancelled has no register', async () => {
    const off = await sampleConsole();
    const session = sampleSessions.find(({ id }) => id === 'central-4');
    await off.put({ ...key.session(sampleCohort.id, 'central-4'), ...session, state: 'cancelled' });
    const text = visibleText(await off.html(`/admin/sessions/${sampleCohort.id}/central-4`));
    expect(text).toContain('This session is cancelled');
    expect(text).not.toContain('Save the register');
    expect(visibleText(await off.html('/admin/sessions'))).toContain('Session cancelled');
  });
});

/** Four characters that references may have, in the order of numbers. */
function reference(n: number): string {
  const digits = '23456789AB';
  return [...String(n).padStart(4, '0')].map((digit) => digits[Number(digit)]).join('');
}
