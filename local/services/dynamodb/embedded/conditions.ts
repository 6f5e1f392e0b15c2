import type { AttributeValue, Item } from '../types.ts';
import {
  beginsWith,
  compareValues,
  containsValue,
  equalValues,
  type PathSegment,
  sizeOfValue,
  typeOf,
  valueAt,
} from '../values.ts';

/** A condition as dynalite's parser builds it. */
type Expression =
  | { readonly type: 'and' | 'or' | 'not'; readonly args: readonly Expression[] }
  | { readonly type: 'function'; readonly name: string; readonly args: readonly Operand[] }
  | { readonly type: Comparison; readonly args: readonly Operand[] };

type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in';
type Operand = readonly PathSegment[] | AttributeValue | SizeCall;
interface SizeCall {
  readonly type: 'function';
  readonly name: 'size';
  readonly args: readonly Operand[];
}

/**
 * Whether an item (or no item) meets a condition. Evaluated here rather than by dynalite, which finds lists and maps
 * unequal to their likes, missing attributes equal to one another, and trips over `false` and empty strings.
 */
export function meets(expression: unknown, item: Item = {}): boolean {
  return test(expression as Expression, item);
}

function test(expression: Expression, item: Item): boolean {
  switch (expression.type) {
    case 'and':
      return expression.args.every((part) => test(part, item));
    case 'or':
      return expression.args.some((part) => test(part, item));
    case 'not':
      return expression.args.every((part) => !test(part, item));
    case 'function':
      return testFunction(expression.name, values(expression.args, item));
    default:
      return testComparison(expression.type, values(expression.args, item));
  }
}

type Values = ReadonlyArray<AttributeValue | undefined>;

function testFunction(name: string, [first, second]: Values): boolean {
  if (name === 'attribute_not_exists') return first === undefined;
  if (name === 'attribute_exists') return first !== undefined;
  if (!first || !second) return false;
  if (name === 'begins_with') return beginsWith(first, second);
  if (name === 'contains') return containsValue(first, second);
  return typeOf(first) === second.S;
}

function testComparison(comparison: Comparison, [left, ...rest]: Values): boolean {
  const [right] = rest;
  if (comparison === '<>') return !isEqual(left, right);
  if (!left) return false;
  if (comparison === '=') return isEqual(left, right);
  if (comparison === 'in') return rest.some((value) => isEqual(left, value));
  const order = right && compareValues(left, right);
  if (order === undefined) return false;
  if (comparison === 'between') return order >= 0 && isAtMost(left, rest[1]);
  if (comparison === '<') return order < 0;
  if (comparison === '<=') return order <= 0;
  return comparison === '>' ? order > 0 : order >= 0;
}

function isEqual(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && equalValues(a, b);
}

function isAtMost(value: AttributeValue, bound: AttributeValue | undefined): boolean {
  const order = bound && compareValues(value, bound);
  return order !== undefined && order <= 0;
}

function values(operands: readonly Operand[], item: Item): Values {
  return operands.map((operand) => resolve(operand, item));
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (isPath(operand)) return valueAt(item, operand);
  if (!('type' in operand)) return operand;
  const [measured] = values(operand.args, item);
  const size = measured && sizeOfValue(measured);
  return size === undefined ? undefined : { N: String(size) };
}

function isPath(operand: Operand): operand is readonly PathSegment[] {
  return Array.isArray(operand);
}
