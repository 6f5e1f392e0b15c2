import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type * as v from 'valibot';
import { indexes, type TableKey } from '../../functions/platform/keys.ts';
import {
  type IndexPage,
  type IndexQuery,
  type Item,
  type Page,
  type QueryOptions,
  type RowKinds,
  type RowsOf,
  Table,
  type Write,
  type Written,
} from '../../functions/platform/table.ts';
import { ObjectPartition } from './object-partition.ts';
import { conditionHolds } from './plain-conditions.ts';
import {
  attributeBytes,
  itemBytes,
  NoSuchPlace,
  namesOf,
  valueAt,
  withoutUndefined,
  withValueAt,
} from './plain-values.ts';
import { StoredRow } from './stored-row.ts';

/** One item's change, with the write units that DynamoDB would charge for it. */
export interface RowChange {
  readonly key: TableKey;
  readonly item: Item | undefined;
  readonly units: number;
}

interface Planned {
  readonly key: TableKey;
  readonly old: StoredRow | undefined;
  readonly row: StoredRow | undefined;
}

type Update = Extract<Write, { kind: 'update' }>;

/**
 * The one table as plain objects in this process, for a world that lives for minutes and writes all of it itself: no
 * wire format, no expressions, and what was parsed once is parsed again only where it changed. Held to the contract that
 * the other engines are held to. What it answers shares its objects with the store: read them, don't change them.
 */
export class ObjectTable extends Table {
  readonly #partitions = new Map<string, ObjectPartition>();
  readonly #onChange: ((change: RowChange) => void) | undefined;

  /** @param onChange told of every change, in order, when all of its write is in place: the table's stream */
  constructor(onChange?: (change: RowChange) => void) {
    super({ call: () => Promise.reject(new TypeError('There is no wire behind a table of objects')) }, 'Table');
    this.#onChange = onChange;
  }

  /** A table that begins with all that this one holds; what was parsed here need not be parsed there. */
  copy(onChange?: (change: RowChange) => void): ObjectTable {
    const copy = new ObjectTable(onChange);
    for (const [pk, partition] of this.#partitions) copy.#partitions.set(pk, partition.copy());
    return copy;
  }

  itemAt({ pk, sk }: TableKey): Item | undefined {
    return this.#row({ pk, sk })?.item;
  }

  override async get<S extends v.GenericSchema>(key: TableKey, schema: S): Promise<v.InferOutput<S> | undefined> {
    return this.#row(key)?.read(schema);
  }

  override async getMany<S extends v.GenericSchema>(keys: readonly TableKey[], schema: S): Promise<v.InferOutput<S>[]> {
    return keys.flatMap((key) => {
      const row = this.#row(key);
      return row ? [row.read(schema)] : [];
    });
  }

  override async queryPage<S extends v.GenericSchema>(
    options: QueryOptions,
    schema: S,
  ): Promise<Page<v.InferOutput<S>>> {
    const { rows, next } = this.#query(options);
    return { items: rows.map((row) => row.read(schema)), ...(next !== undefined && { next }) };
  }

  override async queryAll(options: QueryOptions): Promise<Item[]> {
    const { limit: _pages, ...whole } = options;
    return this.#query(whole).rows.map(({ item }) => item);
  }

  override async queryKinds<K extends RowKinds>(options: QueryOptions, kinds: K): Promise<RowsOf<K>> {
    return this.#partition(options.pk).byKind(options, kinds) as RowsOf<K>;
  }

  override async queryIndex({ index, of, from = '', until, limit, after }: IndexQuery): Promise<IndexPage> {
    const attribute = index.sortedBy;
    const due = [...this.#partitions.values()]
      .flatMap((partition) => [...partition.rows()])
      .map(({ item }) => ({ item, at: item[attribute] }))
      .filter((entry): entry is { item: Item; at: string } => entry.item[index.of] === of && isText(entry.at))
      .map(({ item, at }) => ({ key: { pk: item.pk, sk: item.sk }, at, place: `${at}\n${item.pk}\n${item.sk}` }))
      .filter(({ at, place }) => at >= from && at <= until && (!after || place > placeOf(after, attribute)))
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    const page = due.slice(0, limit);
    const last = page.at(-1);
    const keys = page.map(({ key }) => key);
    if (!last || due.length <= limit) return { keys };
    const { pk, sk } = last.key;
    return { keys, next: { pk: { S: pk }, sk: { S: sk }, [index.of]: { S: of }, [attribute]: { S: last.at } } };
  }

  override async write(write: Write): Promise<Written> {
    return this.writeNow(write);
  }

  /** As `write`, at once. */
  writeNow(write: Write): Written {
    const planned = this.#plan(write);
    if (!planned) return { ok: false, failed: [0] };
    const change = this.#apply(write, planned, 1);
    this.#onChange?.(change);
    return { ok: true };
  }

  override async transact(writes: readonly Write[]): Promise<Written> {
    if (writes.length === 0 || writes.length > 100) throw new NotATransaction('From 1 to 100 writes are a transaction');
    const names = new Set(writes.map((write) => nameOf(keyOf(write))));
    if (names.size < writes.length) throw new NotATransaction('One item is written twice');
    const planned = writes.map((write) => this.#plan(write));
    const failed = planned.flatMap((plan, place) => (plan ? [] : [place]));
    if (failed.length > 0) return { ok: false, failed };
    const changes = writes.flatMap((write, place) => {
      const plan = planned[place];
      // A transaction prepares and commits each item: twice the units.
      return plan ? [this.#apply(write, plan, 2)] : [];
    });
    // Whoever hears of one change may look for another one of the same transaction.
    for (const change of changes) this.#onChange?.(change);
    return { ok: true };
  }

  override async updateReturningOld<S extends v.GenericSchema>(
    write: Update,
    schema: S,
  ): Promise<{ ok: true; old: v.InferOutput<S> | undefined } | { ok: false }> {
    const old = this.#row(write.key);
    if (!this.writeNow(write).ok) return { ok: false };
    return { ok: true, old: old?.read(schema) };
  }

  #query(options: QueryOptions): { rows: StoredRow[]; next?: string } {
    const { limit, after, newestFirst } = options;
    const within = this.#partition(options.pk).within(options);
    const ordered = newestFirst ? within.reverse() : within;
    const left = after === undefined ? ordered : ordered.slice(ordered.findIndex(({ item }) => item.sk === after) + 1);
    const rows = limit === undefined ? left : left.slice(0, limit);
    const last = rows.at(-1);
    return { rows, ...(last && rows.length < left.length && { next: last.item.sk }) };
  }

  /** What a write comes to; nothing where its condition does not hold. */
  #plan(write: Write): Planned | undefined {
    const key = keyOf(write);
    const old = this.#row(key);
    const isHeld = write.kind === 'put' && !write.where ? !old : conditionHolds(write.where, old?.item);
    if (!isHeld) return undefined;
    switch (write.kind) {
      case 'put': {
        const item = withoutUndefined(write.item);
        return { key, old, row: StoredRow.first(item, itemBytes(item)) };
      }
      case 'update':
        return { key, old, row: updated(write, old) };
      case 'delete':
        return { key, old, row: undefined };
      case 'check':
        return { key, old, row: old };
    }
  }

  #apply(write: Write, { key, old, row }: Planned, factor: number): RowChange {
    if (write.kind !== 'check') {
      if (row) this.#partition(key.pk).set(key.sk, row);
      else this.#partition(key.pk).delete(key.sk);
    }
    const units = factor * Math.max(kibibytes(old), kibibytes(row), 1) + indexUnits(old?.item, row?.item);
    return { key, item: write.kind === 'check' ? undefined : row?.item, units };
  }

  #row({ pk, sk }: TableKey): StoredRow | undefined {
    return this.#partitions.get(pk)?.get(sk);
  }

