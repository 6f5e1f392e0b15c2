import type { Activity } from '../../../clock/activity.ts';
import type { TimeSource } from '../../../clock/clock.ts';
import type { Journal, Journaled } from '../../../journal/journal.ts';
import type { Service } from '../../service.ts';
import type { Consumption } from '../capacity.ts';
import { Operations } from '../operations.ts';
import { makeStreamRecord, sequenceOf, showsOld } from '../stream-records.ts';
import type { TableDefinition } from '../table-definition.ts';
import { Tables } from '../tables.ts';
import { Tokens } from '../tokens.ts';
import type { UsedToken } from '../transactions.ts';
import type { Change, StreamRecord } from '../types.ts';
import { dynaliteEngine } from './dynalite-engine.ts';
import type { DynamoEntry, KeptChange } from './journal-entries.ts';
import { StreamConsumer, type StreamConsumerOptions } from './stream-consumer.ts';
import { TableStream } from './table-stream.ts';

export interface EmbeddedDynamoOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly journal: Journal;
  /** Told of every read and write, with its capacity units. */
  readonly onConsumed?: (consumption: Consumption) => void;
}

/**
 * DynamoDB for the embedded cloud: dynalite's expressions and validations over a store in memory, with transactions,
 * streams, time to live and capacity of ours. Every call is one synchronous step, so writes are serial; what a call
 * changes is one journal entry, appended before it is applied and answered.
 */
export class EmbeddedDynamo implements Service, Journaled {
  readonly name = 'dynamodb';
  readonly topic = 'dynamodb';
  readonly #clock: TimeSource;
  readonly #activity: Activity;
  readonly #journal: Journal;
  readonly #tables: Tables;
  readonly #operations: Operations;
  readonly #tokens = new Tokens();
  readonly #streams = new Map<string, TableStream>();
  readonly #consumers = new Map<string, Set<StreamConsumer>>();

