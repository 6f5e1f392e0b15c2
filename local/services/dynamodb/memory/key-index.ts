import { compareNumbers } from '../numbers.ts';
import { itemBytes } from '../sizes.ts';
import type { KeyShape, KeyType } from '../table-definition.ts';
import type { AttributeValue, Item } from '../types.ts';
import { compareStrings } from '../values.ts';

/** An item in its place of an index. */
export interface Row {
  readonly partition: string;
  /** The range key as sortable text; empty when there is none. */
  readonly order: string;
  /** The item's key in the table: orders what has the same key in a secondary index. */
  readonly id: string;
  item: Item;
  /** Measured when first asked for. */
  bytes: number | undefined;
}

/** A place between rows: before (or `after`) those of that order, or the one with that id. */
export interface Place {
  readonly order: string;
  readonly id?: string | undefined;
  readonly after?: boolean;
}

type Compare = (a: string, b: string) => number;

/** Items by hash key, and within it sorted by range key. Sparse: holds what has all of the key's attributes. */
export class KeyIndex {
  readonly shape: KeyShape;
  readonly #compare: Compare;
  readonly #partitions = new Map<string, Row[]>();
  #sortedNames: string[] | undefined;

  constructor(shape: KeyShape) {
    this.shape = shape;
    this.#compare = shape.range?.type === 'N' ? compareNumbers : compareStrings;
  }

  holds(item: Item): boolean {
    const { hash, range } = this.shape;
    return item[hash.name] !== undefined && (!range || item[range.name] !== undefined);
  }

  add(id: string, item: Item): Row {
    const row: Row = { ...this.#placeOf(item), id, item, bytes: undefined };
    const rows = this.#partitions.get(row.partition);
    if (rows) {
      const last = rows.at(-1);
      if (last && this.#compareRow(last, row) < 0) rows.push(row);
      else rows.splice(this.#search(rows, row), 0, row);
      return row;
    }
    this.#partitions.set(row.partition, [row]);
    this.#sortedNames = undefined;
    return row;
  }

  renew(row: Row, item: Item): void {
    row.item = item;
    row.bytes = undefined;
  }

  remove(row: Row): void {
    const rows = this.#partitions.get(row.partition);
    if (!rows) return;
    rows.splice(this.#search(rows, row), 1);
    if (rows.length > 0) return;
    this.#partitions.delete(row.partition);
    this.#sortedNames = undefined;
  }

  find(id: string, item: Item): Row | undefined {
    const { partition, order } = this.#placeOf(item);
    const rows = this.#partitions.get(partition) ?? [];
    const row = rows[this.#search(rows, { order, id })];
    return row?.id === id ? row : undefined;
  }

  isSamePlace(row: Row, item: Item): boolean {
    const { partition, order } = this.#placeOf(item);
    return row.partition === partition && row.order === order;
  }

  partition(hash: string): readonly Row[] {
    return this.#partitions.get(hash) ?? [];
  }

  /** All hash keys in a lasting order, for scans. */
  partitionNames(): readonly string[] {
    this.#sortedNames ??= [...this.#partitions.keys()].sort();
    return this.#sortedNames;
  }

  /** How many rows of a partition come before a place. */
  countBefore(rows: readonly Row[], place: Place): number {
    return this.#search(rows, place);
  }

  /** A range key's value as it is compared. */
  orderOf(value: AttributeValue | undefined): string {
    const { range } = this.shape;
    return range && value ? sortable(range.type, value) : '';
  }

  partitionOf(item: Item): string {
    const { name, type } = this.shape.hash;
    return item[name]?.[type] ?? '';
  }

  #placeOf(item: Item): { partition: string; order: string } {
    const { range } = this.shape;
    return { partition: this.partitionOf(item), order: range ? this.orderOf(item[range.name]) : '' };
  }

  #search(rows: readonly Row[], place: Place): number {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compareRow(rows[middle] as Row, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compareRow(row: Row, place: Place): number {
    const order = this.#compare(row.order, place.order);
    if (order !== 0) return order;
    if (place.id !== undefined && row.id !== place.id) return row.id < place.id ? -1 : 1;
    return place.after ? -1 : 0;
  }
}

/** Binary keys are compared as the hexadecimal text of their bytes, which sorts as they do. */
export function sortable(type: KeyType, value: AttributeValue): string {
  return type === 'B' ? Buffer.from(value.B ?? '', 'base64').toString('hex') : (value[type] ?? '');
}

export function bytesOfRow(row: Row): number {
  row.bytes ??= itemBytes(row.item);
  return row.bytes;
}
