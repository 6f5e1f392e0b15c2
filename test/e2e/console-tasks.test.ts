import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people } from '../../functions/domain/people.ts';
import { key } from '../../functions/platform/keys.ts';
import { putDriven, type SeededCloud, startSeededCloud } from '../../scripts/seed/seeded-cloud.ts';
import { aNomination, aParticipant, sampleCohort } from '../support/factories.ts';
import { launchBrowser } from './browser.ts';
import { picture, seriousViolations, sidewaysScroll } from './inspect.ts';

const launched = await launchBrowser();
const because = launched.browser ? '' : ` (skipped: no browser starts: ${launched.why})`;

/** Tue 9 Mar 2027, 10:00 in London: in the middle of year 1. */
const now = '2027-03-09T10:00:00.000Z';
const cohort = 'sample-2026';
const openCohort = 'open-2027';

const sizes = [
  { size: 'desktop', letter: 'D', viewport: { width: 1440, height: 900 } },
  { size: 'phone', letter: 'P', viewport: { width: 390, height: 844 } },
] as const;

/** A reference of four letters of the task and one of the size, so that no task meets another. */
const reference = (task: string, letter: string) => `${task}${letter}222`;

interface Task {
  readonly name: string;
  /** From the console's first page, after the sign-in, until the page says that it is done. */
  readonly does: (page: Page, letter: string, look: (name: string) => Promise<void>) => Promise<void>;
}

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
/** To another area of the console: on a phone behind the menu's button. */
async function goTo(page: Page, area: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name: area, exact: true }).click();
}

const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

const nominationHeadings =
  'School URN;School name;Nominator name;Nominator email;Nominator role;Nominee name;Nominee email;Nominee role;ECT;Passion;Worked where;Track record;Headteacher;Headteacher email;Subject leader knows';

/** A line of a spreadsheet, as Excel saves it where commas stand in numbers. */
function nominationLine(letter: string, headEmail: string): string {
  const at = `${letter.toLowerCase()}.example.org`;
  const said = 'no;"Sample words; about mastery.";both;Sample words about colleagues.';
  const school = `900999;Sample ${letter} School;Sam Sample;sam@${at};Head of mathematics`;
  return `${school};Alex ${letter};alex@${at};Teacher;${said};Robin Sample;${headEmail};yes`;
}

