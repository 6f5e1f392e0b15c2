import { type Delimiter, delimiters, recordsOf } from '../web/read-csv.ts';

/** A column of a spreadsheet that we read: what it is called in our template, and by what else people call it. */
export interface Column<Field extends string = string> {
  readonly field: Field;
  readonly heading: string;
  readonly also?: readonly string[];
  /** The file is refused without it. */
  readonly needed?: boolean;
  /** What stands in the template's example. */
  readonly example: string;
}

/** A row that has something in it, by the number that a spreadsheet shows beside it. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Sheet {
  readonly ok: true;
  readonly rows: readonly SheetRow[];
  /** Headings of columns that nothing is read from. */
  readonly ignored: readonly string[];
  /** The text was not UTF-8: accents in names are worth a look. */
  readonly guessed: boolean;
}

export type SheetRead = Sheet | { readonly ok: false; readonly why: string };

/** As many as one file may have. */
export const mostRows = 500;
/** No cell of ours needs more: two statements of 250 words each are 1,500 characters long. */
const longestCell = 5000;
/** A title or two may stand above the headings. */
const mostAbove = 10;

/**
 * Reads what was typed into a spreadsheet: bytes of a file, or the text that was pasted. Whatever it is, the answer is
 * rows or a sentence that says what to put right. UTF-8 with or without a mark, UTF-16 and Windows-1252; commas,
 * semicolons, tabs or bars; headings in any order, by any of their names, below a title or not. Rows without anything in
 * a column of ours are left out.
 */
export function readSheet(given: Uint8Array | string, columns: readonly Column[]): SheetRead {
  const decoded = typeof given === 'string' ? { text: given, guessed: false } : decode(given);
  if ('why' in decoded) return { ok: false, why: decoded.why };
  const { text, hint } = withoutHint(decoded.text);
  if (text.trim() === '') return { ok: false, why: 'The file is empty' };
  const records = recordsOf(text, hint ?? likeliestDelimiter(text, columns));
  if (!records)
    return {
      ok: false,
      why: 'A quotation mark is opened in the file and never closed, so that its rows can’t be told apart',
    };
  const read = rowsUnder(records, columns);
  return read.ok ? { ...read, guessed: decoded.guessed } : read;
}

type Decoded = { readonly text: string; readonly guessed: boolean } | { readonly why: string };

const saveAs = 'Open it in your spreadsheet program, choose “Save as”, and “CSV UTF-8”';

function decode(bytes: Uint8Array): Decoded {
  const starts = (...with_: number[]) => with_.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0))
    return { why: `This is a workbook and not a CSV file. ${saveAs}` };
  if (starts(0x25, 0x50, 0x44, 0x46)) return { why: 'This is a PDF and not a CSV file' };
  const text = decoded(bytes, starts(0xff, 0xfe) ? 'utf-16le' : starts(0xfe, 0xff) ? 'utf-16be' : 'utf-8');
  if (text !== undefined && !text.includes('\0')) return { text, guessed: false };
  const guess = new TextDecoder('windows-1252').decode(bytes);
  if (guess.includes('\0')) return { why: `This is not a file of text. ${saveAs}` };
  return { text: guess, guessed: true };
}

function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // What a fatal decoder throws at bytes that are no text of its encoding.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Excel writes `sep=;` above the headings of some files, and does not count it as a row. */
function withoutHint(text: string): { text: string; hint?: Delimiter } {
  const [line, sign] = /^\uFEFF?sep=(.)\r?\n/i.exec(text) ?? [];
  const hint = delimiters.find((each) => each === sign);
  return line && hint ? { text: text.slice(line.length), hint } : { text };
}

/** That by which the most headings are found. */
function likeliestDelimiter(text: string, columns: readonly Column[]): Delimiter {
  const found = delimiters.map((delimiter) => {
    const records = recordsOf(text, delimiter, mostAbove);
    return { delimiter, headings: records ? headingsOf(records, columns).found.size : 0 };
  });
  return found.reduce((best, each) => (each.headings > best.headings ? each : best)).delimiter;
}

interface Headings {
  readonly at: number;
  /** Field → where its column is. */
  readonly found: ReadonlyMap<string, number>;
  readonly twice: readonly string[];
  readonly ignored: readonly string[];
}

/** The headings are the first of the rows at the top in which the most of ours are found. */
function headingsOf(records: readonly (readonly string[])[], columns: readonly Column[]): Headings {
  const names = new Map(
    columns.flatMap(({ field, heading, also = [] }) =>
      [heading, ...also].map((each) => [canonical(each), field] as const),
    ),
  );
  const tops = records.slice(0, mostAbove).map((record, at): Headings => {
    const found = new Map<string, number>();
    const twice: string[] = [];
    const ignored: string[] = [];
    for (const [place, heading] of record.entries()) {
      const field = names.get(canonical(heading));
      if (field === undefined) ignored.push(heading.trim());
      else if (found.has(field)) twice.push(heading.trim());
      else found.set(field, place);
    }
    return { at, found, twice, ignored: ignored.filter((each) => each !== '') };
  });
  const none: Headings = { at: 0, found: new Map(), twice: [], ignored: [] };
  return tops.reduce((best, each) => (each.found.size > best.found.size ? each : best), none);
}

/** “E-mail address of the Headteacher” and “Headteacher’s email” are one: the words that tell, in one order. */
function canonical(heading: string): string {
  const words = heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\(\s*(yes|y)\b.*?\)/g, ' ')
    .replace(/[’']s\b/g, '')
    .replace(/\be[ -]?mails?\b/g, 'email')
    .replace(/\bemail address(es)?\b/g, 'email')
    .replace(/\bhead teacher\b/g, 'headteacher')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !['the', 'of', 'a', 'an', 'is', 'for'].includes(word));
  return words.toSorted().join(' ');
}

function rowsUnder(
  records: readonly (readonly string[])[],
  columns: readonly Column[],
): Omit<Sheet, 'guessed'> | { ok: false; why: string } {
  const { at, found, twice, ignored } = headingsOf(records, columns);
  const missing = columns.filter(({ field, needed }) => needed && !found.has(field));
  if (found.size === 0) return { ok: false, why: 'None of the headings is one of the template’s' };
  if (missing.length > 0)
    return { ok: false, why: `There is no column for: ${missing.map(({ heading }) => heading).join(', ')}` };
  if (twice.length > 0) return { ok: false, why: `Two columns are for the same: ${twice.join(', ')}` };
  const rows = records.slice(at + 1).flatMap((record, index): SheetRow[] => {
    const cells = Object.fromEntries([...found].map(([field, place]) => [field, tidied(record[place] ?? '')]));
    return Object.values(cells).some((cell) => cell !== '') ? [{ row: at + index + 2, cells }] : [];
  });
  if (rows.length === 0) return { ok: false, why: 'There is no row below the headings' };
  if (rows.length > mostRows)
    return { ok: false, why: `The file has ${rows.length} rows and may have ${mostRows}: split it into several` };
  const long = rows.find(({ cells }) => Object.values(cells).some(({ length }) => length > longestCell));
  if (long) return { ok: false, why: `A cell of row ${long.row} has more than ${longestCell} characters` };
  return { ok: true, rows, ignored };
}

/** What no keyboard types is left out, and so is the apostrophe by which our own files keep a cell from being a formula. */
function tidied(cell: string): string {
  const kept = [...cell.replace(/\r\n?/g, '\n')].filter(
    (character) => !/[\p{Cc}\p{Cs}]/u.test(character) || /[\n\t]/.test(character),
  );
  return kept
    .join('')
    .trim()
    .replace(/^'(?=\s*[=+\-@|%])/, '');
}
