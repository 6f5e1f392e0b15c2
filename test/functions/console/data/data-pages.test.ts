import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { cohort as cohortSchema } from '../../../../functions/domain/cohort.ts';
import { sessionId } from '../../../../functions/domain/ids.ts';
import { people as peopleSchema } from '../../../../functions/domain/people.ts';
import { readAs } from '../../../../functions/domain/read-as.ts';
import { stageImport } from '../../../../functions/imports/staged-import.ts';
import { enrolmentOf } from '../../../../functions/participants/person.ts';
import { key } from '../../../../functions/platform/keys.ts';
import { axeViolations } from '../../../support/axe.ts';
import { aParticipant, sampleCohort } from '../../../support/factories.ts';
import { visibleText } from '../../../support/html.ts';
import { ada, hostile, sampleConsole, sampleNow, secretToken, toDecide, withdrawn } from '../sample.ts';
import type { ConsoleWorld } from '../world.ts';

const path = `/admin/participants/${ada.id}`;
const gone = `/admin/participants/${withdrawn.id}`;

let world: ConsoleWorld;
beforeEach(async () => {
  world = await sampleConsole();
  await enrol('ada@school.example', ada.id);
  await world.put(
    { ...key.note('participant', ada.id, 'note-1'), noteId: 'note-1', text: `Rang ${hostile}`, by: 'x', at: sampleNow },
    { ...key.needs(ada.id), needs: 'A ramp, please', expiresAt: 2_000_000_000 },
  );
});

async function enrol(email: string, id: string): Promise<void> {
  const write = enrolmentOf(email, id, sampleNow);
  if (write.kind === 'put') await world.put(write.item);
}

/** Another record at an address, in the sample cohort or another. */
async function putAnother(id: string, name: string, email: string, cohortId: string = sampleCohort.id): Promise<void> {
  const people = v.parse(peopleSchema, { participant: { name, email } });
  await world.putDriven({ ...aParticipant({ id }), cohortId: v.parse(cohortSchema.entries.id, cohortId) }, people);
  await enrol(email, id);
}

interface Stored {
  readonly person: unknown;
  readonly records: { id: string; rows: { sk: string }[]; contact: unknown; others: string[] }[];
}
const json = async (at: string): Promise<Stored> => JSON.parse(await world.html(`${at}/data.json`));

