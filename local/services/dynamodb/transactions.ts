import { createHash } from 'node:crypto';
import { ServiceError } from '../service.ts';
import { summed } from './batches.ts';
import type { EngineTable, Input, WriteKind, WritePlan } from './engine.ts';
import { type CancellationReason, isConditionFailure, transactionCancelled, validationError } from './errors.ts';
import { changeOf, type Operations } from './operations.ts';
import { asksFor, asList, checkFields, constraint } from './requests.ts';
import { boundItemBytes, itemBytes } from './sizes.ts';
import type { Change, Item } from './types.ts';

const maxActions = 100;
const maxBytes = 4 * 1024 * 1024;
/** For how long a client request token makes the same call idempotent (ms of the cloud's own clock). */
export const tokenLifetime = 10 * 60_000;

/** A client request token, with what was asked under it. */
export interface UsedToken {
  readonly token: string;
  readonly digest: string;
}

interface Action {
  readonly table: EngineTable;
  readonly plan: WritePlan;
  readonly returnsOld: boolean;
}

type Outcome = { readonly change: Change } | { readonly reason: CancellationReason };

/** TransactWriteItems: all or nothing, with a reason for each action when it is nothing. */
export function runTransactWrite(operations: Operations, input: Input): Record<string, unknown> {
  const items = asList(input.TransactItems, 'transactItems', maxActions);
  const token = readToken(input, items);
  const actions = items.map((item) => planAction(operations, item));
  if (token && isRepeated(operations, token)) return answerRepeated(operations, input, actions);
  const located = actions.map((action) => attempt(() => action.plan.locate()));
  checkDistinct(actions, located);
  const outcomes = actions.map((action, i) => evaluate(action, located[i]));
  const changes = changesOf(outcomes);
  operations.commit(changes, token);
  const call = { action: 'TransactWriteItems', input };
  return summed(changes.map((change, i) => operations.countWrite(call, tableOf(actions, i), change, 2)));
}

/** TransactGetItems: up to 100 items as they were at one moment. */
export function runTransactGet(operations: Operations, input: Input): Record<string, unknown> {
  const call = { action: 'TransactGetItems', input };
  const answers = asList(input.TransactItems, 'transactItems', maxActions).map((raw) => {
    const get = checkFields('TransactGetItems.Get', checkFields('TransactGetItems.TransactItems', raw).Get);
    const table = operations.tables.get(get.TableName);
    const { item, shown } = operations.engine.get(table, get);
    const id = `${table.definition.tableName} ${table.idOf(get.Key as Item)}`;
    return { id, shown, capacity: operations.countRead(call, table, item ? [item] : [], true, 2) };
  });
  if (new Set(answers.map(({ id }) => id)).size < answers.length) throw sameItemTwice();
  const responses = answers.map(({ shown }) => (shown ? { Item: shown } : {}));
  return { Responses: responses, ...summed(answers.map(({ capacity }) => capacity)) };
}

function planAction(operations: Operations, raw: unknown): Action {
  const entries = Object.entries(checkFields('TransactWriteItems.TransactItems', raw));
  const [kind, body] = entries[0] ?? [];
  if (kind === undefined || entries.length > 1)
    throw validationError(
      'TransactItems can only contain one of Check, Put, Update or Delete: each action must be an item of its own',
    );
  const { ReturnValuesOnConditionCheckFailure: onFailure, ...input } = checkFields(`TransactWriteItems.${kind}`, body);
  const missing = { Update: 'UpdateExpression', ConditionCheck: 'ConditionExpression' }[kind];
  if (missing && input[missing] === undefined)
    throw constraint(`transactItems.member.${kind}.${missing}`, 'null', 'Member must not be null');
  const table = operations.tables.get(input.TableName);
  const returnsOld = asksFor('ReturnValuesOnConditionCheckFailure', onFailure);
  return { table, plan: operations.engine.plan(kind as WriteKind, table, input), returnsOld };
}

/** Runs a step of which a ValidationException is a reason to cancel, not an error of the whole request. */
function attempt<T>(step: () => T): { value: T } | { reason: CancellationReason } {
  try {
    return { value: step() };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.name !== 'ValidationException') throw error;
    return { reason: { Code: 'ValidationError', Message: error.message } };
  }
}

function evaluate(action: Action, located: ReturnType<typeof attempt<Item>> | undefined): Outcome {
  if (!located || 'reason' in located) return located ?? { reason: { Code: 'None' } };
  const keys = located.value;
  const id = action.table.idOf(keys);
  const old = action.table.find(id);
  try {
    const result = attempt(() => action.plan.evaluate(old));
    if ('reason' in result) return result;
    const { image } = result.value;
    return { change: changeOf(action.table, id, keys, old, image) };
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    const item = action.returnsOld && old ? { Item: old } : {};
    return { reason: { Code: 'ConditionalCheckFailed', Message: error.message, ...item } };
  }
}

/** What all actions change. Throws TransactionCanceledException when any of them may not. */
function changesOf(outcomes: readonly Outcome[]): Change[] {
  const done = outcomes.filter((outcome) => 'change' in outcome);
  if (done.length < outcomes.length)
    throw transactionCancelled(outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : { Code: 'None' })));
  const changes = done.map(({ change }) => change);
  if (totalBytes(changes, boundItemBytes) > maxBytes && totalBytes(changes, itemBytes) > maxBytes)
    throw validationError('The aggregate size of the items in the transaction exceeds 4 MB');
  return changes;
}

function totalBytes(changes: readonly Change[], measure: (item: Item) => number): number {
  return changes.reduce((total, { image, old, keys }) => total + measure(image ?? old ?? keys), 0);
}

function checkDistinct(actions: readonly Action[], located: ReadonlyArray<ReturnType<typeof attempt<Item>>>): void {
  const seen = new Set<string>();
  for (const [i, place] of located.entries()) {
    const table = tableOf(actions, i);
    const id = 'value' in place ? `${table.definition.tableName} ${table.idOf(place.value)}` : `unlocated ${i}`;
    if (seen.has(id)) throw sameItemTwice();
    seen.add(id);
  }
}

function tableOf(actions: readonly Action[], index: number): EngineTable {
  const action = actions[index];
  if (!action) throw new Error('A transaction has more outcomes than actions.');
  return action.table;
}

function sameItemTwice(): ServiceError {
  return validationError('Transaction request cannot include multiple operations on one item');
}

function readToken(input: Input, items: readonly unknown[]): UsedToken | undefined {
  const token = input.ClientRequestToken;
  if (token === undefined) return undefined;
  if (typeof token !== 'string' || token.length < 1 || token.length > 36)
    throw constraint('clientRequestToken', String(token), 'Member must have length less than or equal to 36');
  return { token, digest: createHash('sha256').update(JSON.stringify(items)).digest('base64') };
}

function isRepeated(operations: Operations, { token, digest }: UsedToken): boolean {
  const before = operations.findToken(token);
  if (!before) return false;
  if (before.digest === digest) return true;
  throw new ServiceError(
    'IdempotentParameterMismatchException',
    'Attempt to reuse the client request token with different parameters',
  );
}

/** A repeated call changes nothing and succeeds; it is billed for reading the items. */
function answerRepeated(operations: Operations, input: Input, actions: readonly Action[]): Record<string, unknown> {
  const call = { action: 'TransactWriteItems', input };
  return summed(
    actions.map(({ table, plan }) => {
      const item = table.find(table.idOf(plan.locate()));
      return operations.countRead(call, table, item ? [item] : [], true, 2);
    }),
  );
}
