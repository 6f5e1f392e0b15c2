import type { EngineTable } from '../engine.ts';
import { type IndexKey, indexKeysOf, projectForIndex } from '../images.ts';
import { type StreamOrigin, streamOriginOf } from '../stream-records.ts';
import { type KeyShape, keyShapeOf, keysOf, type SecondaryIndex, type TableDefinition } from '../table-definition.ts';
import type { Item } from '../types.ts';
import { KeyIndex, type Row } from './key-index.ts';

export interface MemoryIndex {
  readonly definition: SecondaryIndex;
  readonly shape: KeyShape;
  readonly rows: KeyIndex;
}

/** A table's items by key, ordered for queries, and its sparse indexes. */
export class MemoryTable implements EngineTable {
  readonly definition: TableDefinition;
  readonly shape: KeyShape;
  readonly stream: StreamOrigin | undefined;
  readonly tableKeyNames: readonly string[];
  readonly indexKeys: readonly IndexKey[];
  readonly rows: KeyIndex;
  readonly indexes = new Map<string, MemoryIndex>();
  readonly #byId = new Map<string, Row>();

  constructor(definition: TableDefinition) {
    this.definition = definition;
    this.shape = keyShapeOf(definition);
    this.stream = streamOriginOf(definition);
    this.tableKeyNames = definition.keySchema.map((key) => key.AttributeName);
    this.indexKeys = indexKeysOf(definition);
    this.rows = new KeyIndex(this.shape);
    for (const index of definition.globalSecondaryIndexes ?? []) {
      const shape = keyShapeOf(definition, index.KeySchema);
      this.indexes.set(index.IndexName, { definition: index, shape, rows: new KeyIndex(shape) });
    }
  }

  /** The hash key's length stands before it, so that no two keys make the same text. */
  idOf(item: Item): string {
    const hash = textOf(item, this.shape.hash);
    return `${hash.length}:${hash}${textOf(item, this.shape.range)}`;
  }

  keysOf(item: Item): Item {
    return keysOf(this.shape, item);
  }

  find(id: string): Item | undefined {
    return this.#byId.get(id)?.item;
  }

  *items(): Generator<Item> {
    for (const row of this.#byId.values()) yield row.item;
  }

  replace(id: string, image: Item | undefined): void {
    const row = this.#byId.get(id);
    const old = row?.item;
    if (row && image) this.rows.renew(row, image);
    else if (image) this.#byId.set(id, this.rows.add(id, image));
    else if (row) {
      this.rows.remove(row);
      this.#byId.delete(id);
    }
    for (const index of this.indexes.values()) this.#replaceEntry(index, id, old, image);
  }

  #replaceEntry({ definition, rows }: MemoryIndex, id: string, old: Item | undefined, image: Item | undefined): void {
    const row = old && rows.holds(old) ? rows.find(id, old) : undefined;
    const entry = image && rows.holds(image) ? projectForIndex(definition, this.tableKeyNames, image) : undefined;
    if (row && entry && rows.isSamePlace(row, entry)) {
      rows.renew(row, entry);
      return;
    }
    if (row) rows.remove(row);
    if (entry) rows.add(id, entry);
  }
}

function textOf(item: Item, key: KeyShape['range']): string {
  return key ? (item[key.name]?.[key.type] ?? '') : '';
}
