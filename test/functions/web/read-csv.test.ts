import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delimiters, readCsv, recordsOf } from '../../../functions/web/read-csv.ts';

async function inPieces(...pieces: string[]): Promise<string[][]> {
  const records: string[][] = [];
  for await (const record of readCsv(pieces)) records.push(record);
  return records;
}

test('records come whole, wherever the pieces end', async () => {
  const text = '\uFEFFa,"b, ""c""\r\nd"\r\n\r\ne,5" ruler\rf,g';
  const whole = [
    ['a', 'b, "c"\r\nd'],
    ['e', '5" ruler'],
    ['f', 'g'],
  ];
  for (let cut = 1; cut < text.length; cut += 1)
    expect(await inPieces(text.slice(0, cut), text.slice(cut))).toEqual(whole);
});

test('of a whole text empty lines are records too, and a quotation mark that never ends makes it none', () => {
  expect(recordsOf('a;b\n\n"c;d"\n', ';')).toEqual([['a', 'b'], [''], ['c;d']]);
  expect(recordsOf('a,"b\nc', ',')).toBeUndefined();
  expect(recordsOf('a\n"b', ',', 1)).toEqual([['a']]);
});

test('whatever cells are written with every quote doubled, they are read as they were', () => {
  const cells = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(cells, fc.constantFrom(...delimiters), (records, delimiter) => {
      const text = records.map((record) => record.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter));
      expect(recordsOf(text.join('\r\n'), delimiter)).toEqual(records);
    }),
  );
});