  #partition(pk: string): ObjectPartition {
    const known = this.#partitions.get(pk);
    if (known) return known;
    const partition = new ObjectPartition();
    this.#partitions.set(pk, partition);
    return partition;
  }
}

/** What DynamoDB refuses as a transaction. */
class NotATransaction extends Error {
  override readonly name = 'ValidationException';
}

function keyOf(write: Write): TableKey {
  return write.kind === 'put' ? write.item : write.key;
}

function nameOf({ pk, sk }: TableKey): string {
  return `${pk}\n${sk}`;
}

function updated({ key, set, increase, remove }: Update, old: StoredRow | undefined): StoredRow {
  const changes: [string, unknown][] = [];
  for (const path in set) if (set[path] !== undefined) changes.push([path, withoutUndefined(set[path])]);
  for (const path in increase) changes.push([path, raised(valueAt(old?.item, path), increase[path] ?? 0)]);
  for (const path of remove ?? []) if (valueAt(old?.item, path) !== undefined) changes.push([path, undefined]);
  const before: Item = old?.item ?? { pk: key.pk, sk: key.sk };
  const item: Record<string, unknown> = { ...before };
  let bytes = old?.bytes ?? itemBytes(before);
  const changed: string[] = [];
  for (const [path, value] of changes) {
    const names = namesOf(path);
    const name = names[0] as string;
    bytes -= attributeBytes(name, item[name]);
    if (names.length > 1) Object.assign(item, withValueAt(item, names, value));
    // Not `delete`, which would make the object, and all copies of it, slow: an undefined attribute is an absent one.
    else item[name] = value;
    bytes += attributeBytes(name, item[name]);
    changed.push(name);
  }
  return old ? old.next(item as Item, bytes, changed) : StoredRow.first(item as Item, bytes);
}

function raised(value: unknown, by: number): number {
  if (typeof value !== 'number') throw new NoSuchPlace('There is no number to raise');
  return value + by;
}

function kibibytes(row: StoredRow | undefined): number {
  return row ? Math.ceil(row.bytes / 1024) : 0;
}

/** Each sparse index holds keys alone: one unit to put an entry in, and one to take one out. */
function indexUnits(old: Item | undefined, item: Item | undefined): number {
  let units = 0;
  for (const attribute of Object.keys(indexes)) {
    const before = old?.shard === undefined ? undefined : old[attribute];
    const now = item?.shard === undefined ? undefined : item[attribute];
    if (before !== now) units += (before === undefined ? 0 : 1) + (now === undefined ? 0 : 1);
  }
  return units;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function placeOf(place: Readonly<Record<string, AttributeValue>>, attribute: string): string {
  return `${place[attribute]?.S}\n${place.pk?.S}\n${place.sk?.S}`;
}
