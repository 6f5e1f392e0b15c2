import { beforeEach, describe, expect, test } from 'vitest';
import { nominationColumns } from '../../../../functions/imports/nomination-columns.ts';
import { key, partition } from '../../../../functions/platform/keys.ts';
import { writeCsv } from '../../../../functions/web/csv.ts';
import { axeViolations } from '../../../support/axe.ts';
import { sampleCohort } from '../../../support/factories.ts';
import { visibleText } from '../../../support/html.ts';
import { aSchool } from '../../../support/schools.ts';
import { nominationCells } from '../../imports/sample-sheets.ts';
import { ada, sampleConsole } from '../sample.ts';
import { type ConsoleWorld, siteUrl } from '../world.ts';

const nominationsPath = `/admin/nominations/import/${sampleCohort.id}`;
const attendancePath = `/admin/sessions/${sampleCohort.id}/central-4/import`;
/** In the weeks in which the sample cohort's nominations are open. */
const whileOpen = Date.parse('2026-03-10T10:00:00.000Z');

let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
});

async function openNominations(): Promise<void> {
  world.nowMs = whileOpen;
  await world.signInAll();
  await world.put({ ...key.school('123456'), ...aSchool() });
}

function sheet(...rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = nominationColumns('lead-teacher');
  return writeCsv([
    columns.map(({ heading }) => heading),
    ...rows.map((cells) => columns.map(({ field }) => cells[field] ?? '')),
  ]);
}

const paste = (path: string, pasted: string) => world.post(path, { form: 'FRMA2345', pasted });
const goodRow = nominationCells('Ash', '123456');
const wrongRow = { ...nominationCells('Birch', '123456'), headEmail: '=HYPERLINK("http://example.org")' };

/** Hands rows in; answers the import's address. */
async function handedIn(path: string, pasted: string): Promise<string> {
  const answer = await paste(path, pasted);
  if (answer.status !== 303) throw new Error(visibleText(await answer.text()));
  return answer.headers.get('location') ?? '';
}

async function text(path: string): Promise<string> {
  return visibleText(await world.html(path)).replace(/\s+/g, ' ');
}

const takeIn = (path: string, reason = 'from the autumn conference') => world.post(path, { step: 'take-in', reason });
const nominations = async () =>
  (await world.table.queryAll({ pk: partition.cohort(sampleCohort.id), prefix: 'NOM#' })).length;

describe('handing in a file of nominations', () => {
  beforeEach(openNominations);

  test('by choosing it, or by pasting its rows, comes to the same page', async () => {
    const body = new FormData();
    body.set('form', 'FRMB2345');
    body.set('file', new File([sheet(goodRow)], 'nominations.csv'));
    body.set('pasted', '');
    const cookie = '__Host-throughline-console=session-of-admin';
    const byFile = await world.ask(nominationsPath, { method: 'POST', body, headers: { cookie, origin: siteUrl } });
    expect(byFile.status).toBe(303);
    const [chosen, pasted] = [byFile.headers.get('location') ?? '', await handedIn(nominationsPath, sheet(goodRow))];
    expect(await text(chosen)).toContain('Check 1 row of nominations');
    expect(await text(pasted)).toContain('Check 1 row of nominations');
  });

  test.each([
    ['nothing', '', 'Choose a file, or paste the rows'],
    ['what is no spreadsheet', 'Dear hub,\nplease see below', 'None of the headings is one of the template’s'],
    ['a file without a column', 'URN\n123456', 'There is no column for: Nominator name, Nominator email'],
  ])('%s is refused at its field, and nothing is written', async (_what, pasted, why) => {
    const before = world.everything();
    const answer = await paste(nominationsPath, pasted);
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain(why);
    expect(world.everything()).toBe(before);
  });

  test('shows every row and what would come of it, and takes nothing in', async () => {
    const page = await text(await handedIn(nominationsPath, sheet(goodRow, wrongRow)));
    expect(page).toContain('New 1');
    expect(page).toContain('Refused 1');
    expect(page).toContain('A new nomination, for Sampleton School (URN 123456)');
    expect(page).toContain('The file calls the school “Sample Ash School”.');
    expect(page).toMatch(
      /3 Teacher Birch Sampleton School Enter the headteacher’s email address in the correct format/,
    );
    expect(page).toContain('1 headteacher is asked for their promise, and 1 teacher for theirs.');
    expect(await nominations()).toBe(3);
    expect(world.workflows.asked).toEqual([]);
  });

  test('a school that has closed is refused with the one that followed it', async () => {
    await world.put(
      { ...key.school('100009'), ...aSchool({ urn: '100009', name: 'Old School', status: 'closed' }) },
      { ...key.schoolLink('100009', '123456'), successor: '123456' },
    );
    const page = await text(await handedIn(nominationsPath, sheet({ ...goodRow, urn: '100009' })));
    expect(page).toContain('Old School (URN 100009) has closed: use Sampleton School (URN 123456), which followed it');
  });

  test('before nominations open or after they close can only be looked at', async () => {
    const address = await handedIn(nominationsPath, sheet(goodRow));
    world.nowMs = Date.parse('2026-03-15T10:00:00.000Z');
    await world.put({ ...key.cohort(sampleCohort.id), ...sampleCohort, closesAt: '2026-03-12T17:00:00.000Z' });
    await world.signInAll();
    const page = await text(address);
    expect(page).toContain('Nominations for this cohort closed on Thursday 12 March 2026');
    expect(page).not.toContain('Take in 1 row');
  });
});

