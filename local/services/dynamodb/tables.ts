import { isDeepStrictEqual } from 'node:util';
import type { TimeSource } from '../../clock/clock.ts';
import type { Engine, EngineTable } from './engine.ts';
import { tableNotFound } from './errors.ts';
import { Expiry } from './expiry.ts';
import { constraint } from './requests.ts';
import { InvalidTable, parseTableDefinition, type TableDefinition } from './table-definition.ts';
import type { Change, Item } from './types.ts';

interface Entry {
  readonly table: EngineTable;
  readonly expiry: Expiry | undefined;
}

/** The tables of one engine, with their indexes and their times to live kept in step. */
export class Tables {
  readonly #engine: Engine;
  readonly #clock: TimeSource;
  readonly #expire: (changes: readonly Change[]) => void;
  readonly #entries = new Map<string, Entry>();

  /** `expire` commits what time to live deletes. */
  constructor(engine: Engine, clock: TimeSource, expire: (changes: readonly Change[]) => void) {
    this.#engine = engine;
    this.#clock = clock;
    this.#expire = expire;
  }

  /**
   * Makes a table, or makes an existing one answer to the new definition (other indexes, stream or time to live).
   * False when it already did. Throws `InvalidTable` for a definition that is wrong, or would need another key.
   */
  define(input: TableDefinition): boolean {
    const definition = parseTableDefinition(input);
    const before = this.#entries.get(definition.tableName);
    if (before && isDeepStrictEqual(before.table.definition, definition)) return false;
    const table = this.#engine.open(definition);
    if (before && !isDeepStrictEqual(before.table.shape, table.shape))
      throw new InvalidTable(`${definition.tableName} holds items under another key schema.`);
    before?.expiry?.close();
    const expiry = this.#openExpiry(definition);
    this.#entries.set(definition.tableName, { table, expiry });
    for (const item of before?.table.items() ?? []) this.#replace({ table, expiry }, table.idOf(item), item);
    return true;
  }

  /** Throws ResourceNotFoundException, or ValidationException when that is no table name at all. */
  get(name: unknown): EngineTable {
    if (typeof name !== 'string') throw constraint('tableName', 'null', 'Member must not be null');
    return this.#entry(name).table;
  }

  all(): EngineTable[] {
    return [...this.#entries.values()].map(({ table }) => table);
  }

  apply(change: Pick<Change, 'table' | 'id' | 'keys' | 'image'>): void {
    const entry = this.#entry(change.table);
    this.#replace(entry, change.id ?? entry.table.idOf(change.keys), change.image);
  }

  close(): void {
    for (const { expiry } of this.#entries.values()) expiry?.close();
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name);
    if (!entry) throw tableNotFound();
    return entry;
  }

  #replace({ table, expiry }: Entry, id: string, image: Item | undefined): void {
    if (expiry) expiry.follow(id, table.find(id), image);
    table.replace(id, image);
  }

  #openExpiry({ tableName, ttlAttribute }: TableDefinition): Expiry | undefined {
    if (ttlAttribute === undefined) return undefined;
    return new Expiry({
      table: tableName,
      attribute: ttlAttribute,
      clock: this.#clock,
      onDue: (ids) => this.#deleteExpired(tableName, ids),
    });
  }

  #deleteExpired(tableName: string, ids: readonly string[]): void {
    const { table, expiry } = this.#entry(tableName);
    const changes: Change[] = [];
    for (const id of ids) {
      const old = table.find(id);
      if (old && expiry?.isDue(old))
        changes.push({ table: tableName, id, keys: table.keysOf(old), old, expired: true });
    }
    if (changes.length > 0) this.#expire(changes);
  }
}
