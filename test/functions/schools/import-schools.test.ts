import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { findSchools, readSchool, successorsOf } from '../../../functions/schools/find-schools.ts';
import { giasBatches, giasLinkBatches, NotTheRegister } from '../../../functions/schools/gias-batches.ts';
import { importSchools } from '../../../functions/schools/import-schools.ts';
import { linkSchools } from '../../../functions/schools/link-schools.ts';
import { type TakenIn, takeInLinks, takeInSchools } from '../../../scripts/gias/take-in.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const sample = readFileSync(new URL('../../../schools/sample-schools.csv', import.meta.url), 'utf8');
const links = readFileSync(new URL('../../../schools/sample-links.csv', import.meta.url), 'utf8');

let world: FunctionsWorld;
beforeEach(() => {
  world = new FunctionsWorld('2026-03-02T09:00:00.000Z');
});

const takeIn = (text: string): Promise<TakenIn> =>
  takeInSchools([text], (payload) => importSchools(world.deps, payload as Parameters<typeof importSchools>[1]));
const takeInLinksOf = (text: string): Promise<TakenIn> =>
  takeInLinks([text], (payload) => linkSchools(world.deps, payload as Parameters<typeof linkSchools>[1]));

const namesFor = async (typed: string): Promise<string[]> =>
  (await findSchools(world.table, typed)).schools.map(({ name, town }) => `${name}, ${town}`);

describe('taking in the register of schools', () => {
  test('says how many rows were read, changed and refused, and for which reasons', async () => {
    expect(await takeIn(sample)).toEqual({
      read: 50,
      changed: 50,
      added: 50,
      unchanged: 0,
      refused: 10,
      reasons: {
        'school-closed': 4,
        'school-not-open-yet': 1,
        'not-secondary': 5,
        'not-state-funded': 2,
        'not-in-england': 1,
      },
    });
  });

  test('again changes nothing', async () => {
    await takeIn(sample);
    expect(await takeIn(sample)).toMatchObject({ read: 50, changed: 0, added: 0, unchanged: 50 });
  });

  test('takes a new name in, and no longer finds the school by the old one', async () => {
    await takeIn(sample);
    expect(await takeIn(sample.replace('Sample Willow School', 'Sample Larkspur School'))).toMatchObject({
      changed: 1,
    });
    expect(await namesFor('Willow')).toEqual([]);
    expect(await namesFor('larkspur')).toEqual(['Sample Larkspur School, Exampleford']);
  });

  test('refuses rows that can’t be read, each with its reason, and takes the others', async () => {
    const [header = '', ...rows] = sample.split('\n');
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = rows;
    const spoiled = [
      header,
      first.replace('900001', 'soon'),
      second.replace('Sample Birch School', ' '),
      third.slice(0, 60),
      fourth,
      fourth,
      fifth,
    ].join('\r\n');
    expect(await takeIn(`\uFEFF${spoiled}`)).toMatchObject({
      read: 6,
      changed: 2,
      refused: 4,
      reasons: { 'no-urn': 1, 'no-name': 1, 'wrong-number-of-cells': 1, 'here-twice': 1 },
    });
  });

  test('reads what a spreadsheet makes of a row: zeros before a URN, spaces, a day count for a date', async () => {
    const changed = sample
      .replace('900001', '"  0900001 "')
      .replace('31-08-2023', '45169')
      .replace('Sample Birch School', '"Sample ""Birch"", the\nSchool"');
    await takeIn(changed);
    expect(await readSchool(world.table, '900001')).toMatchObject({ name: 'Sample Ash School' });
    expect(await readSchool(world.table, '900051')).toMatchObject({ status: 'closed', closedOn: '2023-08-31' });
    expect(await readSchool(world.table, '900002')).toMatchObject({ name: 'Sample "Birch", the School' });
  });

  test('refuses a file that is not the register’s', async () => {
    await expect(takeIn('URN,Name\n900001,Sample')).rejects.toThrow(NotTheRegister);
    await expect(takeIn('')).rejects.toThrow('empty');
  });

  test('hands over no more rows at once than a call may have', async () => {
    const [header = '', row = ''] = sample.split('\n');
    const sizes: number[] = [];
    for await (const { rows } of giasBatches([`${header}\n`, `${row}\n`.repeat(1201)])) sizes.push(rows.length);
    expect(sizes).toEqual([500, 500, 201]);
    for await (const { rows } of giasLinkBatches([links])) expect(rows).toHaveLength(3);
  });
});

describe('finding a school', () => {
  beforeEach(async () => {
    await takeIn(sample);
    await takeInLinksOf(links);
  });

  test.each([
    ['by its URN', '900005', ['Sample Elder School, Exampleford']],
    ['by a URN with spaces', ' 900 005 ', ['Sample Elder School, Exampleford']],
    ['by a URN with zeros before', '00900005', ['Sample Elder School, Exampleford']],
    ['by a word of its name', 'elder', ['Sample Elder School, Exampleford']],
    ['by the beginning of one', 'eld', ['Sample Elder School, Exampleford']],
    ['by a kind of school that it no longer is', 'Elder Comprehensive Academy', []],
    ['whatever kind of school they say that it is', 'the Elder Academy', ['Sample Elder School, Exampleford']],
    ['by its postcode', 'zz85ab', ['Sample Fern School, Exampleford']],
    ['by its postcode with a space', 'ZZ5 4AB', ['Sample Elder School, Exampleford']],
    ['not by a word that is in no name', 'nowhere', []],
    ['not by nothing', ' ', []],
  ])('%s', async (_how, typed, found) => {
    expect(await namesFor(typed)).toEqual(found);
  });

  test('with a common name shows each, and the town narrows it', async () => {
    expect(await namesFor("st sample's")).toHaveLength(3);
    expect((await findSchools(world.table, 'sample')).more).toBe(true);
    expect(await namesFor('St Sample’s Catholic')).toContain("St Sample's Catholic School, Mockbury");
    expect(await namesFor('samples mockbury')).toEqual(["St Sample's Catholic School, Mockbury"]);
  });

  test('leads from a closed school to the one that its link names', async () => {
    const closed = await readSchool(world.table, '900054');
    expect((await successorsOf(world.table, closed ?? expect.fail())).map(({ urn }) => urn)).toEqual(['900056']);
  });

  test('leads from a school that became an academy to that, by the number that both have', async () => {
    const closed = await readSchool(world.table, '900051');
    expect((await successorsOf(world.table, closed ?? expect.fail())).map(({ name }) => name)).toEqual([
      'Sample Mill Academy',
    ]);
  });

  test('leads nowhere from a school that nobody followed', async () => {
    const closed = await readSchool(world.table, '900053');
    expect(await successorsOf(world.table, closed ?? expect.fail())).toEqual([]);
  });

  test('keeps a link once, from whichever end it is said', async () => {
    expect(await takeInLinksOf(links)).toMatchObject({ read: 3, added: 0, unchanged: 3 });
    expect(await takeInLinksOf('URN,LinkURN,LinkName,LinkType\n900001,900002,Sample,Other\n')).toMatchObject({
      refused: 1,
    });
  });
});
