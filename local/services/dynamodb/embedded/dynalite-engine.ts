import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import db from 'dynalite/db/index.js';
import validateDelete from 'dynalite/validations/deleteItem.js';
import validateGet from 'dynalite/validations/getItem.js';
import validatePut from 'dynalite/validations/putItem.js';
import validateUpdate from 'dynalite/validations/updateItem.js';
import type { Engine, EngineTable, Input, Page, WriteKind, WritePlan } from '../engine.ts';
import { conditionFailed, validationError } from '../errors.ts';
import { checkImage, checkKeyLength, indexKeysOf } from '../images.ts';
import type { TableDefinition } from '../table-definition.ts';
import type { Item } from '../types.ts';
import { meets } from './conditions.ts';
import { checkValues, type ParsedInput, runAction, validate } from './dynalite-actions.ts';
import { readPage } from './dynalite-pages.ts';
import { DynaliteTable } from './dynalite-table.ts';
import { asIfAtOnce } from './updates.ts';

const validators = {
  Put: validatePut,
  Update: validateUpdate,
  Delete: validateDelete,
  ConditionCheck: validateDelete,
} as const;

/** DynamoDB's items and expressions as dynalite understands them, with its gaps filled. */
export const dynaliteEngine: Engine = {
  open: (definition: TableDefinition) => new DynaliteTable(definition),

  plan(kind: WriteKind, table: EngineTable, input: Input): WritePlan {
    const data = validate(validators[kind], input);
    return {
      locate: () => locate(kind, asDynalite(table), data),
      evaluate: (old) => evaluate(kind, asDynalite(table), data, old),
    };
  },

  get(table: EngineTable, input: Input) {
    const target = asDynalite(table);
    const data = validate(validateGet, input);
    const keys = locate('Delete', target, data);
    const item = target.find(target.idOf(keys));
    const { answer } = runAction(getItem, data, { description: target.description, item });
    return { item, shown: answer.Item as Item | undefined };
  },

  query: (table, input): Page => readPage('Query', asDynalite(table), input),
  scan: (table, input): Page => readPage('Scan', asDynalite(table), input),
};

function asDynalite(table: EngineTable): DynaliteTable {
  if (table instanceof DynaliteTable) return table;
  throw new Error('A table of another engine was handed to dynalite.');
}

function locate(kind: WriteKind, table: DynaliteTable, data: ParsedInput): Item {
  const given = (kind === 'Put' ? data.Item : data.Key) ?? {};
  const wrong =
    kind === 'Put'
      ? db.validateItem(given, table.description)
      : (db.validateKey(given, table.description) ?? db.validateUpdates(undefined, data._updates, table.description));
  if (wrong) throw validationError(wrong.message);
  if (kind === 'Put') checkImage(kind, indexKeysOf(table.definition), given);
  const keys = table.keysOf(given);
  checkKeyLength('hash', keys[table.shape.hash.name] ?? {});
  if (table.shape.range) checkKeyLength('range', keys[table.shape.range.name] ?? {});
  return keys;
}

function evaluate(kind: WriteKind, table: DynaliteTable, data: ParsedInput, old: Item | undefined) {
  const { _condition, ...rest } = data;
  if (_condition && !meets(_condition.expression, old)) throw conditionFailed();
  if (kind === 'ConditionCheck') return { image: old };
  const { answer, written } = runAction(actionOf(kind), withOrderedUpdates(rest, old), {
    description: table.description,
    item: old,
  });
  if (kind === 'Update') {
    checkValues(written ?? {});
    checkImage(kind, indexKeysOf(table.definition), written ?? {});
  }
  return { image: written ?? undefined, attributes: answer.Attributes as Item | undefined };
}

function actionOf(kind: Exclude<WriteKind, 'ConditionCheck'>) {
  return { Put: putItem, Update: updateItem, Delete: deleteItem }[kind];
}

function withOrderedUpdates(data: ParsedInput, old: Item | undefined): ParsedInput {
  if (!data._updates) return data;
  return { ...data, _updates: { ...data._updates, sections: asIfAtOnce(data._updates.sections, old) } };
}
