import { expect, test } from 'vitest';
import { csvResponse, writeCsv } from '../../../functions/web/csv.ts';

test('commas, quotes and lines within a cell stay in it', () => {
  expect(writeCsv([['a,b', 'say "yes"', 'two\nlines', 'plain']])).toBe('"a,b","say ""yes""","two\nlines",plain\r\n');
});

test.each(['=1+1', '+44 20', '-1', '@SUM(A1)', '\t=1', ' =1', '"=1"', "'=1", '|calc', '%x', '＝1'])(
  'a cell %j is text to a spreadsheet',
  (cell) => {
    expect(writeCsv([[cell]]).replace(/^"/, '')).toMatch(/^'/);
  },
);

test('a file says that it is one, and UTF-8', async () => {
  const response = csvResponse('record.csv', [['Zoë']]);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="record.csv"');
  expect([...new Uint8Array(await response.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
});
