import { expect, test } from 'vitest';
import { makeRow } from '../../bench/figures.ts';
import { tableLines } from '../../bench/table.ts';

const target = { of: 'ratio', bound: 'at least', figure: 2 } as const;

test('the table aligns its columns and leaves out what a row has not', () => {
  const rows = [
    makeRow({ name: 'long enough', value: 82_193, unit: 'calls', against: 50_000, target }),
    makeRow({ name: 'short', value: 1.5, unit: 's' }),
  ];
  expect(tableLines(rows)).toEqual([
    'name          value  unit   against  ratio  target      met',
    '-----------  ------  -----  -------  -----  ----------  ---',
    'long enough  82,193  calls   50,000  1.644  ratio >= 2  NO',
    'short           1.5  s',
  ]);
});