/** The ten things that an admin does most, and the two files that they have. */
const tasks: readonly Task[] = [
  {
    name: 'decides on a nomination that Today names',
    does: async (page, letter, look) => {
      await look('today');
      await page
        .getByRole('row')
        .filter({ hasText: `Deciding ${letter}` })
        .getByRole('link', { name: /^Decide/ })
        .click();
      await page.getByLabel('Accept').check();
      await look('nomination');
      await press(page, 'Record the decision');
      await says(page, 'The nomination is accepted');
    },
  },
  {
    name: 'decides on two nominations at once',
    does: async (page, letter, look) => {
      await open(page, `/admin/nominations?cohort=${cohort}&find=Bulk+${letter}`);
      for (const member of ['One', 'Two']) await page.getByLabel(`Choose Bulk ${letter} ${member}`).check();
      await page.getByLabel('Waiting list').check();
      await look('nominations');
      await press(page, 'See what it comes to');
      await page.getByLabel('Reason').fill('The cohort is nearly full.');
      await press(page, /^Put on the waiting list: 2/);
      await says(page, 'What was decided');
    },
  },
  {
    name: 'records a promise that came by telephone',
    does: async (page, letter) => {
      await open(page, `/admin/nominations/${reference('PRMS', letter)}`);
      await page.getByText('Record a promise').first().click();
      await page
        .getByLabel(/headteacher/i)
        .first()
        .check();
      await page.getByLabel('Evidence').fill('The headteacher rang on Monday and agreed.');
      await press(page, 'Record the promise');
      await says(page, 'The promise is recorded');
    },
  },
  {
    name: 'finds a participant and adds a note',
    does: async (page, letter, look) => {
      await goTo(page, 'Participants');
      await page.getByLabel(/^Name, address, school/).fill(`Noted ${letter}`);
      await press(page, 'Apply filters');
      await look('participants');
      await page.getByRole('link', { name: `Noted ${letter}` }).click();
      await page.getByLabel('Add a note').fill('Prefers to be rung after four.');
      await look('participant');
      await press(page, 'Add the note');
      await says(page, 'The note is kept');
    },
  },
  {
    name: 'puts an address right that fails',
    does: async (page, letter) => {
      await page
        .getByRole('row')
        .filter({ hasText: `Failing ${letter}` })
        .getByRole('link', { name: /^Put it right/ })
        .click();
      await page.getByLabel('The participant’s').check();
      await page.getByLabel('Name').fill(`Failing ${letter}`);
      await page.getByLabel('Email address').fill(`right-${letter.toLowerCase()}@example.org`);
      await press(page, 'See what would happen');
      await press(page, 'Put it right');
      await says(page, 'The details are put right');
    },
  },
  {
    name: 'pauses a participant until a date',
    does: async (page, letter, look) => {
      await open(page, `/admin/participants/${reference('PASE', letter)}/change/pause`);
      await page.getByLabel('Parental leave').check();
      await page.getByLabel('Day').fill('6');
      await page.getByLabel('Month').fill('9');
      await page.getByLabel('Year').fill('2027');
      await look('pause');
      await press(page, 'See what would happen');
      await look('pause-preview');
      await press(page, 'Pause them');
      await says(page, 'The participant is paused');
    },
  },
  {
    name: 'withdraws a participant',
    does: async (page, letter) => {
      await open(page, `/admin/participants/${reference('WTHD', letter)}/change/withdraw`);
      await page.getByLabel('Left teaching').check();
      await press(page, 'See what would happen');
      await press(page, 'Withdraw them');
      await says(page, 'The participant is withdrawn');
    },
  },
  {
    name: 'moves a session to another room',
    does: async (page, letter, look) => {
      const session = letter === 'D' ? 'catch-up-1' : 'central-6';
      await open(page, `/admin/sessions/${cohort}/${session}/change`);
      await page.getByText('Change the time, the place or the link').click();
      const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'See what the change does' }) });
      await form.getByLabel('Venue').fill('Another room, Example Road');
      await form.getByLabel('Reason').fill('The hall is being painted.');
      await form.getByRole('button', { name: 'See what the change does' }).click();
      await look('session-preview');
      await press(page, 'Confirm the change');
      await says(page, 'The session is changed');
    },
  },
  {
    name: 'keeps the register of a session',
    does: async (page, letter, look) => {
      await goTo(page, 'Sessions');
      await open(page, `/admin/sessions/${cohort}/central-4`);
      await page.getByLabel(`Mark for Marked ${letter}`).selectOption({ label: 'Attended' });
      await look('register');
      await press(page, 'Save the register');
      await says(page, 'The register is saved');
    },
  },
  {
    name: 'takes nominations in from a spreadsheet',
    does: async (page, letter, look) => {
      await open(page, `/admin/nominations?cohort=${openCohort}`);
      await page.getByRole('link', { name: /from a spreadsheet/ }).click();
      await look('import');
      const at = `${letter.toLowerCase()}.example.org`;
      const lines = [
        nominationHeadings,
        nominationLine(letter, `head@${at}`),
        nominationLine(`${letter}${letter}`, ''),
      ];
      await page.getByLabel('The file').setInputFiles({
        name: 'nominations.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`),
      });
      await press(page, 'Check it');
      await says(page, 'Enter the headteacher’s email address');
      await look('import-preview');
      await page.getByLabel('Reason').fill('Collected at the autumn conference.');
      await press(page, 'Take in 1 row');
      await says(page, 'What became of 2 rows');
      await look('import-results');
      await page.getByRole('link', { name: `Alex ${letter}` }).click();
      await says(page, 'Waiting for replies');
    },
  },
  {
    name: 'takes the attendance of a session in from a sheet',
    does: async (page, letter, look) => {
      await open(page, `/admin/sessions/${cohort}/central-3`);
      await page.getByRole('link', { name: /from a spreadsheet/ }).click();
      const rows = `Name\tSchool\tPresent\nListed ${letter}\tSample School\tyes\nNobody\tSample School\tyes`;
      await page.getByLabel('Or paste the rows').fill(rows);
      await press(page, 'Check it');
      await says(page, 'Nobody on this register has this name');
      await look('attendance-preview');
      await page.getByLabel('Reason').fill('The paper register.');
      await press(page, 'Take in 1 row');
      await says(page, 'What became of 2 rows');
      await page.getByRole('link', { name: `Listed ${letter}` }).click();
      await says(page, 'Attended');
    },
  },
  {
    name: 'creates next year’s cohort from this one',
    does: async (page, letter, look) => {
      await goTo(page, 'Cohorts');
      await look('cohorts');
      await page.getByRole('button', { name: 'Create a cohort' }).click();
      await page.getByLabel('Like which cohort').selectOption(cohort);
      await page.getByLabel('Title of the new cohort').fill(`Next ${letter}`);
      await page.getByLabel('First day of its first year').fill('2027-09-01');
      await press(page, 'See its dates');
      await look('new-cohort');
      await page.getByLabel('Reason').fill('The next year.');
      await press(page, 'Create the cohort');
      await says(page, 'The cohort is created');
      await look('cohort');
      await page.getByRole('link', { name: /^Rehearse/ }).click();
      await says(page, /none of which is sent/);
      await look('rehearsal');
    },
  },
];

