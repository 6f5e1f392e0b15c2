import type { AttributeValue, Item } from '../types.ts';
import { beginsWith, compareValues, containsValue, equalValues, typeOf } from '../values.ts';
import { ExpressionError } from './lexer.ts';
import {
  checkBounds,
  checkCount,
  checkDistinct,
  checkTypeName,
  checkTypes,
  literal,
  misused,
} from './operand-checks.ts';
import { type Bindings, type Compiled, type Operand, Reader, sizeOperand } from './reader.ts';

type Test = (item: Item, bindings: Bindings) => boolean;

/** One comparison of a key condition: what it says of which attribute. */
export interface KeyComparison {
  readonly operator: Comparator | 'BETWEEN' | 'begins_with';
  readonly operands: readonly Operand[];
}

export interface CompiledCondition extends Compiled {
  readonly test: Test;
  /** The comparisons that are all demanded, or why this can't be a key condition. */
  readonly conjunction: readonly KeyComparison[] | string;
}

type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

interface Part {
  readonly test: Test;
  readonly conjunction: readonly KeyComparison[] | string;
  /** Stands in parentheses already. */
  readonly enclosed?: true;
}

const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** Understands a condition, filter or key condition. Throws `ExpressionError`. */
export function compileCondition(text: string): CompiledCondition {
  const reader = new Reader(text);
  const part = readOr(reader);
  reader.expectEnd();
  return { ...reader.compiled(), ...part };
}

function readOr(reader: Reader): Part {
  const parts = [readAnd(reader)];
  while (reader.accept('OR')) parts.push(readAnd(reader));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return { test: anyOf(parts.map(({ test }) => test)), conjunction: notForKeys('OR') };
}

function readAnd(reader: Reader): Part {
  const parts = [readNot(reader)];
  while (reader.accept('AND')) parts.push(readNot(reader));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const refusal = parts.map(({ conjunction }) => conjunction).find((c) => typeof c === 'string');
  const all = parts.flatMap(({ conjunction }) => (typeof conjunction === 'string' ? [] : conjunction));
  return { test: allOf(parts.map(({ test }) => test)), conjunction: refusal ?? all };
}

function readNot(reader: Reader): Part {
  if (!reader.accept('NOT')) return readPrimary(reader);
  const { test } = readNot(reader);
  return { test: (item, bindings) => !test(item, bindings), conjunction: notForKeys('NOT') };
}

function readPrimary(reader: Reader): Part {
  if (!reader.accept('(')) return readComparison(reader);
  const part = readOr(reader);
  reader.expect(')');
  if (part.enclosed) throw new ExpressionError('The expression has redundant parentheses;');
  return { ...part, enclosed: true };
}

function readComparison(reader: Reader): Part {
  const name = reader.peek().text;
  if (isCall(reader) && name !== 'size') {
    const call = readCall(reader);
    if (comparators.has(reader.peek().text)) throw misused(name);
    return call;
  }
  const left = readOperand(reader);
  const token = reader.take();
  const operator = token.text.toUpperCase();
  if (operator === 'BETWEEN') return readBetween(reader, left);
  if (operator === 'IN') return readIn(reader, left);
  if (token.kind !== 'symbol' || !comparators.has(operator)) throw reader.fail(token);
  const right = readOperand(reader);
  checkDistinct(operator, left, right);
  const comparator = operator as Comparator;
  return {
    test: compare(comparator, left, right),
    conjunction: operator === '<>' ? notForKeys('<>') : [{ operator: comparator, operands: [left, right] }],
  };
}

function compare(operator: Comparator, left: Operand, right: Operand): Test {
  const holds = ordered[operator];
  if (!holds) {
    const wanted = operator === '=';
    return (item, bindings) => isEqual(left.evaluate(item, bindings), right.evaluate(item, bindings)) === wanted;
  }
  return (item, bindings) => {
    const [a, b] = [left.evaluate(item, bindings), right.evaluate(item, bindings)];
    const order = a && b && compareValues(a, b);
    return order !== undefined && holds(order);
  };
}

const ordered: Partial<Record<Comparator, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function isEqual(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && equalValues(a, b);
}

function readBetween(reader: Reader, value: Operand): Part {
  const low = readOperand(reader);
  reader.expect('AND');
  const high = readOperand(reader);
  reader.checks.push((bindings) => checkBounds(literal(low, bindings), literal(high, bindings)));
  const [fromLow, toHigh] = [compare('>=', value, low), compare('<=', value, high)];
  return {
    test: (item, bindings) => fromLow(item, bindings) && toHigh(item, bindings),
    conjunction: [{ operator: 'BETWEEN', operands: [value, low, high] }],
  };
}

function readIn(reader: Reader, value: Operand): Part {
  reader.expect('(');
  const choices = [readOperand(reader)];
  while (reader.accept(',')) choices.push(readOperand(reader));
  reader.expect(')');
  return {
    test: anyOf(choices.map((choice) => compare('=', value, choice))),
    conjunction: notForKeys('IN'),
  };
}

function isCall(reader: Reader): boolean {
  return reader.peek().kind === 'word' && reader.peek(1).text === '(';
}

function readOperand(reader: Reader): Operand {
  if (isCall(reader)) return readSize(reader);
  return reader.peek().kind === 'value' ? reader.value() : reader.pathOperand();
}

function readSize(reader: Reader): Operand {
  const { text } = reader.take();
  if (text !== 'size') throw misused(text);
  const operands = readOperands(reader);
  checkCount(text, operands, 1);
  checkTypes(reader, 'size', operands, (type) => !['N', 'BOOL', 'NULL'].includes(type));
  return sizeOperand(operands);
}

function readOperands(reader: Reader): Operand[] {
  reader.expect('(');
  const operands = [readOperand(reader)];
  while (reader.accept(',')) operands.push(readOperand(reader));
  reader.expect(')');
  return operands;
}

const functions: Readonly<Record<string, (a?: AttributeValue, b?: AttributeValue) => boolean>> = {
  attribute_exists: (a) => a !== undefined,
  attribute_not_exists: (a) => a === undefined,
  begins_with: (a, b) => a !== undefined && b !== undefined && beginsWith(a, b),
  contains: (a, b) => a !== undefined && b !== undefined && containsValue(a, b),
  attribute_type: (a, b) => a !== undefined && typeOf(a) === b?.S,
};

function readCall(reader: Reader): Part {
  const { text: name } = reader.take();
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!run) throw new ExpressionError(`Invalid function name; function: ${name}`);
  const operands = readOperands(reader);
  const [first, second] = operands;
  checkCount(name, operands, name.endsWith('exists') ? 1 : 2);
  if (name.endsWith('exists') && first?.kind !== 'path')
    throw new ExpressionError(`Operator or function requires a document path; operator or function: ${name}`);
  if (first && second) checkDistinct(name, first, second);
  if (name === 'begins_with') checkTypes(reader, name, operands, (type) => type === 'S' || type === 'B');
  if (name === 'attribute_type') checkTypeName(reader, second);
  return {
    test: (item, bindings) => run(first?.evaluate(item, bindings), second?.evaluate(item, bindings)),
    conjunction: name === 'begins_with' ? [{ operator: 'begins_with', operands }] : notForKeys(name),
  };
}

function notForKeys(operator: string): string {
  return `Invalid operator used in KeyConditionExpression: ${operator}`;
}

function allOf(tests: readonly Test[]): Test {
  return (item, bindings) => tests.every((test) => test(item, bindings));
}

function anyOf(tests: readonly Test[]): Test {
  return (item, bindings) => tests.some((test) => test(item, bindings));
}
