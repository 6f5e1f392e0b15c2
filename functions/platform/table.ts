import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { withoutValues } from '../domain/read-as.ts';
import { type Condition, ExpressionWriter } from './expressions.ts';
import type { TableIndex, TableKey } from './keys.ts';

type Attributes = Record<string, AttributeValue>;

/** DynamoDB's own limit. */
export const mostWritesAtOnce = 100;

/** DynamoDB as it is on the wire: the SDK's client, or an engine in memory. Rejects with errors named as AWS names them. */
export interface DynamoEndpoint {
  call(action: DynamoAction, input: Record<string, unknown>): Promise<Record<string, unknown>>;
}

export type DynamoAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'Query'
  | 'TransactWriteItems';

export type Item = TableKey & Readonly<Record<string, unknown>>;

/** One conditional write. Without `where` a `put` is for a new item only: nothing is ever overwritten blindly. */
export type Write =
  | { readonly kind: 'put'; readonly item: Item; readonly where?: Condition }
  | {
      readonly kind: 'update';
      readonly key: TableKey;
      readonly set?: Record<string, unknown>;
      readonly increase?: Record<string, number>;
      readonly remove?: readonly string[];
      readonly where: Condition;
    }
  | { readonly kind: 'delete'; readonly key: TableKey; readonly where?: Condition }
  | { readonly kind: 'check'; readonly key: TableKey; readonly where: Condition };

export type Written = { readonly ok: true } | { readonly ok: false; readonly failed: readonly number[] };

export interface Page<T> {
  readonly items: T[];
  /** Give it back as `after` to read on; absent on the last page. */
  readonly next?: string;
}

export interface QueryOptions {
  readonly pk: string;
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  readonly limit?: number;
  readonly after?: string;
  readonly newestFirst?: boolean;
}

/** Where a page of an index ended, as DynamoDB names it. */
export type IndexPlace = Readonly<Record<string, AttributeValue>>;

export interface IndexQuery {
  readonly index: TableIndex;
  /** The value of the attribute that the index's partitions are of. */
  readonly of: string;
  /** From which value of the attribute that the index is sorted by; none is from the first. */
  readonly from?: string;
  /** Up to which value, itself included. */
  readonly until: string;
  readonly newestFirst?: boolean;
  readonly limit: number;
  readonly after?: IndexPlace | undefined;
}

export interface IndexPage {
  readonly keys: readonly TableKey[];
  /** Give it back as `after` to read on; absent on the last page. */
  readonly next?: IndexPlace;
}

/** A kind of row within a partition: how its sort keys begin, and the schema that its items have. */
export interface RowKind<S extends v.GenericSchema = v.GenericSchema> {
  readonly prefix: string;
  readonly schema: S;
}

export type RowKinds = Readonly<Record<string, RowKind>>;

/** The rows of a partition, each kind by itself, in the order of their sort keys. */
export type RowsOf<K extends RowKinds> = { readonly [kind in keyof K]: readonly v.InferOutput<K[kind]['schema']>[] };

/** What was read does not have the shape that it must have: a broken invariant, never a user's mistake. */
export class MalformedItem extends Error {
  override readonly name = 'MalformedItem';
}

/** The one table: typed reads through schemas, conditional writes only. Reads are consistent. */
export class Table {
  readonly #endpoint: DynamoEndpoint;
  readonly #name: string;

  constructor(endpoint: DynamoEndpoint, name: string) {
    this.#endpoint = endpoint;
    this.#name = name;
  }