describe.skipIf(!launched.browser)(`an admin${because}`, { timeout: 90_000 }, () => {
  let seeded: SeededCloud;

  beforeAll(async () => {
    seeded = await startSeededCloud(now);
    await seedOpenCohort(seeded);
    for (const { letter } of sizes) await seedTasks(seeded, letter);
  }, 300_000);

  afterAll(async () => {
    await seeded?.cloud.close();
    await launched.browser?.close();
  });

  describe.each(sizes)('$size', ({ size, letter, viewport }) => {
    test.each(tasks)('$name', async ({ does }) => {
      const context = await (launched.browser as Browser).newContext({ viewport, locale: 'en-GB' });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      // The sign-in provider's own page is no part of the console.
      page.on('console', (message) => {
        if (message.type() === 'error' && message.location().url.startsWith(seeded.cloud.url))
          errors.push(message.text());
      });
      await page.goto(`${seeded.cloud.url}/admin`);
      await press(page, 'Sign in');
      await press(page, 'Sample Admin');
      await does(page, letter, async (name) => {
        await picture(page, `${size}-admin-${name}`);
        expect(await seriousViolations(page), name).toEqual([]);
        expect(await sidewaysScroll(page), name).toBeLessThanOrEqual(0);
      });
      expect(errors).toEqual([]);
      await context.close();
    });
  });
});

const given = { state: 'given', at: '2027-02-01T09:00:00.000Z' };

async function seedTasks({ put }: SeededCloud, letter: string): Promise<void> {
  const nominee = (id: string, name: string, facts: Parameters<typeof aNomination>[0]) =>
    putDriven(put, aNomination({ ...common(id), ...facts }), around(name, 'nominee'), now);
  const participant = (task: string, name: string, facts: Parameters<typeof aParticipant>[0] = {}) => {
    const id = reference(task, letter);
    const made = aParticipant({ ...common(id), status: 'year-1', statusSince: '2026-09-01T08:00:00.000Z', ...facts });
    return putDriven(put, made, around(`${name} ${letter}`, 'participant'), now);
  };
  const toDecide = { status: 'awaiting-decision', statusSince: now, promises: { head: given, nominee: given } };
  await nominee(reference('DECD', letter), `Deciding ${letter}`, toDecide);
  await nominee(reference('BKKA', letter), `Bulk ${letter} One`, toDecide);
  await nominee(reference('BKKB', letter), `Bulk ${letter} Two`, toDecide);
  await nominee(reference('PRMS', letter), `Promising ${letter}`, {
    promises: { head: { state: 'awaited' }, nominee: given },
  });
  await participant('NTED', 'Noted');
  await participant('FAAN', 'Failing', { addressFailed: true, addressFailedAt: now });
  await participant('PASE', 'Pausing');
  await participant('WTHD', 'Withdrawing');
  await participant('MRKD', 'Marked');
  await participant('RSTR', 'Listed');
}

/** A cohort whose nominations are open, for which a file of them can be taken in. */
async function seedOpenCohort({ put }: SeededCloud): Promise<void> {
  const window = { opensAt: '2027-02-01T09:00:00.000Z', closesAt: '2027-06-30T16:00:00.000Z' };
  await put({ ...key.cohort(openCohort), ...sampleCohort, id: openCohort, title: 'Open for nominations', ...window });
  await put({ ...key.cohortList(openCohort), title: 'Open for nominations' });
  await put({ ...key.cohortPlaces(openCohort), taken: 0 });
}

function common(id: string) {
  return { id, cohortId: cohort, schoolName: 'Sample School', dueBy: '2027-04-22T08:00:00.000Z', version: 1 };
}

function around(name: string, role: 'participant' | 'nominee') {
  const email = `${name.toLowerCase().replaceAll(' ', '-')}@example.org`;
  const head = { name: 'Sample Head', email: 'head@example.org' };
  return v.parse(people, { [role]: { name, email }, head, nominator: head });
}
