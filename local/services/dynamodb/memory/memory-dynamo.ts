import type { TimeSource } from '../../../clock/clock.ts';
import type { Service } from '../../service.ts';
import type { Consumption } from '../capacity.ts';
import { Operations } from '../operations.ts';
import { makeStreamRecord } from '../stream-records.ts';
import type { TableDefinition } from '../table-definition.ts';
import { Tables } from '../tables.ts';
import { Tokens } from '../tokens.ts';
import type { UsedToken } from '../transactions.ts';
import type { Change, Item, StreamRecord } from '../types.ts';
import { memoryEngine } from './memory-engine.ts';

export interface MemoryDynamoOptions {
  readonly clock: TimeSource;
  /** Told of every stream record, in order, once all of its write is in place. */
  readonly onRecord?: (record: StreamRecord, tableName: string) => void;
  /** Told of every read and write, with its capacity units. Measuring items costs time: leave out where that counts. */
  readonly onConsumed?: (consumption: Consumption) => void;
}

/**
 * DynamoDB for a world that lives in memory only, such as a rehearsal: the same actions, conditions and errors as the
 * embedded one, without a journal, and synchronous. Answers share their objects with the store: read them, don't
 * change them.
 */
export class MemoryDynamo implements Service {
  readonly name = 'dynamodb';
  readonly #clock: TimeSource;
  readonly #onRecord: MemoryDynamoOptions['onRecord'];
  readonly #tables: Tables;
  readonly #operations: Operations;
  readonly #tokens = new Tokens();
  readonly #sequences = new Map<string, number>();
  readonly #waiting: Array<{ readonly record: StreamRecord; readonly tableName: string }> = [];
  #delivering = false;

  constructor(options: MemoryDynamoOptions) {
    this.#clock = options.clock;
    this.#onRecord = options.onRecord;
    this.#tables = new Tables(memoryEngine, options.clock, (changes) => this.#commit(changes));
    this.#operations = new Operations({
      engine: memoryEngine,
      tables: this.#tables,
      commit: (changes, token) => this.#commit(changes, token),
      findToken: (token) => this.#tokens.find(token, this.#clock.now()),
      onConsumed: options.onConsumed,
    });
  }

  /** Makes a table, or changes its indexes, stream or time to live; nothing when it is so already. Throws `InvalidTable`. */
  createTable(definition: TableDefinition): void {
    this.#tables.define(definition);
  }

  async call(action: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.execute(action, input);
  }

  /** As `call`, at once. Throws `ServiceError`. */
  execute(action: string, input: Record<string, unknown>): Record<string, unknown> {
    return this.#operations.execute(action, input);
  }

  /** Every item of a table, in no particular order. */
  items(tableName: string): Iterable<Item> {
    return this.#tables.get(tableName).items();
  }

  close(): void {
    this.#tables.close();
  }

  #commit(changes: readonly Change[], token?: UsedToken): void {
    for (const change of changes) this.#tables.apply(change);
    if (token) this.#tokens.add(token, this.#clock.now());
    if (!this.#onRecord) return;
    for (const change of changes) this.#record(change);
    this.#deliver();
  }

  /** Hands over what waits. A listener that writes adds to the end: the order of the writes is kept. */
  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
        this.#onRecord?.(next.record, next.tableName);
    } finally {
      this.#delivering = false;
    }
  }

  #record(change: Change): void {
    const { stream } = this.#tables.get(change.table);
    if (!stream) return;
    const sequence = (this.#sequences.get(change.table) ?? 0) + 1;
    this.#sequences.set(change.table, sequence);
    const recorded = { ...change, existed: change.old !== undefined };
    const now = this.#clock.now();
    const record = makeStreamRecord(stream, sequence, recorded, now);
    this.#waiting.push({ record, tableName: change.table });
  }
}
