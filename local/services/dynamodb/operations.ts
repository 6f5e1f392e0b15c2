import { runBatchGet, runBatchWrite } from './batches.ts';
import { bytesOf, type Consumption, readUnits, writeUnits } from './capacity.ts';
import type { Engine, EngineTable, Input, Page, WriteKind } from './engine.ts';
import { conditionFailed, isConditionFailure, unsupportedAction } from './errors.ts';
import { asksFor, checkFields, checkReturnValues } from './requests.ts';
import type { Tables } from './tables.ts';
import { runTransactGet, runTransactWrite, type UsedToken } from './transactions.ts';
import type { Change, Item } from './types.ts';
import { equalItems } from './values.ts';

export interface OperationsOptions {
  readonly engine: Engine;
  readonly tables: Tables;
  /** Makes the changes of one call lasting, all or none; what changed nothing is not among them. */
  readonly commit: (changes: readonly Change[], token?: UsedToken) => void;
  /** The use of a client request token that still counts, if there was one. */
  readonly findToken: (token: string) => UsedToken | undefined;
  readonly onConsumed?: ((consumption: Consumption) => void) | undefined;
}

type Answer = Record<string, unknown>;

/** The actions that are served, on whichever engine. Everything is synchronous. */
export class Operations {
  readonly engine: Engine;
  readonly tables: Tables;
  readonly findToken: OperationsOptions['findToken'];
  readonly #commit: OperationsOptions['commit'];
  readonly #onConsumed: OperationsOptions['onConsumed'];

  constructor(options: OperationsOptions) {
    this.engine = options.engine;
    this.tables = options.tables;
    this.findToken = options.findToken;
    this.#commit = options.commit;
    this.#onConsumed = options.onConsumed;
  }

  /** Runs an action as on the wire. Throws `ServiceError` with the name and words that AWS answers. */
  execute(action: string, rawInput: Record<string, unknown>): Answer {
    const input = checkFields(action, rawInput);
    switch (action) {
      case 'GetItem':
        return this.#get(input);
      case 'PutItem':
        return this.#write('Put', action, input);
      case 'UpdateItem':
        return this.#write('Update', action, input);
      case 'DeleteItem':
        return this.#write('Delete', action, input);
      case 'Query':
      case 'Scan':
        return this.#page(action, input);
      case 'BatchGetItem':
        return runBatchGet(this, input);
      case 'BatchWriteItem':
        return runBatchWrite(this, input);
      case 'TransactGetItems':
        return runTransactGet(this, input);
      case 'TransactWriteItems':
        return runTransactWrite(this, input);
      default:
        throw unsupportedAction(action);
    }
  }

  commit(changes: readonly Change[], token?: UsedToken): void {
    const real = changes.filter(isReal);
    if (real.length > 0 || token) this.#commit(real, token);
  }

  /** Counts reads; the answer's `ConsumedCapacity`, for a caller that asked for it. `factor` 2 for transactions. */
  countRead(call: Metered, table: EngineTable, items: readonly Item[], consistent: boolean, factor = 1): Capacity {
    if (!this.#isMetered(call)) return undefined;
    const read = factor * readUnits(bytesOf(items), consistent);
    return this.#count(call, table, { read, write: 0 });
  }

  /** As `countRead`, for a write that replaces `old` by `image`. */
  countWrite(call: Metered, table: EngineTable, change: Pick<Change, 'old' | 'image'>, factor = 1): Capacity {
    if (!this.#isMetered(call)) return undefined;
    const write = factor * writeUnits(table.definition, change.old, change.image);
    return this.#count(call, table, { read: 0, write });
  }

  #isMetered(call: Metered): boolean {
    return asksFor('ReturnConsumedCapacity', call.input.ReturnConsumedCapacity) || this.#onConsumed !== undefined;
  }

  #count(call: Metered, table: EngineTable, units: { read: number; write: number }): Capacity {
    const { tableName } = table.definition;
    this.#onConsumed?.({ action: call.action, table: tableName, ...units });
    if (!asksFor('ReturnConsumedCapacity', call.input.ReturnConsumedCapacity)) return undefined;
    return { TableName: tableName, CapacityUnits: units.read + units.write };
  }

  #get(input: Input): Answer {
    const table = this.tables.get(input.TableName);
    const { item, shown } = this.engine.get(table, input);
    const consistent = input.ConsistentRead === true;
    const capacity = this.countRead({ action: 'GetItem', input }, table, item ? [item] : [], consistent);
    return { ...(shown && { Item: shown }), ...(capacity && { ConsumedCapacity: capacity }) };
  }

  #write(kind: WriteKind, action: string, { ReturnValuesOnConditionCheckFailure: onFailure, ...input }: Input): Answer {
    const returnsOld = asksFor('ReturnValuesOnConditionCheckFailure', onFailure);
    checkReturnValues(kind, input.ReturnValues);
    const table = this.tables.get(input.TableName);
    const plan = this.engine.plan(kind, table, input);
    const keys = plan.locate();
    const id = table.idOf(keys);
    const old = table.find(id);
    const call = { action, input };
    try {
      const { image, attributes } = plan.evaluate(old);
      this.commit([changeOf(table, id, keys, old, image)]);
      const capacity = this.countWrite(call, table, { ...(old && { old }), ...(image && { image }) });
      return {
        ...(attributes && Object.keys(attributes).length > 0 && { Attributes: attributes }),
        ...(capacity && { ConsumedCapacity: capacity }),
      };
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      this.countWrite(call, table, old ? { old } : {});
      throw conditionFailed(returnsOld ? old : undefined);
    }
  }

  #page(action: 'Query' | 'Scan', input: Input): Answer {
    const table = this.tables.get(input.TableName);
    const page: Page = action === 'Query' ? this.engine.query(table, input) : this.engine.scan(table, input);
    const capacity = this.countRead({ action, input }, table, page.read, input.ConsistentRead === true);
    return {
      ...(input.Select !== 'COUNT' && { Items: page.items }),
      Count: page.items.length,
      ScannedCount: page.scanned,
      ...(page.lastKey && { LastEvaluatedKey: page.lastKey }),
      ...(capacity && { ConsumedCapacity: capacity }),
    };
  }
}

/** The call that uses capacity, and its input as far as it says whether to answer with it. */
export interface Metered {
  readonly action: string;
  readonly input: Input;
}

export type Capacity = { readonly TableName: string; readonly CapacityUnits: number } | undefined;

export function changeOf(
  table: EngineTable,
  id: string,
  keys: Item,
  old: Item | undefined,
  image: Item | undefined,
): Change {
  const change: { -readonly [K in keyof Change]: Change[K] } = { table: table.definition.tableName, id, keys };
  if (old) change.old = old;
  if (image) change.image = image;
  return change;
}

/** A write that leaves the item as it was is no change: AWS puts no record into the stream either. */
function isReal({ old, image }: Change): boolean {
  if (!old || !image) return old !== image;
  return !equalItems(old, image);
}
