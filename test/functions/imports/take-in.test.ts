import { beforeEach, describe, expect, test } from 'vitest';
import { placeWords } from '../../../functions/console/place-words.ts';
import { place } from '../../../functions/domain/participant.ts';
import { columnsOf, type ImportSubject, planImport } from '../../../functions/imports/import-subject.ts';
import { readSheet } from '../../../functions/imports/read-sheet.ts';
import { readImport, readRows, stageImport } from '../../../functions/imports/staged-import.ts';
import { beginTakingIn, type ImportDeps, takeIn } from '../../../functions/imports/take-in.ts';
import { key, partition } from '../../../functions/platform/keys.ts';
import { readCohort, readProgramme } from '../../../functions/programmes/read-programme.ts';
import { writeCsv } from '../../../functions/web/csv.ts';
import type { InMemoryWorld } from '../../../local/world/in-memory-world.ts';
import { groupId, openGroup } from '../../journeys/work-group-world.ts';
import { enrolled, nominate, openWorld, sampleCohort, sessionsOf } from '../../local/world/people.ts';
import { nominationCells, pairCells } from './sample-sheets.ts';

const by = 'sample-admin';

let world: InMemoryWorld;
beforeEach(async () => {
  world = await openWorld();
});

const mailsTo = (address: string) =>
  world.mailer.mails.filter(({ to }) => to === address).map(({ tags }) => tags.prompt);
const nominations = async () =>
  (await world.table.queryAll({ pk: partition.cohort(sampleCohort), prefix: 'NOM#' })).map(({ sk }) => sk.slice(4));

async function nominationSubject(): Promise<ImportSubject> {
  const { cohort } = await readCohort(world.table, sampleCohort);
  return { of: 'nominations', cohort, kind: (await readProgramme(world.table, cohort.programme)).kind };
}

async function attendanceSubject(sessionId: string): Promise<ImportSubject> {
  const session = (await sessionsOf(world)).find(({ id }) => id === sessionId);
  if (!session) throw new Error(`There is no session ${sessionId}`);
  return { of: 'attendance', cohort: (await readCohort(world.table, sampleCohort)).cohort, session, words: placeWords };
}

/** Hands a file in as a form does; answers the import's id. */
async function stage(subject: ImportSubject, rows: readonly Readonly<Record<string, string>>[], formId = 'FRMA2345') {
  const columns = columnsOf(subject);
  const text = writeCsv([
    columns.map(({ heading }) => heading),
    ...rows.map((cells) => columns.map(({ field }) => cells[field] ?? '')),
  ]);
  const sheet = readSheet(text, columns);
  if (!sheet.ok) throw new Error(sheet.why);
  const cohortId = subject.cohort.id;
  const target =
    subject.of === 'nominations'
      ? ({ of: 'nominations', cohortId } as const)
      : ({ of: 'attendance', cohortId, sessionId: subject.session.id } as const);
  return stageImport(world.deps, { formId, target, sheet, by });
}

async function staged(id: string) {
  const found = await readImport(world.deps, sampleCohort, id);
  if (!found) throw new Error(`There is no import ${id}`);
  return found;
}

/** Takes it in, request after request, as the page does. */
async function takeAllIn(id: string, subject: ImportSubject, deps: ImportDeps = world.deps): Promise<number> {
  await beginTakingIn(deps, await staged(id), { reason: 'from the autumn conference', by });
  let requests = 0;
  for (; (await staged(id)).state === 'taking-in'; requests += 1) await takeIn(deps, await staged(id), subject);
  await world.settle();
  return requests;
}

const outcomes = async (id: string) =>
  (await readRows(world.deps, id)).map(({ outcome }) => [outcome?.became, ...(outcome?.why ?? [])]);

