import db from 'dynalite/db/index.js';
import type { EngineTable } from '../engine.ts';
import { projectForIndex } from '../images.ts';
import { type StreamOrigin, streamOriginOf } from '../stream-records.ts';
import { type KeyShape, keyShapeOf, keysOf, type SecondaryIndex, type TableDefinition } from '../table-definition.ts';
import type { Item } from '../types.ts';
import { SortedMap } from './sorted-map.ts';

export interface StoredIndex {
  readonly definition: SecondaryIndex;
  readonly entries: SortedMap<Item>;
}

/** A table's items and indexes under dynalite's own sortable keys. */
export class DynaliteTable implements EngineTable {
  readonly definition: TableDefinition;
  readonly shape: KeyShape;
  readonly stream: StreamOrigin | undefined;
  /** The definition as dynalite's actions expect it. */
  readonly description: { readonly TableName: string; readonly KeySchema: readonly object[] };
  readonly stored = new SortedMap<Item>();
  readonly indexes = new Map<string, StoredIndex>();

  constructor(definition: TableDefinition) {
    this.definition = definition;
    this.shape = keyShapeOf(definition);
    this.stream = streamOriginOf(definition);
    this.description = describe(definition);
    for (const index of definition.globalSecondaryIndexes ?? [])
      this.indexes.set(index.IndexName, { definition: index, entries: new SortedMap() });
  }

  idOf(item: Item): string {
    return db.createKey(item, this.description);
  }

  keysOf(item: Item): Item {
    return keysOf(this.shape, item);
  }

  find(id: string): Item | undefined {
    return this.stored.get(id);
  }

  items(): Iterable<Item> {
    return this.stored.values();
  }

  replace(id: string, image: Item | undefined): void {
    const old = this.stored.get(id);
    if (image) this.stored.set(id, image);
    else this.stored.delete(id);
    for (const index of this.indexes.values()) this.#replaceEntry(index, old, image);
  }

  /**
   * An item's key in an index. dynalite tells items with the same index key apart by 24 bits of a hash, so two of them
   * can overwrite one another; ours ends with the item's whole key.
   */
  entryIdOf(index: SecondaryIndex, item: Item): string {
    return `${db.createIndexKey(item, this.description, index.KeySchema)}/${this.idOf(item)}`;
  }

  #replaceEntry(index: StoredIndex, old: Item | undefined, image: Item | undefined): void {
    const before = this.#entryOf(index.definition, old);
    const after = this.#entryOf(index.definition, image);
    if (before && before.id !== after?.id) index.entries.delete(before.id);
    if (after) index.entries.set(after.id, after.entry);
  }

  #entryOf(index: SecondaryIndex, item: Item | undefined): { id: string; entry: Item } | undefined {
    if (!item || !index.KeySchema.every((key) => item[key.AttributeName])) return undefined;
    const entry = projectForIndex(index, this.tableKeyNames(), item);
    return { id: this.entryIdOf(index, item), entry };
  }

  tableKeyNames(): string[] {
    return this.definition.keySchema.map((key) => key.AttributeName);
  }
}

function describe(definition: TableDefinition) {
  return {
    TableName: definition.tableName,
    TableStatus: 'ACTIVE',
    KeySchema: definition.keySchema,
    AttributeDefinitions: definition.attributeDefinitions,
    ...(definition.globalSecondaryIndexes && { GlobalSecondaryIndexes: definition.globalSecondaryIndexes }),
  };
}