  async get<S extends v.GenericSchema>(key: TableKey, schema: S): Promise<v.InferOutput<S> | undefined> {
    const { Item } = await this.#endpoint.call('GetItem', {
      TableName: this.#name,
      Key: marshall(key),
      ConsistentRead: true,
    });
    return Item ? parse(schema, Item as Attributes) : undefined;
  }

  /** Reads up to 100 keys a request; items that are not there are left out; the order is that of `keys`. */
  async getMany<S extends v.GenericSchema>(keys: readonly TableKey[], schema: S): Promise<v.InferOutput<S>[]> {
    const found = new Map<string, v.InferOutput<S>>();
    for (let start = 0; start < keys.length; start += 100) {
      let wanted: unknown = {
        [this.#name]: { Keys: keys.slice(start, start + 100).map((key) => marshall(key)), ConsistentRead: true },
      };
      while (wanted) {
        const answer = await this.#endpoint.call('BatchGetItem', { RequestItems: wanted });
        const items = (answer.Responses as Record<string, Attributes[]>)[this.#name] ?? [];
        for (const item of items) found.set(`${item.pk?.S}\n${item.sk?.S}`, parse(schema, item));
        const left = answer.UnprocessedKeys as Record<string, unknown> | undefined;
        wanted = left && Object.keys(left).length > 0 ? left : undefined;
      }
    }
    return keys.flatMap(({ pk, sk }) => {
      const item = found.get(`${pk}\n${sk}`);
      return item === undefined ? [] : [item as v.InferOutput<S>];
    });
  }

  /** One page of a partition, at most 1 MB. */
  async queryPage<S extends v.GenericSchema>(options: QueryOptions, schema: S): Promise<Page<v.InferOutput<S>>> {
    const { raw, next } = await this.#query(options);
    return { items: raw.map((item) => parse(schema, item)), ...(next && { next }) };
  }

  /** Everything in a range of a partition, page after page, as plain objects, for a caller that sorts kinds apart. */
  async queryAll(options: QueryOptions): Promise<Item[]> {
    const items: Item[] = [];
    for (let after: string | undefined; ; ) {
      const { raw, next } = await this.#query({ ...options, ...(after && { after }) });
      items.push(...raw.map((item) => unmarshall(item) as Item));
      if (!next) return items;
      after = next;
    }
  }

  /** Everything in a range of a partition, page after page, each kind of row through its schema; others are left out. */
  async queryKinds<K extends RowKinds>(options: QueryOptions, kinds: K): Promise<RowsOf<K>> {
    const rows = {} as { [kind in keyof K]: v.InferOutput<K[kind]['schema']>[] };
    const named = Object.entries(kinds) as [keyof K, RowKind][];
    for (const [kind] of named) rows[kind] = [];
    for (const item of await this.queryAll(options))
      for (const [kind, { prefix, schema }] of named)
        if (item.sk.startsWith(prefix))
          rows[kind].push(parsePlain(schema, item) as v.InferOutput<K[keyof K]['schema']>);
    return rows;
  }

  /** A page of keys from a sparse index whose sort attribute is at most `until`, oldest first unless asked otherwise. Never consistent. */
  async queryIndex({ index, of, from, until, newestFirst, limit, after }: IndexQuery): Promise<IndexPage> {
    const write = new ExpressionWriter();
    const within = `${write.path(index.of)} = ${write.value(of)}`;
    const sorted = write.path(index.sortedBy);
    const range =
      from === undefined
        ? `${sorted} <= ${write.value(until)}`
        : `${sorted} BETWEEN ${write.value(from)} AND ${write.value(until)}`;
    const { Items, LastEvaluatedKey } = await this.#endpoint.call('Query', {
      TableName: this.#name,
      IndexName: index.name,
      KeyConditionExpression: `${within} AND ${range}`,
      ...(newestFirst && { ScanIndexForward: false }),
      Limit: limit,
      ...(after && { ExclusiveStartKey: after }),
      ...write.fields(),
    });
    const keys = (Items as Attributes[]).map(keyOf);
    return { keys, ...(LastEvaluatedKey !== undefined && { next: LastEvaluatedKey as IndexPlace }) };
  }

  /** Writes a new item; `false` when one with its key is there already. */
  async putNew(item: Item): Promise<boolean> {
    return (await this.write({ kind: 'put', item })).ok;
  }

  /** One conditional write; `ok: false` when its condition did not hold. */
  async write(write: Write): Promise<Written> {
    const { action, request } = this.#request(write);
    try {
      await this.#endpoint.call(action, request);
      return { ok: true };
    } catch (error) {
      if (isNamed(error, 'ConditionalCheckFailedException')) return { ok: false, failed: [0] };
      throw error;
    }
  }

  /**
   * All or nothing, at most `mostWritesAtOnce`. `failed` lists the positions whose conditions did not hold. Two transactions
   * that met are tried again by whoever called: that is the error `TransactionConflict`.
   */
  async transact(writes: readonly Write[]): Promise<Written> {
    const operations = writes.map((write) => ({ [operationNames[write.kind]]: this.#request(write).request }));
    try {
      await this.#endpoint.call('TransactWriteItems', { TransactItems: operations });
      return { ok: true };
    } catch (error) {
      if (!isNamed(error, 'TransactionCanceledException')) throw error;
      return failedConditions(error);
    }
  }

  /** A counter's new value is not needed, its old one is: answers the attributes as they were before the write. */
  async updateReturningOld<S extends v.GenericSchema>(
    write: Extract<Write, { kind: 'update' }>,
    schema: S,
  ): Promise<{ ok: true; old: v.InferOutput<S> | undefined } | { ok: false }> {
    const { request } = this.#request(write);
    try {
      const { Attributes: old } = await this.#endpoint.call('UpdateItem', { ...request, ReturnValues: 'ALL_OLD' });
      return { ok: true, old: old ? parse(schema, old as Attributes) : undefined };
    } catch (error) {
      if (isNamed(error, 'ConditionalCheckFailedException')) return { ok: false };
      throw error;
    }
  }

  async #query(options: QueryOptions): Promise<{ raw: Attributes[]; next?: string }> {
    const write = new ExpressionWriter();
    const answer = await this.#endpoint.call('Query', {
      TableName: this.#name,
      KeyConditionExpression: keyCondition(write, options),
      ConsistentRead: true,
      ...(options.limit && { Limit: options.limit }),
      ...(options.newestFirst && { ScanIndexForward: false }),
      ...(options.after && { ExclusiveStartKey: marshall({ pk: options.pk, sk: options.after }) }),
      ...write.fields(),
    });
    const last = (answer.LastEvaluatedKey as Attributes | undefined)?.sk?.S;
    return { raw: answer.Items as Attributes[], ...(last && { next: last }) };
  }

  #request(write: Write): { action: DynamoAction; request: Record<string, unknown> } {
    const writer = new ExpressionWriter();
    const base = { TableName: this.#name };
    const condition = (where: Condition | undefined) => where && { ConditionExpression: writer.condition(where) };
    switch (write.kind) {
      case 'put': {
        const ConditionExpression = write.where
          ? writer.condition(write.where)
          : `attribute_not_exists(${writer.path('pk')})`;
        const Item = marshall(write.item, { removeUndefinedValues: true });
        return { action: 'PutItem', request: { ...base, Item, ConditionExpression, ...writer.fields() } };
      }
      case 'update': {
        const UpdateExpression = writer.update(write);
        const request = { ...base, Key: marshall(write.key), UpdateExpression, ...condition(write.where) };
        return { action: 'UpdateItem', request: { ...request, ...writer.fields() } };
      }
      case 'delete':
      case 'check': {
        const request = { ...base, Key: marshall(write.key), ...condition(write.where) };
        return { action: 'DeleteItem', request: { ...request, ...writer.fields() } };
      }
    }
  }
}

