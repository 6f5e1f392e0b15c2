import * as v from 'valibot';
import { driven, shardOf } from '../../../functions/domain/driven.ts';
import { marshallValue } from '../../../functions/platform/expressions.ts';
import { key } from '../../../functions/platform/keys.ts';
import { memoryEngine } from '../../../local/services/dynamodb/memory/memory-engine.ts';
import { Operations } from '../../../local/services/dynamodb/operations.ts';
import { plainItem } from '../../../local/services/dynamodb/plain-item.ts';
import { Tables } from '../../../local/services/dynamodb/tables.ts';
import type { Change, Item } from '../../../local/services/dynamodb/types.ts';
import { ServiceError } from '../../../local/services/service.ts';
import type { Json } from '../../../local/states-language/json.ts';
import { singleTable } from '../../../local/world/single-table.ts';
import { aParticipant } from '../../support/factories.ts';
import { type PortAnswer, start, subjectId } from './wait-world.ts';

/** The table as plain data: wire items by their keys. */
export type Items = Readonly<Record<string, Item>>;

/** Somebody enrolled whose journey has not begun. */
export function startItems(): Items {
  const facts = {
    ...key.driven('participant', subjectId),
    ...aParticipant({ id: subjectId }),
    status: 'onboarding',
    version: 1,
    leg: 0,
    turn: 0,
    epoch: 0,
    legBeganAt: start,
    legBeganAtTurn: 0,
    restarts: [],
    shard: shardOf(subjectId),
    dueBy: start,
  };
  const item = marshallValue(facts).M as Item;
  return { [keyOf(item)]: item };
}

export function plainDriven(items: Items) {
  const { pk, sk } = key.driven('participant', subjectId);
  return v.parse(v.object({ ...driven.entries, status: v.string() }), plainItem(items[`${pk} ${sk}`] ?? {}));
}

interface Answered {
  readonly items: Items;
  readonly answer: PortAnswer;
  /** The new images that the stream's filter lets through: those with `wakeDue`. */
  readonly changed: Json[];
}

const known = new Map<string, Answered>();

/** One call of the table as one atomic step, on the engine in memory. */
export function callTable(items: Items, action: string, input: Json): Answered {
  const memo = JSON.stringify([items, action, input]);
  const before = known.get(memo);
  if (before) return before;
  const answered = execute(items, action, input as Record<string, unknown>);
  known.set(memo, answered);
  return answered;
}

function execute(items: Items, action: string, input: Record<string, unknown>): Answered {
  const clock = { now: () => Date.parse(start), at: () => ({ at: 0, label: '', cancel: () => {} }) };
  const tables = new Tables(memoryEngine, clock, () => {});
  tables.define(singleTable('Table'));
  for (const item of Object.values(items)) tables.apply({ table: 'Table', keys: keysOf(item), image: item });
  let after = items;
  const changed: Json[] = [];
  const commit = (changes: readonly Change[]): void => {
    for (const { keys, image } of changes) {
      tables.apply({ table: 'Table', keys, image });
      after = image ? { ...after, [keyOf(keys)]: image } : after;
      // The log's entries grow with every change and nothing reads them here.
      if (keys.sk?.S?.startsWith('LOG#'))
        after = items === after ? after : Object.fromEntries(Object.entries(after).filter(([k]) => k !== keyOf(keys)));
      if (image?.wakeDue) changed.push(plainItem(image) as Json);
    }
  };
  const operations = new Operations({ engine: memoryEngine, tables, commit, findToken: () => undefined });
  try {
    return { answer: { ok: operations.execute(action, input) }, items: after, changed };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { answer: { error: { name: error.name, fields: error.fields } }, items, changed: [] };
  } finally {
    tables.close();
  }
}

function keysOf({ pk, sk }: Item): Item {
  return { ...(pk && { pk }), ...(sk && { sk }) };
}

function keyOf({ pk, sk }: Item): string {
  return `${pk?.S} ${sk?.S}`;
}
