import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attendanceColumns } from '../../../functions/imports/attendance-columns.ts';
import { nominationColumns } from '../../../functions/imports/nomination-columns.ts';
import { type Column, mostRows, readSheet } from '../../../functions/imports/read-sheet.ts';
import { writeCsv } from '../../../functions/web/csv.ts';

const columns: readonly Column[] = [
  { field: 'name', heading: 'Headteacher name', also: ['Headteacher'], needed: true, example: '' },
  { field: 'email', heading: 'Headteacher email', needed: true, example: '' },
  { field: 'note', heading: 'Note', example: '' },
];

const bytes = (text: string) => new TextEncoder().encode(text);
const rowsIn = (given: string | Uint8Array) => {
  const read = readSheet(given, columns);
  return read.ok ? read.rows.map(({ row, cells }) => [row, cells.name, cells.email]) : read.why;
};
const plain = [[2, 'Robin', 'robin@example.org']];

describe('a spreadsheet is read', () => {
  test.each([
    ['commas', 'Headteacher name,Headteacher email\nRobin,robin@example.org\n'],
    ['semicolons, as Excel saves in other countries', 'Headteacher name;Headteacher email\r\nRobin;robin@example.org'],
    [
      'Excel’s own hint of what separates them',
      'sep=;\r\nHeadteacher name;Headteacher email\r\nRobin;robin@example.org',
    ],
    ['tabs, as it is copied from a sheet', 'Headteacher name\tHeadteacher email\nRobin\trobin@example.org'],
    ['a byte order mark', '\uFEFFHeadteacher name,Headteacher email\nRobin,robin@example.org'],
    ['old Macs’ line ends', 'Headteacher name,Headteacher email\rRobin,robin@example.org\r'],
    ['every cell in quotes', '"Headteacher name","Headteacher email"\n"Robin","robin@example.org"'],
    ['headings in other words', 'E-mail address of the Headteacher,HEAD TEACHER’S NAME\nrobin@example.org,Robin'],
    ['columns that nobody asked for', 'Phone,Headteacher,Headteacher email\n01,Robin,robin@example.org'],
    ['space around cells', 'Headteacher name , Headteacher email\n  Robin , robin@example.org '],
  ])('with %s', (_what, text) => {
    expect(rowsIn(text)).toEqual(plain);
    expect(rowsIn(bytes(text))).toEqual(plain);
  });

  test('its rows have the numbers that the spreadsheet shows, whatever stands above and between them', () => {
    const text = 'Nominations 2026,\n\nHeadteacher,Headteacher email\n"Ro\nbin",r@example.org\n,\nKim,k@example.org';
    expect(rowsIn(text)).toEqual([
      [4, 'Ro\nbin', 'r@example.org'],
      [6, 'Kim', 'k@example.org'],
    ]);
  });

  test('in UTF-16, as Excel’s “Unicode text” is', () => {
    const text = 'Headteacher\tHeadteacher email\r\nSiân\ts@example.org';
    const units = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(text, (each) => each.charCodeAt(0)).buffer),
    ]);
    expect(rowsIn(units)).toEqual([[2, 'Siân', 's@example.org']]);
  });

  test('in Windows-1252, which is said, since a name may have come out wrong', () => {
    const latin = Uint8Array.from('Headteacher,Headteacher email\nSi\u00e2n,s@example.org', (each) =>
      each.charCodeAt(0),
    );
    expect(readSheet(latin, columns)).toMatchObject({ ok: true, guessed: true, rows: [{ cells: { name: 'Siân' } }] });
    expect(readSheet(bytes('Headteacher,Headteacher email\nSiân,s@example.org'), columns)).toMatchObject({
      guessed: false,
    });
  });

  test('with what it does not read named', () => {
    const read = readSheet('Headteacher,Phone,Headteacher email,\nRobin,01,r@example.org,', columns);
    expect(read).toMatchObject({ ignored: ['Phone'] });
  });

  test('that our own file was: a cell that was kept from being a formula is as it was', () => {
    const written = writeCsv([
      ['Headteacher name', 'Headteacher email', 'Note'],
      ['Robin', 'r@example.org', '- a list\n- of two'],
    ]);
    expect(readSheet(written, columns)).toMatchObject({ rows: [{ cells: { note: '- a list\n- of two' } }] });
  });

  test.each([
    ['nothing', '', 'The file is empty'],
    ['headings alone', 'Headteacher,Headteacher email\n', 'There is no row below the headings'],
    ['none of the headings', 'a,b\n1,2', 'None of the headings is one of the template’s'],
    ['a column missing', 'Headteacher\nRobin', 'There is no column for: Headteacher email'],
    [
      'a column twice',
      'Headteacher,Headteacher name,Headteacher email\na,b,c',
      'Two columns are for the same: Headteacher name',
    ],
    [
      'a quotation mark that does not end',
      'Headteacher,Headteacher email\n"Robin,r@example.org\nKim,k',
      'A quotation mark is opened in the file and never closed, so that its rows can’t be told apart',
    ],
    [
      'too many rows',
      `Headteacher,Headteacher email\n${'a,b\n'.repeat(mostRows + 1)}`,
      'The file has 501 rows and may have 500: split it into several',
    ],
    [
      'a cell that is too long',
      `Headteacher,Headteacher email\nRobin,${'x'.repeat(5001)}`,
      'A cell of row 2 has more than 5000 characters',
    ],
  ])('or refused in words: %s', (_what, text, why) => {
    expect(rowsIn(text)).toBe(why);
  });

  test.each([
    ['an Excel workbook', [0x50, 0x4b, 3, 4, 0, 0], /a workbook and not a CSV file.*“CSV UTF-8”/],
    ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], /a workbook and not a CSV file/],
    ['a PDF', [...bytes('%PDF-1.7')], /a PDF/],
    ['a picture', [0x89, 0x50, 0, 0x47, 0xff], /not a file of text/],
  ])('%s is refused, and it is said what to do', (_what, given, why) => {
    expect(rowsIn(Uint8Array.from(given))).toMatch(why);
  });
});