describe('what is kept about somebody', () => {
  test('is one file for machines with every row of theirs, and no task token in it', async () => {
    const text = await world.html(`${path}/data.json`);
    expect(text).not.toContain(secretToken);
    const { person, records } = await json(path);
    expect(person).toEqual({ name: 'Ada Example', email: 'ada@school.example' });
    const rows = await world.table.queryAll({ pk: key.driven('participant', ada.id).pk });
    expect(records[0]?.rows.map(({ sk }) => sk).sort()).toEqual(
      rows
        .map(({ sk }) => sk)
        .filter((sk) => sk !== 'A#STATE' && sk !== 'PEOPLE')
        .sort(),
    );
  });

  test('is one file to read, in which nothing that was typed is more than words', async () => {
    const answer = await world.get(`${path}/data.html`);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="data-${ada.id}.html"`);
    const html = await answer.text();
    expect(html).not.toContain('<script>alert');
    const text = visibleText(html);
    const parts = ['Ada Example', 'ada@school.example', 'Exampleton Academy', 'A ramp, please', 'Days in school'];
    for (const part of [...parts, 'School URN', 'Secondary mastery specialist']) expect(text).toContain(part);
    expect(text).not.toMatch(/\burn\b|Need from/);
    expect(await axeViolations(html)).toEqual([]);
  });

  test('names others by their part alone', async () => {
    for (const file of ['data.html', 'data.json']) {
      const text = await world.html(`${path}/${file}`);
      expect(text).not.toMatch(/Hari Head|head@school|Nora Nominator/);
    }
    expect((await json(path)).records[0]?.others).toContain('head');
  });

  test('is of every enrolment of theirs, and not of somebody else at the same address', async () => {
    await putAnother('ADAB2345', 'ada  example', 'ADA@school.example');
    await putAnother('SHRD2345', 'Another Reader', 'ada@school.example');
    expect((await json(path)).records.map(({ id }) => id)).toEqual([ada.id, 'ADAB2345']);
    expect(visibleText(await world.html(`${path}/data`))).toContain('Another record has this email address');
  });

  test('at a hub in which the reader has no part is counted, and not shown', async () => {
    const there = {
      ...sampleCohort,
      id: v.parse(cohortSchema.entries.id, 'elsewhere'),
      hub: { ...sampleCohort.hub, id: 'another-hub' },
    };
    await world.put({ ...key.cohort('elsewhere'), ...there }, { ...key.cohortList('elsewhere'), title: 'Elsewhere' });
    await putAnother('ADAC2345', 'Ada Example', 'ada@school.example', 'elsewhere');
    const asLead = await world.html(`${path}/data`, 'lead');
    expect(asLead).not.toContain('ADAC2345');
    expect(visibleText(asLead)).toContain('More is kept at other hubs (1)');
    expect(await world.html(`${path}/data.json`, 'lead')).not.toContain('ADAC2345');
    expect(await world.html(`${path}/data.json`)).toContain('ADAC2345');
  });

  test('is also their row of a spreadsheet that was handed in, which the erasure says goes too', async () => {
    const target = { of: 'attendance', cohortId: sampleCohort.id, sessionId: readAs(sessionId, 'central-4') } as const;
    const rows = [
      { row: 4, cells: { email: 'gone@school.example', attendance: 'attended' } },
      { row: 2, cells: { email: 'ada@school.example', attendance: hostile } },
      { row: 3, cells: { email: 'somebody@school.example', attendance: 'attended' } },
    ];
    const sheet = { ok: true, rows, ignored: [], guessed: false } as const;
    await stageImport(world.deps, { formId: 'FRMA2345', target, sheet, by: 'sample-admin' });
    expect(visibleText(await world.html(`${path}/data`))).toContain('Rows of spreadsheets that are kept for a week');
    for (const file of ['data.html', 'data.json']) {
      const content = await world.html(`${path}/${file}`);
      expect(content).not.toContain('somebody@school');
      if (file === 'data.html') expect(content).not.toContain('<script>alert');
      expect(content).toContain(file === 'data.html' ? 'Row 2 of attendance' : '"row": 2');
    }
    expect(visibleText(await world.html(`${gone}/erase`))).toContain(
      '1 row about them in spreadsheets that were handed in.',
    );
    const { version } = withdrawn;
    await world.post(`${gone}/erase`, { why: 'asked', seen: String(version) });
    expect(world.everything()).not.toContain('gone@school');
    expect(world.everything()).toContain('somebody@school');
  });

  test('is offered to those who may hand it out', async () => {
    expect(await world.html(path, 'viewer')).not.toContain(`${path}/data`);
    expect(await world.html(path, 'lead')).toContain(`${path}/data`);
    expect(await world.html(`${path}/data`, 'lead')).not.toContain(`${path}/erase`);
  });

  test('of a pair that was nominated is each one’s own', async () => {
    const two = v.parse(peopleSchema, {
      nominee: { name: 'First Sample', email: 'first@school.example' },
      partner: { name: 'Second Sample', email: 'second@school.example' },
    });
    await world.put({ ...key.people('nomination', toDecide.id), people: two });
    const home = `/admin/nominations/${toDecide.id}`;
    expect(await world.html(`${home}/data.html`)).not.toContain('Second Sample');
    expect(visibleText(await world.html(`${home}/data`))).toContain('What is kept about Second Sample');
    const second = await world.html(`${home}/data.html?of=partner`);
    expect(second).toContain('second@school.example');
    expect(second).not.toContain('First Sample');
  });

  test('is logged by reference, with whoever took it', async () => {
    await world.get(`${path}/data.json`, 'lead');
    expect(world.logged.join('\n')).toContain(
      `personal data exported {"kind":"participant","id":"${ada.id}","type":"json","by":"sample-lead"}`,
    );
    expect(world.logged.join('\n')).not.toContain('Ada');
  });
});

describe('erasing', () => {
  const version = String(withdrawn.version);

  test('is not offered for somebody who takes part: they are withdrawn first', async () => {
    const text = visibleText(await world.html(`${path}/erase`));
    expect(text).toContain('Withdraw them first');
    const before = world.everything();
    expect((await world.post(`${path}/erase`, { why: 'asked', seen: String(ada.version) })).status).toBe(200);
    expect(world.everything()).toBe(before);
  });

  test('says what goes and what stays before anything happens', async () => {
    await world.put({ ...key.note('participant', withdrawn.id, 'n'), noteId: 'n', text: 'x', by: 'x', at: sampleNow });
    const before = world.everything();
    const text = visibleText(await world.html(`${gone}/erase`));
    expect(text).toContain('0 emails on record, 1 note, 0 entries of attendance and days.');
    expect(text).toContain(`The reference ${withdrawn.id} and the lines of the record`);
    expect(text).toContain('Nobody can take this back');
    expect(world.everything()).toBe(before);
  });

  test('needs a reason, and to have been looked at as things are', async () => {
    const before = world.everything();
    expect((await world.post(`${gone}/erase`, { seen: version })).status).toBe(422);
    const stale = await world.post(`${gone}/erase`, { why: 'asked', seen: '1' });
    expect(visibleText(await stale.text())).toContain('Something has changed since you looked');
    expect(world.everything()).toBe(before);
  });

  test('does nothing to somebody who comes back in that very moment', async () => {
    const back = { ...withdrawn, status: 'year-1' as const, version: withdrawn.version + 1 };
    world.meanwhile = { action: 'TransactWriteItems', happens: () => world.putDriven(back) };
    const answer = await world.post(`${gone}/erase`, { why: 'asked', seen: version });
    expect(visibleText(await answer.text())).toContain('Something has changed since you looked');
    expect(world.everything()).toContain('Gone Sample');
    expect(await world.facts('participant', withdrawn.id)).not.toHaveProperty('erased');
  });

  test('leaves a page that says so, and lines of the record without a name', async () => {
    const done = await world.post(`${gone}/erase`, { why: 'asked', seen: version });
    expect(done.headers.get('location')).toBe('/admin/participants?done=erased');
    expect(world.everything()).not.toMatch(/Gone Sample|gone@school/);
    expect((await world.get(gone)).status).toBe(404);
    expect(visibleText(await world.html(`${gone}/data`))).toContain(`Record ${withdrawn.id} was erased`);
    expect(visibleText(await world.html(`${gone}/record`))).toContain('Erased\nThey asked for it');
    expect((await world.post(`${gone}/erase`, { why: 'asked', seen: version })).status).toBe(404);
  });

  test.each(['/data', '/erase'])('%s has nothing that axe finds', async (page) => {
    expect(await axeViolations(await world.html(`${gone}${page}`))).toEqual([]);
  });
});

describe('retention', () => {
  const sixYearsOn = () => world.pass(6 * 366 * 86_400_000);

  test('shows whose time is over, and erases nobody by showing it', async () => {
    expect(visibleText(await world.html('/admin/retention'))).toContain('No record of this cohort ended before');
    sixYearsOn();
    await world.signInAll();
    const before = world.everything();
    const text = visibleText(await world.html('/admin/retention'));
    expect(text).toContain(`Participant ${withdrawn.id}`);
    expect(text).not.toContain(ada.id);
    expect(world.everything()).toBe(before);
  });

  test('erases those that were shown and are still as they were, and shows what remains of them', async () => {
    sixYearsOn();
    await world.signInAll();
    const html = await world.html('/admin/retention');
    const record = new RegExp(`name="record" value="(participant/${withdrawn.id}/\\d+)"`).exec(html)?.[1] ?? '';
    const other = { cohort: sampleCohort.id, years: '6', record: record.replace(/\d+$/, '99') };
    await world.post('/admin/retention', other);
    expect(world.everything()).toContain('Gone Sample');
    await world.post('/admin/retention', { ...other, record });
    expect(world.everything()).not.toContain('Gone Sample');
    const text = visibleText(await world.html('/admin/retention'));
    expect(text).toContain('withdrawn: 1');
    expect(await axeViolations(await world.html('/admin/retention'))).toEqual([]);
  });

  test('keeps whoever is paused, and says so', async () => {
    await world.putDriven({ ...ada, status: 'deferred' });
    sixYearsOn();
    await world.signInAll();
    expect(visibleText(await world.html('/admin/retention'))).toContain(`kept: ${ada.id}`);
  });
});
