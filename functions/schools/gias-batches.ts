import { readCsv } from '../web/read-csv.ts';
import { giasColumns, giasLinkColumns } from './gias-columns.ts';
import { mostRows } from './import-schools.ts';

/** The file is not the register's: a column that is needed is not in its first line. */
export class NotTheRegister extends Error {
  override readonly name = 'NotTheRegister';
}

export interface Batch<Field extends string> {
  readonly rows: Record<Field, string>[];
  /** Lines with more or fewer cells than the first one: which cell is which can't be said. */
  readonly ragged: number;
}

/** The register's download as the rows that an import takes, in batches as large as a call may be. */
export function giasBatches(text: AsyncIterable<string> | Iterable<string>) {
  return batches(text, giasColumns);
}

/** The download of the register's links in batches. */
export function giasLinkBatches(text: AsyncIterable<string> | Iterable<string>) {
  return batches(text, giasLinkColumns);
}

async function* batches<Field extends string>(
  text: AsyncIterable<string> | Iterable<string>,
  columns: Readonly<Record<Field, string>>,
): AsyncGenerator<Batch<Field>> {
  let header: readonly string[] | undefined;
  let places: (readonly [Field, number])[] = [];
  let rows: Record<Field, string>[] = [];
  let ragged = 0;
  for await (const cells of readCsv(text)) {
    if (!header) {
      header = cells.map((name) => name.trim());
      places = placesOf(header, columns);
      continue;
    }
    if (cells.length !== header.length) ragged += 1;
    else rows.push(Object.fromEntries(places.map(([field, at]) => [field, cells[at] ?? ''])) as Record<Field, string>);
    if (rows.length < mostRows) continue;
    yield { rows, ragged };
    rows = [];
    ragged = 0;
  }
  if (!header) throw new NotTheRegister('The file is empty.');
  if (rows.length > 0 || ragged > 0) yield { rows, ragged };
}

function placesOf<Field extends string>(header: readonly string[], columns: Readonly<Record<Field, string>>) {
  return (Object.entries(columns) as [Field, string][]).map(([field, name]) => {
    const at = header.indexOf(name);
    if (at < 0) throw new NotTheRegister(`The file has no column "${name}": is it the register's own download?`);
    return [field, at] as const;
  });
}