describe('whatever is handed in', () => {
  const pieces = fc.constantFrom(
    '"',
    ',',
    ';',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\uFEFF',
    'Name',
    'Email',
    'Attendance',
    '=1+1',
    "'",
    '\0',
    'ä',
    '\ud800',
    'sep=;\n',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
    fc.array(pieces, { maxLength: 60 }).map((parts) => `Name,School,Attendance\n${parts.join('')}`),
  );
  const allColumns = [attendanceColumns, nominationColumns('lead-teacher'), nominationColumns('work-group'), columns];

  test('is rows with something in them, or a sentence: nothing throws, and no cell has what no keyboard types', () => {
    fc.assert(
      fc.property(
        fc.oneof(texts, fc.uint8Array({ maxLength: 300 })),
        fc.constantFrom(...allColumns),
        (given, wanted) => {
          const read = readSheet(given, wanted);
          if (!read.ok) {
            expect(read.why).toMatch(/^[A-Z]/);
            return;
          }
          expect(read.rows.length).toBeGreaterThan(0);
          let before = 0;
          for (const { row, cells } of read.rows) {
            expect(row).toBeGreaterThan(before);
            before = row;
            expect(Object.values(cells).some((cell) => cell !== '')).toBe(true);
            expect(Object.values(cells).join('')).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('of our own making, any cells come back as they were', () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, '').trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (typed) => {
        const rows = typed.filter(([name]) => name !== '' && !name.startsWith("'") && !/^\s*["＝＋－＠]/.test(name));
        fc.pre(rows.length > 0);
        const read = readSheet(
          writeCsv([['Headteacher', 'Headteacher email'], ...rows.map(([name]) => [name, 'x'])]),
          columns,
        );
        expect(read.ok && read.rows.map(({ cells }) => cells.name)).toEqual(rows.map(([name]) => name));
      }),
      { numRuns: 300 },
    );
  });
});

test('every heading of a template is read as its own column', () => {
  for (const wanted of [attendanceColumns, nominationColumns('lead-teacher'), nominationColumns('work-group')]) {
    const template = writeCsv([wanted.map(({ heading }) => heading), wanted.map(({ example }) => example)]);
    const read = readSheet(template, wanted);
    expect(read).toMatchObject({ ok: true, ignored: [], rows: [{ row: 2 }] });
    expect(read.ok && read.rows[0]?.cells).toEqual(
      Object.fromEntries(wanted.map(({ field, example }) => [field, example])),
    );
  }
});
