import type { StreamOrigin } from './stream-records.ts';
import type { KeyShape, TableDefinition } from './table-definition.ts';
import type { Item } from './types.ts';

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** The input of an action, its unknown fields already refused. */
export type Input = Readonly<Record<string, unknown>>;

/** One table's items and indexes. `id` is the engine's own text for a key. */
export interface EngineTable {
  readonly definition: TableDefinition;
  readonly shape: KeyShape;
  readonly stream: StreamOrigin | undefined;
  /** The key of an item of this table, as text; other attributes don't matter. */
  idOf(item: Item): string;
  keysOf(item: Item): Item;
  find(id: string): Item | undefined;
  /** Puts (or, without an image, deletes) the item and keeps the indexes in step. */
  replace(id: string, image: Item | undefined): void;
  items(): Iterable<Item>;
}

/** A write that was checked as far as that goes without looking at the table. */
export interface WritePlan {
  /** The key of the item. Throws ValidationException when it doesn't fit the table. */
  locate(): Item;
  /**
   * What the write makes of the item: its new image (absent: deleted) and the attributes that `ReturnValues` names.
   * Throws ConditionalCheckFailedException or ValidationException; changes nothing.
   */
  evaluate(old: Item | undefined): { readonly image?: Item | undefined; readonly attributes?: Item | undefined };
}

/** A page of a Query or Scan. */
export interface Page {
  readonly items: readonly Item[];
  readonly scanned: number;
  readonly lastKey?: Item;
  /** What was read, as it counts towards the capacity: before filter and projection. */
  readonly read: readonly Item[];
}

/**
 * What differs between the two implementations: how expressions are understood and how items are kept. Everything is
 * synchronous, so that each call is one step that nothing can come between.
 */
export interface Engine {
  open(definition: TableDefinition): EngineTable;
  plan(kind: WriteKind, table: EngineTable, input: Input): WritePlan;
  /** `item` is the whole one, `shown` what the projection leaves of it. */
  get(table: EngineTable, input: Input): { readonly item?: Item | undefined; readonly shown?: Item | undefined };
  query(table: EngineTable, input: Input): Page;
  scan(table: EngineTable, input: Input): Page;
}