describe('taking a file in', () => {
  beforeEach(openNominations);

  test('asks for the reason first', async () => {
    const address = await handedIn(nominationsPath, sheet(goodRow));
    const before = world.everything();
    const answer = await takeIn(address, '  ');
    expect(answer.status).toBe(422);
    expect(visibleText(await answer.text())).toContain('Enter the reason');
    expect(world.everything()).toBe(before);
  });

  test('takes the rows that are right, leaves out the others, and says of each what became of it', async () => {
    const address = await handedIn(nominationsPath, sheet(goodRow, wrongRow));
    expect((await takeIn(address)).headers.get('location')).toBe(address);
    const page = await text(address);
    expect(page).toContain('What became of 2 rows');
    expect(page).toMatch(/Row 2 Taken in Teacher Ash/);
    expect(page).toMatch(/Row 3 Refused Teacher Birch Enter the headteacher’s email/);
    expect(await nominations()).toBe(4);
    expect(world.workflows.asked).toHaveLength(1);
  });

  test('twice, or by a press that comes late, changes nothing more', async () => {
    const address = await handedIn(nominationsPath, sheet(goodRow));
    await takeIn(address);
    const done = world.everything();
    for (const step of ['take-in', 'go-on', 'throw-away'])
      expect((await world.post(address, { step, reason: 'again' })).status).toBe(303);
    expect(world.everything()).toBe(done);
  });

  test('of many rows shows how far it is, and goes on by a press where there is no script', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => nominationCells(`Tree${index}`, '123456'));
    const address = await handedIn(nominationsPath, sheet(...rows));
    await takeIn(address);
    const page = await world.html(address);
    expect(visibleText(page)).toContain('50 of 60 rows are taken in');
    expect(page).toContain('data-goes-on');
    await world.post(address, { step: 'go-on' });
    expect(await text(address)).toContain('What became of 60 rows');
    expect(await text('/admin/record?find=file+of')).toContain('60 new, 0 there already, 0 left out');
  });

  test('ends in a file of outcomes that is safe to open, and can be put right and handed in again', async () => {
    const address = await handedIn(nominationsPath, sheet(goodRow, wrongRow));
    await takeIn(address);
    const file = await (await world.get(`${address}/results.csv`)).text();
    expect(file).toContain('Row in the file,Outcome,Why,Record,School URN');
    expect(file).toMatch(/\n2,Taken in,,[A-Z0-9]{8},,/);
    expect(file).toMatch(/\n3,Refused,"Enter the headteacher’s email address/);
    expect(file).toContain('\'=HYPERLINK(""http://example.org"")');
    expect(file).not.toContain('Teacher Ash');
    const again = await handedIn(nominationsPath, file.replace(/"'=HYPERLINK[^,]*"/, 'head@birch.example.org'));
    expect(await text(again)).toContain('Check 1 row of nominations');
    expect(await text(again)).toContain('Take in 1 row');
  });

  test('or throwing it away leaves nothing of it', async () => {
    const before = world.everything();
    const address = await handedIn(nominationsPath, sheet(goodRow));
    expect((await world.post(address, { step: 'throw-away' })).headers.get('location')).toBe(
      `${nominationsPath}?done=thrown-away`,
    );
    expect(world.everything()).toBe(before);
    expect((await world.get(address)).status).toBe(404);
  });

  test('an import is of its own page alone', async () => {
    const address = await handedIn(nominationsPath, sheet(goodRow));
    const id = address.split('/').at(-1);
    expect((await world.get(`${attendancePath}/${id}`)).status).toBe(404);
  });
});

describe('a sheet of attendance', () => {
  test('shows who is written to for it, and marks the register', async () => {
    const address = await handedIn(attendancePath, `Reference,Attendance\n${ada.id},absent\nNOBD2345,yes`);
    const page = await text(address);
    expect(page).toMatch(/Row 2 Ada Example Exampleton Academy Attended → Absent/);
    expect(page).toContain('Nobody on this register has the reference NOBD2345');
    expect(page).toMatch(/Participant: 1 email at once, to offer this participant a way to catch up/);
    await takeIn(address, 'the paper register');
    expect(await text(address)).toMatch(/Row 2 Taken in Ada Example/);
    expect(await world.item(key.place(ada.id, 'central-4'))).toMatchObject({ state: 'absent', source: 'admin' });
  });

  test('may be handed in by whoever keeps the register, and nominations may not', async () => {
    const pasted = { form: 'FRMA2345', pasted: `Reference,Attendance\n${ada.id},yes` };
    expect((await world.post(attendancePath, pasted, 'llme')).status).toBe(303);
    expect((await world.post(nominationsPath, pasted, 'llme')).status).toBe(403);
  });
});

test('its pages have nothing that keeps anybody from using them', async () => {
  await openNominations();
  const address = await handedIn(nominationsPath, sheet(goodRow, wrongRow));
  for (const path of [nominationsPath, address]) expect(await axeViolations(await world.html(path)), path).toEqual([]);
  await takeIn(address);
  expect(await axeViolations(await world.html(address))).toEqual([]);
  expect(await axeViolations(await (await paste(nominationsPath, '')).text())).toEqual([]);
});

test.each([
  [`${nominationsPath}/template.csv`, /^\uFEFFSchool URN,School name,Nominator name/],
  [`${attendancePath}/template.csv`, /^\uFEFFReference,Email,Name,School,/],
])('the template %s has the headings and an example', async (path, begins) => {
  const file = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await (await world.get(path)).arrayBuffer());
  expect(file).toMatch(begins);
  expect(file.trim().split('\r\n')).toHaveLength(2);
});
