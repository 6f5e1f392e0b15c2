/** What stands between two cells: commas, or what spreadsheets write in their place. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/**
 * Reads records of comma-separated values (RFC 4180) from pieces of text as they come: quoted fields may hold commas,
 * doubled quotes and line ends; a byte order mark before the first field and empty lines are left out; lines end as they
 * like.
 */
export async function* readCsv(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  const reader = new RecordReader(',');
  for await (const piece of pieces) for (const record of reader.take(piece)) if (!isEmpty(record)) yield record;
  for (const record of reader.end()) if (!isEmpty(record)) yield record;
}

/**
 * The records of a whole text, or the first `most` of them; empty lines are records, so that a record's place is the
 * number that a spreadsheet shows. Nothing where a quotation mark is opened and never closed.
 */
export function recordsOf(text: string, delimiter: Delimiter, most = Number.POSITIVE_INFINITY): string[][] | undefined {
  const reader = new RecordReader(delimiter);
  const records: string[][] = [];
  for (const record of reader.take(text)) {
    records.push(record);
    if (records.length === most) return records;
  }
  if (reader.isWithinQuotes) return undefined;
  records.push(...reader.end());
  return records;
}

function isEmpty(record: readonly string[]): boolean {
  return record.length === 1 && record[0] === '';
}

class RecordReader {
  readonly #delimiter: Delimiter;
  #record: string[] = [];
  #field = '';
  /** `after-quote`: a quote was read inside quotes; what follows says whether it ended them. */
  #state: 'plain' | 'quoted' | 'after-quote' = 'plain';
  #first = true;
  #afterReturn = false;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  get isWithinQuotes(): boolean {
    return this.#state === 'quoted';
  }

  *take(piece: string): Generator<string[]> {
    const text = this.#first && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    if (piece.length > 0) this.#first = false;
    for (const character of text) {
      if (this.#state === 'quoted') {
        if (character === '"') this.#state = 'after-quote';
        else this.#field += character;
        continue;
      }
      yield* this.#takeOutside(character);
    }
  }

  *end(): Generator<string[]> {
    if (this.#field !== '' || this.#record.length > 0 || this.#state !== 'plain') yield this.#finish();
  }

  *#takeOutside(character: string): Generator<string[]> {
    const isSecondOfTwo = character === '\n' && this.#afterReturn;
    this.#afterReturn = character === '\r';
    if (character === '"') this.#takeQuote();
    else if (character === this.#delimiter) {
      this.#record.push(this.#field);
      this.#field = '';
      this.#state = 'plain';
    } else if (character === '\n' || character === '\r') {
      if (!isSecondOfTwo) yield this.#finish();
    } else {
      this.#field += character;
    }
  }

  /** One that opens quotes, or the second of two within them; within a field that began without one it is itself. */
  #takeQuote(): void {
    if (this.#state === 'plain' && this.#field === '') this.#state = 'quoted';
    else {
      this.#field += '"';
      if (this.#state === 'after-quote') this.#state = 'quoted';
    }
  }

  #finish(): string[] {
    const record = [...this.#record, this.#field];
    this.#record = [];
    this.#field = '';
    this.#state = 'plain';
    return record;
  }
}