function keyOf(item: Attributes): TableKey {
  const { pk, sk } = unmarshall(item) as TableKey;
  return { pk, sk };
}

const operationNames = { put: 'Put', update: 'Update', delete: 'Delete', check: 'ConditionCheck' } as const;

function keyCondition(write: ExpressionWriter, { pk, from, to, prefix }: QueryOptions): string {
  const partition = `${write.path('pk')} = ${write.value(pk)}`;
  if (prefix) return `${partition} AND begins_with(${write.path('sk')}, ${write.value(prefix)})`;
  if (from && to) return `${partition} AND ${write.path('sk')} BETWEEN ${write.value(from)} AND ${write.value(to)}`;
  return partition;
}

function parse<S extends v.GenericSchema>(schema: S, item: Attributes): v.InferOutput<S> {
  return parsePlain(schema, unmarshall(item) as Item);
}

/** What a schema makes of an item. Throws `MalformedItem`. */
export function parsePlain<S extends v.GenericSchema>(schema: S, item: Item): v.InferOutput<S> {
  const result = v.safeParse(schema, item);
  if (result.success) return result.output;
  throw new MalformedItem(`${item.pk} / ${item.sk} is not as it should be: ${withoutValues(result.issues)}`);
}

/** Two transactions met on an item; nothing was written. Try again. */
export class TransactionConflict extends Error {
  override readonly name = 'TransactionConflict';
}

function failedConditions(error: unknown): Written {
  const reasons = (error as { CancellationReasons?: Array<{ Code?: string }> }).CancellationReasons ?? [];
  const failed = reasons.flatMap(({ Code }, index) => (Code === 'ConditionalCheckFailed' ? [index] : []));
  if (failed.length > 0) return { ok: false, failed };
  if (reasons.some(({ Code }) => Code === 'TransactionConflict'))
    throw new TransactionConflict('Met another transaction', { cause: error });
  throw error;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
