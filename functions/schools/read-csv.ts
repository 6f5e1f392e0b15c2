/**
 * Reads records of comma-separated values (RFC 4180) from pieces of text as they come: quoted fields may hold commas,
 * doubled quotes and line ends; a byte order mark before the first field is left out; lines end as they like.
 */
export async function* readCsv(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  const reader = new RecordReader();
  for await (const piece of pieces) yield* reader.take(piece);
  yield* reader.end();
}

class RecordReader {
  #record: string[] = [];
  #field = '';
  /** `after-quote`: a quote was read inside quotes; what follows says whether it ended them. */
  #state: 'plain' | 'quoted' | 'after-quote' = 'plain';
  #first = true;
  #afterReturn = false;

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
    if (this.#field !== '' || this.#record.length > 0) yield this.#finish();
  }

  *#takeOutside(character: string): Generator<string[]> {
    const afterReturn = this.#afterReturn;
    this.#afterReturn = character === '\r';
    if (character === '"') {
      if (this.#state === 'after-quote') this.#field += '"';
      this.#state = this.#state === 'after-quote' || this.#field === '' ? 'quoted' : this.#state;
      return;
    }
    if (character === ',') {
      this.#record.push(this.#field);
      this.#field = '';
      this.#state = 'plain';
    } else if (character === '\n' || character === '\r') {
      const isSecondOfTwo = character === '\n' && afterReturn;
      const isEmpty = this.#record.length === 0 && this.#field === '' && this.#state === 'plain';
      if (!isSecondOfTwo && !isEmpty) yield this.#finish();
    } else {
      this.#field += character;
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