describe('a file of nominations', () => {
  test('becomes nominations as the form makes them: promises are asked by email, and nobody is asked twice', async () => {
    const subject = await nominationSubject();
    const id = await stage(subject, [nominationCells('Ash'), nominationCells('Birch', '900002')]);
    await takeAllIn(id, subject);
    expect(await outcomes(id)).toEqual([['made'], ['made']]);
    expect(await nominations()).toHaveLength(2);
    expect(mailsTo('head@ash.example.org')).toEqual(['head-commitment']);
    expect(mailsTo('teacher@birch.example.org')).toEqual(['nominee-consent']);
    expect(mailsTo('maths@ash.example.org')).toEqual(['nomination-received']);
    await world.settle();
    expect(mailsTo('head@ash.example.org')).toHaveLength(1);
  });

  test('makes the same facts and people as the form would have of the same answers', async () => {
    const byForm = await nominate(world, 'Ash');
    const subject = await nominationSubject();
    await takeAllIn(await stage(subject, [nominationCells('Birch', '900001')]), subject);
    const [byFile] = (await nominations()).filter((id) => id !== byForm);
    const factsOf = async (id = '') =>
      (await world.table.queryAll({ pk: partition.subject('nomination', id) })).map((item) => Object.keys(item));
    const without = (rows: string[][]) =>
      rows.map((names) =>
        names.filter((name) => name !== 'privacyVersion' && !/^(dueBy|wait|wakeDue|need)/.test(name)).sort(),
      );
    expect(without(await factsOf(byFile)).slice(0, 1)).toEqual(without(await factsOf(byForm)).slice(0, 1));
    const lines = await world.table.queryAll({ pk: partition.subject('nomination', byFile ?? ''), prefix: 'LOG#' });
    expect(lines[0]).toMatchObject({ what: 'nomination received', by, why: 'from a file: from the autumn conference' });
  });

  test('leaves alone who is nominated already, is in it twice, or is in it wrongly', async () => {
    const standing = await nominate(world, 'Ash');
    const subject = await nominationSubject();
    const wrong = {
      ...nominationCells('Cedar', '900003'),
      headEmail: 'no address',
      earlyCareer: 'maybe',
      yourName: '',
    };
    const same = { ...nominationCells('Ash'), schoolName: 'Sample Ash School' };
    const rows = [same, nominationCells('Birch', '900002'), nominationCells('Birch', '900002'), wrong];
    const plan = await planImport(
      world.deps,
      subject,
      rows.map((cells, index) => ({ row: index + 2, cells })),
    );
    expect(plan.rows).toMatchObject([
      { will: 'leave', id: standing },
      { will: 'make' },
      { will: 'leave', says: 'The same as row 3' },
      {
        will: 'refuse',
        why: [
          'Enter the nominator’s name',
          '“Early career teacher (yes or no)” has “maybe” in it, which is none of its answers',
          'Enter the headteacher’s email address in the correct format, like name@school.example',
        ],
      },
    ]);
    const id = await stage(subject, rows);
    await takeAllIn(id, subject);
    expect((await outcomes(id)).map(([became]) => became)).toEqual(['there', 'made', 'there', 'refused']);
    expect(await nominations()).toHaveLength(2);
    expect(mailsTo('maths@ash.example.org')).toEqual(['nomination-received']);
  });

  test('handed in again is the same import, and another file of the same rows makes nothing new', async () => {
    const subject = await nominationSubject();
    const id = await stage(subject, [nominationCells('Ash')]);
    await takeAllIn(id, subject);
    const sent = world.mailer.mails.length;
    expect(await stage(subject, [nominationCells('Ash')])).toBe(id);
    expect(await outcomes(id)).toEqual([['made']]);
    const again = await stage(subject, [nominationCells('Ash')], 'FRMB2345');
    await takeAllIn(again, subject);
    expect((await outcomes(again)).map(([became]) => became)).toEqual(['there']);
    expect(await nominations()).toHaveLength(1);
    expect(world.mailer.mails).toHaveLength(sent);
  });

  test('goes on where it stopped, whichever of its writes was the last before the process died', async () => {
    const subject = await nominationSubject();
    const rows = [nominationCells('Ash'), nominationCells('Birch', '900002')];
    for (let writes = 1; ; writes += 1) {
      world = await openWorld();
      const id = await stage(subject, rows);
      await beginTakingIn(world.deps, await staged(id), { reason: 'from the autumn conference', by });
      const dying = dyingAfter(world, writes);
      const died = await takeIn(dying, await staged(id), subject).then(
        () => false,
        () => true,
      );
      await takeAllIn(id, subject);
      expect((await outcomes(id)).map(([became]) => became)).toEqual(['made', 'made']);
      expect(await nominations()).toHaveLength(2);
      expect(mailsTo('head@birch.example.org')).toEqual(['head-commitment']);
      if (!died) break;
    }
  });

  test('that two admins take in at once makes each nomination once', async () => {
    const subject = await nominationSubject();
    const id = await stage(subject, [nominationCells('Ash'), nominationCells('Birch', '900002')]);
    await beginTakingIn(world.deps, await staged(id), { reason: 'both', by });
    await Promise.all([takeIn(world.deps, await staged(id), subject), takeIn(world.deps, await staged(id), subject)]);
    await world.settle();
    expect(await outcomes(id)).toEqual([['made'], ['made']]);
    expect(await nominations()).toHaveLength(2);
    expect((await staged(id)).state).toBe('done');
  });

  test('of many rows is taken in a part at a time', async () => {
    const subject = await nominationSubject();
    const rows = Array.from({ length: 60 }, (_, index) => nominationCells(`Tree${index}`, String(900100 + index)));
    const id = await stage(subject, rows);
    expect(await takeAllIn(id, subject)).toBe(2);
    expect(await nominations()).toHaveLength(60);
  });

  test('of one nominator for many schools is not too many: it is an admin who sends it', async () => {
    const subject = await nominationSubject();
    const rows = Array.from({ length: 12 }, (_, index) => ({
      ...nominationCells(`Tree${index}`, String(900100 + index)),
      yourEmail: 'trust@example.org',
    }));
    const id = await stage(subject, rows);
    await takeAllIn(id, subject);
    expect(new Set((await outcomes(id)).map(([became]) => became))).toEqual(new Set(['made']));
  });

  test('is refused when nominations are closed by the time that it is taken in', async () => {
    const subject = await nominationSubject();
    const id = await stage(subject, [nominationCells('Ash')]);
    await beginTakingIn(world.deps, await staged(id), { reason: 'late', by });
    const late = { ...subject, cohort: { ...subject.cohort, closesAt: '2026-03-01T09:00:00Z' } } as ImportSubject;
    await takeIn(world.deps, await staged(id), late);
    expect(await outcomes(id)).toEqual([['refused', expect.stringMatching(/^Nominations for this cohort closed on/)]]);
    expect(await nominations()).toEqual([]);
  });

  test('keeps nothing of a row that was taken in, and what was wrong only until its week is over', async () => {
    const subject = await nominationSubject();
    const id = await stage(subject, [nominationCells('Ash'), { ...nominationCells('Birch', '900002'), headEmail: '' }]);
    await takeAllIn(id, subject);
    const kept = await readRows(world.deps, id);
    expect(kept.map(({ cells }) => Object.keys(cells).length > 0)).toEqual([false, true]);
    await world.jumpTo('2026-03-12T10:00:00Z');
    expect(await readImport(world.deps, sampleCohort, id)).toBeUndefined();
  });

  test('is in the cohort’s record: who took it in, why, and what came of it', async () => {
    const subject = await nominationSubject();
    await takeAllIn(await stage(subject, [nominationCells('Ash'), { ...nominationCells('Birch'), urn: 'x' }]), subject);
    const lines = await world.table.queryAll({ pk: partition.cohort(sampleCohort), prefix: 'LOG#' });
    expect(lines.filter(({ what }) => String(what).startsWith('file of'))).toMatchObject([
      { what: 'file of nominations taken in', to: '2 rows', why: 'from the autumn conference', by },
      { what: 'file of nominations done', to: '1 new, 0 there already, 1 left out', by },
    ]);
  });

  test('writes no name and no address to the log', async () => {
    const subject = await nominationSubject();
    const said: string[] = [];
    const note = (event: string, ids?: object) => void said.push(JSON.stringify([event, ids]));
    const log = {
      info: note,
      alarm: note,
      failure: (event: string, error: unknown, ids?: object) => note(`${event} ${error}`, ids),
    };
    const wrong = { ...nominationCells('Birch', '900002'), headEmail: 'birch' };
    await takeAllIn(await stage(subject, [nominationCells('Ash'), wrong]), subject, { ...world.deps, log });
    expect(said.length).toBeGreaterThan(2);
    expect(said.join('\n')).not.toMatch(/ash|birch|@/i);
  });
});