  constructor(options: EmbeddedDynamoOptions) {
    this.#clock = options.clock;
    this.#activity = options.activity;
    this.#journal = options.journal;
    this.#tables = new Tables(dynaliteEngine, options.clock, (changes) => this.#commit(changes));
    this.#operations = new Operations({
      engine: dynaliteEngine,
      tables: this.#tables,
      commit: (changes, token) => this.#commit(changes, token),
      findToken: (token) => this.#tokens.find(token, this.#clock.now()),
      onConsumed: options.onConsumed,
    });
  }

  /** Makes a table, or changes its indexes, stream or time to live; nothing when it is so already. Throws `InvalidTable`. */
  createTable(definition: TableDefinition): void {
    if (this.#tables.define(definition)) this.#journal.append(this.topic, { kind: 'table', definition });
  }

  async call(action: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    return structuredClone(this.#operations.execute(action, input));
  }

  /** The records of a table's stream after a sequence number (all that are kept, without one), oldest first. */
  readStream(tableName: string, afterSequence: string | undefined, limit: number): StreamRecord[] {
    const after = afterSequence === undefined ? 0 : sequenceOf(afterSequence);
    return structuredClone(this.#streamOf(tableName).read(after, limit));
  }

  /**
   * Delivers a table's stream to a consumer from where it had got to, also before a restart. Throws
   * ResourceNotFoundException for an unknown table and `NoStream` for one without a stream.
   */
  consumeStream(tableName: string, options: StreamConsumerOptions): { stop(): void } {
    if (!this.#tables.get(tableName).definition.streamViewType) throw new NoStream(tableName);
    const stream = this.#streamOf(tableName);
    if (stream.positionOf(options.name) === undefined)
      this.#move(tableName, options.name, options.startingPosition === 'LATEST' ? stream.last : 0);
    const source = {
      label: `stream of ${tableName} to ${options.name}`,
      hasMore: () => stream.hasMoreFor(options.name),
      next: (limit: number) => structuredClone(stream.read(stream.positionOf(options.name) ?? 0, limit)),
      acknowledge: (sequence: number) => this.#move(tableName, options.name, sequence),
    };
    const consumer = new StreamConsumer(options, source, this.#activity, this.#clock);
    const consumers = this.#consumersOf(tableName).add(consumer);
    consumer.wake();
    const stop = () => {
      consumer.stop();
      consumers.delete(consumer);
    };
    return { stop };
  }

  apply(entry: unknown): void {
    const known = entry as DynamoEntry;
    switch (known.kind) {
      case 'table':
        this.#tables.define(known.definition);
        return;
      case 'write':
        for (const change of known.changes) this.#applyChange(change, known.at);
        if (known.token) this.#tokens.add(known.token, known.at);
        return;
      case 'consumer':
        this.#streamOf(known.table).moveTo(known.name, known.position);
        return;
      case 'stream':
        this.#streamOf(known.table).restore(known.last, known.kept);
        return;
      default:
        throw new Error(`The journal holds an entry of dynamodb that is not known: ${JSON.stringify(entry)}`);
    }
  }

  *snapshot(): Generator<DynamoEntry> {
    const at = this.#clock.now();
    for (const table of this.#tables.all()) {
      yield { kind: 'table', definition: table.definition };
      for (const image of table.items()) {
        const change = { table: table.definition.tableName, keys: table.keysOf(image), image };
        yield { kind: 'write', at, changes: [change] };
      }
    }
    for (const [table, stream] of this.#streams) {
      yield { kind: 'stream', table, last: stream.last, kept: stream.kept() };
      for (const [name, position] of stream.positions()) yield { kind: 'consumer', table, name, position };
    }
    for (const { token, at } of this.#tokens.all()) yield { kind: 'write', at, changes: [], token };
  }

  close(): void {
    this.#tables.close();
    for (const consumers of this.#consumers.values()) for (const consumer of consumers) consumer.stop();
  }

  #commit(changes: readonly Change[], token?: UsedToken): void {
    const at = this.#clock.now();
    const next = new Map<string, number>();
    const kept = changes.map((change) => this.#keep(change, next));
    const entry: DynamoEntry = { kind: 'write', at, changes: kept, ...(token && { token }) };
    this.#journal.append(this.topic, entry);
    this.apply(entry);
    for (const table of next.keys()) {
      this.#streamOf(table).forgetBefore(at);
      for (const consumer of this.#consumersOf(table)) consumer.wake();
    }
  }

  /** What the journal needs of a change; `next` counts the sequence numbers that this write uses. */
  #keep({ table, keys, old, image, expired }: Change, next: Map<string, number>): KeptChange {
    const view = this.#tables.get(table).stream?.view;
    const base = { table, keys, ...(image && { image }), ...(old && { existed: true as const }) };
    if (!view) return base;
    const sequence = next.get(table) ?? this.#streamOf(table).last + 1;
    next.set(table, sequence + 1);
    return { ...base, sequence, ...(expired && { expired }), ...(old && showsOld(view) && { old }) };
  }

  #applyChange(change: KeptChange, at: number): void {
    this.#tables.apply(change);
    const { stream } = this.#tables.get(change.table);
    if (change.sequence === undefined || !stream) return;
    const recorded = { ...change, existed: change.existed ?? false };
    const record = makeStreamRecord(stream, change.sequence, recorded, at);
    this.#streamOf(change.table).append(change.sequence, at, record);
  }

  #move(table: string, name: string, position: number): void {
    const entry: DynamoEntry = { kind: 'consumer', table, name, position };
    this.#journal.append(this.topic, entry);
    this.apply(entry);
  }

  #streamOf(table: string): TableStream {
    const stream = this.#streams.get(table) ?? new TableStream();
    this.#streams.set(table, stream);
    return stream;
  }

  #consumersOf(table: string): Set<StreamConsumer> {
    const consumers = this.#consumers.get(table) ?? new Set();
    this.#consumers.set(table, consumers);
    return consumers;
  }
}

/** Somebody wants to read the stream of a table that has none. */
export class NoStream extends Error {
  override readonly name = 'NoStream';
  constructor(tableName: string) {
    super(`The table ${tableName} has no stream.`);
  }
}
