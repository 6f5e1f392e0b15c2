import type { Engine, EngineTable, Input, WriteKind, WritePlan } from '../engine.ts';
import { conditionFailed } from '../errors.ts';
import { checkImage } from '../images.ts';
import { constraint } from '../requests.ts';
import type { TableDefinition } from '../table-definition.ts';
import type { Item } from '../types.ts';
import { asValidation, type Expressions, readExpressions } from './expressions.ts';
import { normaliseItem } from './input-values.ts';
import { checkItemKey, checkKey } from './keys.ts';
import { queryPage, scanPage } from './memory-pages.ts';
import { MemoryTable } from './memory-table.ts';
import { project } from './projections.ts';

import { checkTargets } from './targets.ts';
import { applyUpdate } from './updates.ts';

/** DynamoDB's items and expressions in memory: expressions are understood once, items are never copied whole. */
export const memoryEngine: Engine = {
  open: (definition: TableDefinition) => new MemoryTable(definition),

  plan(kind: WriteKind, table: EngineTable, input: Input): WritePlan {
    return kind === 'Put' ? planPut(asMemory(table), input) : planByKey(kind, asMemory(table), input);
  },

  get(table: EngineTable, input: Input) {
    const { projection, bindings } = readExpressions(input, []);
    const target = asMemory(table);
    const key = readKey(input);
    checkKey(target.shape, key);
    const item = target.find(target.idOf(key));
    const shown = item && projection ? project(projection.paths, item, bindings) : item;
    return { item, shown };
  },

  query: (table, input) => queryPage(asMemory(table), input),
  scan: (table, input) => scanPage(asMemory(table), input),
};

function asMemory(table: EngineTable): MemoryTable {
  if (table instanceof MemoryTable) return table;
  throw new Error('A table of another engine was handed to the one in memory.');
}

function planPut(table: MemoryTable, input: Input): WritePlan {
  if (input.Item === undefined) throw constraint('item', 'null', 'Member must not be null');
  const item = normaliseItem(input.Item, 'Item');
  const expressions = readExpressions(input, ['ConditionExpression']);
  return {
    locate() {
      checkItemKey(table.shape, item);
      checkImage('Put', table.indexKeys, item);
      return table.keysOf(item);
    },
    evaluate(old) {
      checkCondition(expressions, old);
      return { image: item, attributes: input.ReturnValues === 'ALL_OLD' ? old : undefined };
    },
  };
}

function planByKey(kind: Exclude<WriteKind, 'Put'>, table: MemoryTable, input: Input): WritePlan {
  const key = readKey(input);
  const expressions = readExpressions(
    input,
    kind === 'Update' ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression'],
  );
  return {
    locate() {
      checkKey(table.shape, key);
      if (kind === 'Update') checkTargets(table, expressions.update?.clauses ?? [], expressions.bindings);
      return key;
    },
    evaluate(old) {
      checkCondition(expressions, old);
      if (kind === 'ConditionCheck') return { image: old };
      if (kind === 'Delete') return { attributes: input.ReturnValues === 'ALL_OLD' ? old : undefined };
      const image = update(table, expressions, old ?? key);
      checkImage('Update', table.indexKeys, image);
      return { image, attributes: returnedAttributes(input.ReturnValues, expressions, old, image) };
    },
  };
}

function readKey(input: Input): Item {
  if (input.Key === undefined) throw constraint('key', 'null', 'Member must not be null');
  return normaliseItem(input.Key, 'Key');
}

function checkCondition({ condition, bindings }: Expressions, old: Item | undefined): void {
  if (condition && !condition.test(old ?? {}, bindings)) throw conditionFailed();
}

function update(table: MemoryTable, { update: compiled, bindings }: Expressions, item: Item): Item {
  return compiled ? asValidation(() => applyUpdate(compiled, item, bindings, table.indexKeys)) : item;
}

function returnedAttributes(
  which: unknown,
  { update: compiled, bindings }: Expressions,
  old: Item | undefined,
  image: Item,
): Item | undefined {
  const paths = compiled?.paths ?? [];
  switch (which) {
    case 'ALL_OLD':
      return old;
    case 'ALL_NEW':
      return image;
    case 'UPDATED_OLD':
      return old && project(paths, old, bindings);
    case 'UPDATED_NEW':
      return project(paths, image, bindings);
    default:
      return undefined;
  }
}
