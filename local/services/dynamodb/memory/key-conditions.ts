import { validationError } from '../errors.ts';
import type { KeyShape } from '../table-definition.ts';
import type { AttributeValue } from '../types.ts';
import { typeOf } from '../values.ts';
import type { CompiledCondition, KeyComparison } from './conditions.ts';
import { type KeyIndex, type Row, sortable } from './key-index.ts';
import { literal } from './operand-checks.ts';
import { type Bindings, bindPath, type Operand } from './reader.ts';

/** A comparison of one key attribute, with its values. */
interface BoundComparison {
  readonly name: string;
  readonly operator: KeyComparison['operator'];
  readonly values: readonly AttributeValue[];
}

/** Which rows a key condition means: a stretch of one partition. */
export interface Stretch {
  readonly partition: string;
  readonly rows: readonly Row[];
  readonly from: number;
  readonly to: number;
}

/** Finds the stretch. Throws ValidationException for a condition that doesn't fit the key. */
export function findStretch(index: KeyIndex, condition: CompiledCondition, bindings: Bindings): Stretch {
  const { hash, range } = bindToKey(index.shape, condition, bindings);
  const partition = hash[index.shape.hash.type] ?? '';
  const rows = index.partition(partition);
  if (!range || !index.shape.range) return { partition, rows, from: 0, to: rows.length };
  return { partition, rows, ...boundsOf(index, index.shape.range.type, rows, range) };
}

function bindToKey(shape: KeyShape, { conjunction }: CompiledCondition, bindings: Bindings) {
  if (typeof conjunction === 'string') throw validationError(conjunction);
  const comparisons = conjunction.map((comparison) => bindComparison(comparison, bindings));
  if (new Set(comparisons.map(({ name }) => name)).size < comparisons.length)
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  if (comparisons.length > 2) throw validationError('Conditions can be of length 1 or 2 only');
  const hash = comparisons.find(({ name }) => name === shape.hash.name);
  const range = comparisons.find(({ name }) => name === shape.range?.name);
  if (!shape.range && comparisons.length > 1) throw validationError('Query key condition not supported');
  if (!hash) throw missing(shape.hash.name);
  if (comparisons.length > 1 && !range) throw missing(shape.range?.name ?? '');
  checkTypes(hash, shape.hash.type);
  if (range && shape.range) checkTypes(range, shape.range.type);
  const [value] = hash.values;
  if (hash.operator !== '=' || !value) throw validationError('Query key condition not supported');
  return { hash: value, range };
}

function missing(name: string): Error {
  return validationError(`Query condition missed key schema element: ${name}`);
}

function checkTypes({ values, operator }: BoundComparison, type: string): void {
  for (const value of values) {
    if (operator !== '=' && !['S', 'N', 'B'].includes(typeOf(value)))
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    if (typeOf(value) !== type)
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
  }
}

const mirrored: Readonly<Record<string, KeyComparison['operator']>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function bindComparison({ operator, operands }: KeyComparison, bindings: Bindings): BoundComparison {
  const turned = operands[0]?.kind === 'value' && operands[1]?.kind === 'path' && operands.length === 2;
  const [attribute, ...others] = turned ? [...operands].reverse() : operands;
  if (turned && operator === 'begins_with') throw firstOperand(operator);
  if (attribute?.kind !== 'path') throw operator === 'BETWEEN' ? firstOperand(operator) : noAttribute(attribute);
  const path = bindPath(attribute.path, bindings);
  if (path.length > 1) throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  const values = others.map((operand) => literalOf(operand, bindings));
  return { name: String(path[0]), operator: turned ? (mirrored[operator] ?? operator) : operator, values };
}

function firstOperand(operator: string): Error {
  return validationError(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
}

function noAttribute(operand: Operand | undefined): Error {
  return validationError(
    operand?.kind === 'call'
      ? 'KeyConditionExpressions cannot contain nested operations'
      : 'Invalid condition in KeyConditionExpression: No key attribute specified',
  );
}

function literalOf(operand: Operand, bindings: Bindings): AttributeValue {
  const value = literal(operand, bindings);
  if (value) return value;
  throw operand.kind === 'path'
    ? validationError('Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition')
    : validationError('KeyConditionExpressions cannot contain nested operations');
}

function boundsOf(index: KeyIndex, type: 'S' | 'N' | 'B', rows: readonly Row[], range: BoundComparison) {
  const [first, second] = range.values.map((value) => sortable(type, value));
  const order = first ?? '';
  const before = () => index.countBefore(rows, { order });
  const after = (last = order) => index.countBefore(rows, { order: last, after: true });
  switch (range.operator) {
    case '=':
      return { from: before(), to: after() };
    case '<':
      return { from: 0, to: before() };
    case '<=':
      return { from: 0, to: after() };
    case '>':
      return { from: after(), to: rows.length };
    case '>=':
      return { from: before(), to: rows.length };
    case 'BETWEEN':
      return { from: before(), to: after(second) };
    case 'begins_with':
      return { from: before(), to: endOfPrefix(rows, before(), order) };
    default:
      throw validationError(`Invalid operator used in KeyConditionExpression: ${range.operator}`);
  }
}

/** What begins alike stands together: the first row from `from` on that begins otherwise. */
function endOfPrefix(rows: readonly Row[], from: number, prefix: string): number {
  let [low, high] = [from, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]?.order.startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}
