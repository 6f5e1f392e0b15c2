import { Readable } from 'node:stream';
import { parse } from 'csv-parse';

/**
 * Reads records of comma-separated values (RFC 4180) from pieces of text as they come: quoted fields may hold commas,
 * doubled quotes and line ends; a byte order mark and empty lines are left out; lines end as they like.
 */
export async function* readCsv(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  for await (const record of Readable.from(pieces).compose(parser)) yield record as string[];
}
