import { beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../../functions/web/read-csv.ts';
import { ada, sampleConsole } from './sample.ts';
import type { ConsoleWorld } from './world.ts';

const path = '/admin/participants/export';
let world: ConsoleWorld;
beforeAll(async () => {
  world = await sampleConsole();
});

/** Each row by its headings. */
async function rows(query = ''): Promise<Record<string, string>[]> {
  const body = await (await world.get(`${path}${query}`)).text();
  const read: string[][] = [];
  for await (const row of readCsv([body.replace('\uFEFF', '')])) read.push(row);
  const [headings = [], ...others] = read;
  return others.map((cells) => Object.fromEntries(headings.map((heading, place) => [heading, cells[place] ?? ''])));
}

describe('the participants as a file for a spreadsheet', () => {
  test('say of each what is earned and what is needed, as their own page does', async () => {
    const row = (await rows()).find(({ Reference }) => Reference === ada.id);
    expect(row).toMatchObject({
      Name: 'Ada Example',
      Status: 'Year 1',
      'Year 1: central days, earned': '3.5',
      'Year 1: central days, needed': '5.5',
      'Year 1: days in school, earned': '0.5',
    });
    expect(await world.html(`/admin/participants/${ada.id}`)).toContain('3.5 of 5.5');
  });

  test('are those that the list was filtered for', async () => {
    expect((await rows('?status=withdrawn')).map(({ Status }) => Status)).toEqual(['Withdrawn']);
    expect((await rows('?find=ada')).map(({ Reference }) => Reference)).toEqual([ada.id]);
  });

  test('are offered below the list to those who may have them, with its filters', async () => {
    const link = `${path}?status=year-1"`;
    expect(await world.html('/admin/participants?status=year-1')).toContain(link);
    expect(await world.html('/admin/participants?status=year-1', 'viewer')).not.toContain(path);
  });
});