test('a file of pairs for a Work Group asks both teachers of each, and one who shares a mailbox unsaid is refused', async () => {
  world = await openGroup();
  const { cohort } = await readCohort(world.table, groupId);
  const subject: ImportSubject = { of: 'nominations', cohort, kind: 'work-group' };
  const shared = { ...pairCells('Birch', '900002'), partnerEmail: 'teacher@birch.example.org' };
  const said = { ...pairCells('Cedar', '900003'), partnerEmail: 'teacher@cedar.example.org', sharedMailbox: 'yes' };
  const id = await stage(subject, [pairCells('Ash'), shared, said]);
  const head = await readImport(world.deps, groupId, id);
  if (!head) throw new Error('It is not there');
  await beginTakingIn(world.deps, head, { reason: 'from the autumn conference', by });
  await takeIn(world.deps, { ...head, state: 'taking-in' }, subject);
  await world.settle();
  expect(await outcomes(id)).toEqual([
    ['made'],
    ['refused', expect.stringContaining('confirm that the two share a mailbox')],
    ['made'],
  ]);
  expect(mailsTo('teacher@ash.example.org')).toEqual(['nominee-consent']);
  expect(mailsTo('second@ash.example.org')).toEqual(['nominee-consent']);
});

describe('a sheet of attendance', () => {
  let ash: string;
  let birch: string;
  beforeEach(async () => {
    ash = await enrolled(world, 'Ash');
    birch = await enrolled(world, 'Birch');
    await world.jumpTo('2026-09-18T09:00:00Z');
  });

  const placeOf = async (id: string) => world.table.get(key.place(id, 'launch'), place);
  const credits = async (id: string) =>
    (await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'C#CREDIT#' })).map(
      ({ amount }) => amount,
    );

  test('marks the register: by reference, address, or name with school; days are earned, and journeys hear of it', async () => {
    const subject = await attendanceSubject('launch');
    const id = await stage(subject, [
      { reference: ` ${ash.toLowerCase()}`, attendance: 'Present' },
      { name: 'TEACHER  BIRCH', school: 'Sample Birch School', attendance: 'no' },
    ]);
    await takeAllIn(id, subject);
    expect(await outcomes(id)).toEqual([['made'], ['made']]);
    expect(await placeOf(ash)).toMatchObject({ state: 'attended', source: 'admin' });
    expect(await placeOf(birch)).toMatchObject({ state: 'absent', source: 'admin' });
    expect(await credits(ash)).toEqual([0.5]);
    expect(await credits(birch)).toEqual([]);
    expect(mailsTo('teacher@birch.example.org')).toContain('absence-noted');
  });

  test('twice changes nothing more', async () => {
    const subject = await attendanceSubject('launch');
    const rows = [{ email: 'Teacher@ASH.example.org', attendance: 'yes' }];
    await takeAllIn(await stage(subject, rows), subject);
    const again = await stage(subject, rows, 'FRMB2345');
    await takeAllIn(again, subject);
    expect(await outcomes(again)).toEqual([['there', 'Attended already']]);
    expect(await credits(ash)).toEqual([0.5]);
  });

  test('says in words whom it can’t find, and who is in it in two ways', async () => {
    const subject = await attendanceSubject('launch');
    const rows: Record<string, string>[] = [
      { reference: 'NOBD2345', attendance: 'yes' },
      { email: 'nobody@example.org', attendance: 'yes' },
      { name: 'Teacher Ash', attendance: 'yes' },
      { name: 'Teacher Ash', school: 'Another School', attendance: 'yes' },
      { attendance: 'yes' },
      { reference: ash, attendance: 'perhaps' },
      { reference: birch, attendance: 'yes' },
      { email: 'teacher@birch.example.org', attendance: 'absent' },
    ];
    const plan = await planImport(
      world.deps,
      subject,
      rows.map((cells, index) => ({ row: index + 2, cells })),
    );
    expect(plan.rows.map((row) => (row.will === 'refuse' ? row.why.join() : row.will))).toEqual([
      'Nobody on this register has the reference NOBD2345',
      'Nobody on this register has this email address',
      'A name alone can be several people: give the school, the email address or the reference too',
      'Nobody of this name on this register is at that school',
      'Give a reference, an email address, or a name with a school',
      '“perhaps” is no attendance that we know',
      'They are in the file with another attendance too',
      'They are in the file with another attendance too',
    ]);
  });

  test('puts right what was on the record, with an entry that takes the days back', async () => {
    const subject = await attendanceSubject('launch');
    await takeAllIn(await stage(subject, [{ reference: ash, attendance: 'yes' }]), subject);
    const rows = [{ reference: ash, attendance: 'absent' }];
    const plan = await planImport(world.deps, subject, [{ row: 2, cells: rows[0] ?? {} }]);
    expect(plan.rows).toMatchObject([{ will: 'make', says: 'Attended → Absent' }]);
    await takeAllIn(await stage(subject, rows, 'FRMB2345'), subject);
    expect(await credits(ash)).toEqual([0.5, -0.5]);
  });

  test('waits for its session to begin', async () => {
    const subject = await attendanceSubject('central-1');
    const plan = await planImport(world.deps, subject, [{ row: 2, cells: { reference: ash, attendance: 'yes' } }]);
    expect(plan.closed).toBe('The register opens when the session begins.');
  });
});

/** The world's own deps, whose table stops working after so many writes: a process that dies. */
function dyingAfter(dying: InMemoryWorld, writes: number): ImportDeps {
  let left = writes;
  const table = new Proxy(dying.table, {
    get: (target, property, receiver) => {
      const value = Reflect.get(target, property, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        if (property === 'write' || property === 'transact' || property === 'putNew') left -= 1;
        if (left < 0) throw new Error('stopped');
        return value.apply(target, given);
      };
    },
  });
  return { ...dying.deps, table };
}
