import type { QueryOptions, RowKinds, RowsOf } from '../../functions/platform/table.ts';
import type { StoredRow } from './stored-row.ts';

type Rows = Record<string, readonly unknown[] | undefined>;

/** What was read by kind, and stands until a row of that kind is written. */
interface View {
  readonly range: string;
  readonly rows: Rows;
  whole: RowsOf<RowKinds> | undefined;
}

/** One partition: its rows in the order of their sort keys, and the views that were asked for. */
export class ObjectPartition {
  readonly #rows = new Map<string, StoredRow>();
  readonly #order: string[] = [];
  readonly #views = new Map<RowKinds, View>();

  copy(): ObjectPartition {
    const copy = new ObjectPartition();
    for (const [sk, row] of this.#rows) copy.set(sk, row);
    return copy;
  }

  get(sk: string): StoredRow | undefined {
    return this.#rows.get(sk);
  }

  set(sk: string, row: StoredRow): void {
    if (!this.#rows.has(sk)) this.#order.splice(placeOf(this.#order, sk), 0, sk);
    this.#rows.set(sk, row);
    this.#outdate(sk);
  }

  delete(sk: string): void {
    if (!this.#rows.delete(sk)) return;
    this.#order.splice(placeOf(this.#order, sk), 1);
    this.#outdate(sk);
  }

  rows(): Iterable<StoredRow> {
    return this.#rows.values();
  }

  /** The rows within the range, in the order of their sort keys. */
  within({ from, to, prefix }: Pick<QueryOptions, 'from' | 'to' | 'prefix'>): StoredRow[] {
    const first = prefix ?? (from && to ? from : undefined);
    const found: StoredRow[] = [];
    for (let place = first === undefined ? 0 : placeOf(this.#order, first); place < this.#order.length; place += 1) {
      const sk = this.#order[place] as string;
      if (prefix !== undefined ? !sk.startsWith(prefix) : from && to && sk > to) break;
      found.push(this.#rows.get(sk) as StoredRow);
    }
    return found;
  }

  /** The rows by kind. Arrays are the same as before where nothing of their kind was written meanwhile. */
  byKind(options: QueryOptions, kinds: RowKinds): RowsOf<RowKinds> {
    const view = this.#view(options, kinds);
    if (view.whole) return view.whole;
    const missing = Object.entries(kinds).filter(([kind]) => view.rows[kind] === undefined);
    const found = missing.length === 1 ? this.#ofKind(options, missing[0]?.[1].prefix ?? '') : this.within(options);
    for (const [kind, { prefix, schema }] of missing)
      view.rows[kind] = Object.freeze(
        found.filter(({ item }) => item.sk.startsWith(prefix)).map((row) => row.read(schema)),
      );
    view.whole = { ...view.rows } as RowsOf<RowKinds>;
    return view.whole;
  }

  /** Most kinds lie wholly within the range that is asked for. */
  #ofKind(options: QueryOptions, prefix: string): StoredRow[] {
    const { from, to } = options;
    const rows = options.prefix === undefined ? this.within({ prefix }) : this.within(options);
    return from && to ? rows.filter(({ item: { sk } }) => sk >= from && sk <= to) : rows;
  }

  #view({ from, to, prefix }: QueryOptions, kinds: RowKinds): View {
    const range = `${from}\n${to}\n${prefix}`;
    const known = this.#views.get(kinds);
    if (known?.range === range) return known;
    const view: View = { range, rows: {}, whole: undefined };
    this.#views.set(kinds, view);
    return view;
  }

  #outdate(sk: string): void {
    for (const [kinds, view] of this.#views)
      for (const kind in kinds)
        if (kinds[kind] && sk.startsWith(kinds[kind].prefix)) {
          view.rows[kind] = undefined;
          view.whole = undefined;
        }
  }
}

/** Where a key stands, or would stand, among sorted ones. */
function placeOf(order: readonly string[], sk: string): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] as string) < sk) low = middle + 1;
    else high = middle;
  }
  return low;
}
