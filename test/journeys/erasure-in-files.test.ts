import { beforeEach, describe, expect, test } from 'vitest';
import { placeWords } from '../../functions/console/place-words.ts';
import { cohortId } from '../../functions/domain/ids.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { eraseRecord } from '../../functions/erasure/erase-record.ts';
import { storedOf } from '../../functions/erasure/subject-access.ts';
import type { ImportSubject } from '../../functions/imports/import-subject.ts';
import { type ImportTarget, readImport, readRows, stageImport } from '../../functions/imports/staged-import.ts';
import { beginTakingIn, takeIn } from '../../functions/imports/take-in.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { nominationCells } from '../functions/imports/sample-sheets.ts';
import { enrolled, openWorld, sampleCohort, sessionsOf } from '../local/world/people.ts';
import { attend, factsOf } from './people-world.ts';

const by = 'sample-admin';
const name = 'Quetzal';
const theirs = /quetzal/i;
const nominations: ImportTarget = { of: 'nominations', cohortId: readAs(cohortId, sampleCohort) };

let world: InMemoryWorld;
let id: string;
beforeEach(async () => {
  world = await openWorld();
  id = await enrolled(world, name);
  await attend(world, id, 'launch');
  await withdrawParticipant(world.deps, id, { reason: 'other', note: 'left', by });
  await world.settle();
});

const everything = () => world.backUp().map((item) => JSON.stringify(item));
const erase = (reason: 'asked' | 'retention' = 'asked') =>
  eraseRecord(world.deps, { kind: 'participant', id }, { reason, by });
const cellsIn = async (file: string) => (await readRows(world.deps, file)).map(({ row, cells }) => ({ row, cells }));

/** Puts rows aside as a file that was handed in does, numbered from 2 as a spreadsheet has them. */
function stage(target: ImportTarget, rows: readonly Readonly<Record<string, string>>[]): Promise<string> {
  const sheet = {
    ok: true as const,
    rows: rows.map((cells, index) => ({ row: index + 2, cells })),
    ignored: [],
    guessed: false,
  };
  return stageImport(world.deps, { formId: 'FRMA2345', target, sheet, by });
}

async function attendance(): Promise<{ readonly target: ImportTarget; readonly subject: ImportSubject }> {
  const session = (await sessionsOf(world)).find((each) => each.id === 'launch');
  if (!session) throw new Error('There is no launch');
  const { cohort } = await readCohort(world.table, sampleCohort);
  return {
    target: { of: 'attendance', cohortId: cohort.id, sessionId: session.id },
    subject: { of: 'attendance', cohort, session, words: placeWords },
  };
}

async function stageRegister(rows: readonly Readonly<Record<string, string>>[]): Promise<string> {
  const { target } = await attendance();
  return stage(target, rows);
}

const address = `teacher@${name.toLowerCase()}.example.org`;

describe('rows of files that were handed in', () => {
  test('go with whoever they are about, also those that were refused and are kept to be put right', async () => {
    const { target, subject } = await attendance();
    const file = await stage(target, [
      { email: address, attendance: 'attended' },
      { email: address, name: 'T. Quetzal', attendance: 'Quetzal came late' },
      {
        name: `Teacher ${name}`,
        school: (await factsOf(world, id)).schoolName,
        email: 'typo@quetzal.example.org',
        attendance: 'x',
      },
      { reference: id.toLowerCase(), attendance: 'attended' },
      { email: 'nobody@example.org', attendance: 'attended' },
    ]);
    const found = await readImport(world.deps, sampleCohort, file);
    if (!found) throw new Error('There is no file');
    await beginTakingIn(world.deps, found, { reason: 'a sample', by });
    await takeIn(world.deps, { ...found, state: 'taking-in' }, subject);
    const outcomes = (await readRows(world.deps, file)).map(({ outcome }) => outcome?.became);
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
    expect(everything().filter((item) => item.includes(`IMPORT#${file}`) && theirs.test(item)).length).toBe(3);
    expect(await erase()).toBe('erased');
    expect(everything().filter((item) => theirs.test(item))).toEqual([]);
    expect((await cellsIn(file)).map(({ row }) => row)).toEqual([6]);
  });

  test('that name them as somebody else’s headteacher or in words lose their name and address, and stay', async () => {
    const file = await stage(nominations, [
      {
        ...nominationCells('Ash', '900007'),
        headName: `Teacher ${name}`,
        headEmail: address.toUpperCase(),
        passion: `Was taught by Teacher ${name} for years.`,
      },
    ]);
    expect(await erase()).toBe('erased');
    expect(everything().filter((item) => theirs.test(item))).toEqual([]);
    const [row] = await cellsIn(file);
    expect(row?.cells).toMatchObject({
      nomineeName: 'Teacher Ash',
      passion: 'Was taught by [name taken out] for years.',
    });
    expect(row?.cells).not.toHaveProperty('headName');
  });

  test('of others stay as they were: another name at a shared address, the same name at another school', async () => {
    const rows: Record<string, string>[] = [
      { email: address, name: 'Robin Birch', attendance: 'attended' },
      { email: 'other@example.org', name: `Teacher ${name}`, school: 'Another Sample School', attendance: 'attended' },
    ];
    const file = await stageRegister(rows);
    await erase();
    expect((await cellsIn(file)).map(({ cells }) => cells)).toEqual(rows);
  });

  test('stay where only the time is over that records are kept: what came in this week ends by itself', async () => {
    const file = await stageRegister([{ email: address, attendance: 'attended' }]);
    expect(await erase('retention')).toBe('erased');
    expect(await cellsIn(file)).toHaveLength(1);
  });

  test('are handed out to whoever asks what is kept of them, without the others in them', async () => {
    await stage(nominations, [
      { ...nominationCells(name, '900007'), headEmail: 'no address' },
      { ...nominationCells('Ash', '900008'), yourName: `Teacher ${name}`, yourEmail: address },
    ]);
    const stored = await storedOf(world.table, { kind: 'participant', id }, [sampleCohort]);
    expect(stored?.importRows).toMatchObject([
      {
        row: 2,
        isTheirs: true,
        as: ['nominee'],
        cells: { nomineeEmail: address, passion: 'Sample words about mastery.' },
      },
      { row: 3, isTheirs: false, as: ['nominator'] },
    ]);
    expect(Object.keys(stored?.importRows[1]?.cells ?? {})).toEqual(['yourName', 'yourEmail', 'yourRole']);
    expect(JSON.stringify(stored?.importRows)).not.toMatch(/Head Quetzal|Nominator Quetzal|Teacher Ash/);
    expect((await storedOf(world.table, { kind: 'participant', id }, []))?.importRows).toEqual([]);
  });
});
